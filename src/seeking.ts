// Looking for lessons: those of the speaker's networks in their journals, those of others in the library.
import type { Reply } from './chat/adapter.ts'
import { nothingHere } from './conversation/refusals.ts'
import type { Found, Seek, Turn } from './conversation/turn.ts'
import { lessonOf } from './network/lessons.ts'
import { maySee } from './network/permissions.ts'
import type { Networks } from './networks.ts'
import type { Db } from './store/db.ts'
import { seekInLibrary } from './store/library.ts'
import { networksOf } from './store/projections.ts'
import { finds, type Sought, soughtIn, termsOf } from './store/terms.ts'

export interface SeekingOptions {
  readonly db: Db
  readonly networks: Networks
}

/** The most lessons of either kind in one answer, and one more by which it is known that there are more. */
const limit = 9

export function createSeeking({ db, networks }: SeekingOptions) {
  /** The library is for whoever is in some network. */
  async function mayRead(turn: Turn): Promise<boolean> {
    if (turn.networks.length > 0) return true
    for (const id of await networksOf(db, turn.speaker.id))
      if (maySee(await networks.load(id), turn.speaker.id)) return true
    return false
  }

  async function inLibrary({ networks: here }: Turn, sought: readonly Sought[]) {
    const found = await seekInLibrary(db, sought, { except: here.map(({ id }) => id), limit })
    // What was taken back a moment ago is not shown: the journal has the last word.
    const lessons = await Promise.all(
      found.map(async ({ network, lesson }) => lessonOf(await networks.load(network), lesson)),
    )
    return lessons
      .filter((lesson) => lesson?.offered !== undefined)
      .map((lesson) => ({ text: lesson?.text ?? '' }))
  }

  return async (turn: Turn, { words, found }: Seek): Promise<Reply> => {
    if (!(await mayRead(turn))) return { kind: 'card', card: nothingHere() }
    const sought = soughtIn(words)
    const all: Found =
      sought.length === 0
        ? 'too-common'
        : { ours: oursIn(turn, sought), library: await inLibrary(turn, sought) }
    return { kind: 'card', card: found(all) }
  }
}

function oursIn({ networks }: Turn, sought: readonly Sought[]) {
  return networks
    .flatMap((network) => network.lessons.map((lesson) => ({ lesson, network })))
    .filter(({ lesson }) => finds(sought, termsOf(lesson.text)))
    .toSorted((one, other) => other.lesson.at - one.lesson.at)
    .slice(0, limit)
}
