// Looking for lessons: those of the speaker's networks in their journals, those of others in the library.
import type { Reply } from '../chat/adapter.ts'
import type { FoundLessons, SearchLessons } from '../conversation/answers.ts'
import { noNetworkHereCard } from '../conversation/kit/refusal-messages.ts'
import type { Person, Turn } from '../conversation/turn.ts'
import { isFindable } from '../domain/guardian/going-public.ts'
import { maySee } from '../domain/permissions.ts'
import { lessonOf } from '../domain/phases/lessons.ts'
import type { Network } from '../domain/state.ts'
import type { Db } from '../store/connection/database.ts'
import { searchLibrary } from '../store/lesson-library.ts'
import { networksOf } from '../store/projections.ts'
import { indexTerms, matches, parseQuery, type SearchTerm } from '../store/search-terms.ts'
import type { NetworkRepository } from './network-repository.ts'

export interface LessonSearchOptions {
  readonly db: Db
  readonly networks: NetworkRepository
}

/** The most lessons of either kind in one answer, and one more by which it is known that there are more. */
const limit = 9

export function createLessonSearch({ db, networks }: LessonSearchOptions) {
  /** The library is for whoever is in some network. */
  async function mayRead(turn: Turn): Promise<boolean> {
    if (turn.networks.length > 0) return true
    for (const id of await networksOf(db, turn.speaker.id))
      if (maySee(await networks.load(id), turn.speaker.id)) return true
    return false
  }

  async function inLibrary({ networks: here, speaker }: Turn, sought: readonly SearchTerm[]) {
    const found = await searchLibrary(db, sought, { except: here.map(({ id }) => id), limit })
    const all = found.map(async ({ network, lesson }) => read(await networks.load(network), lesson, speaker))
    return (await Promise.all(all)).filter((one) => one !== undefined)
  }

  return async (turn: Turn, { words, render }: SearchLessons): Promise<Reply> => {
    if (!(await mayRead(turn))) return { kind: 'card', card: noNetworkHereCard() }
    const sought = parseQuery(words)
    const all: FoundLessons =
      sought.length === 0
        ? 'too-common'
        : { ours: oursIn(turn, sought), library: await inLibrary(turn, sought) }
    return { kind: 'card', card: render(all) }
  }
}

function oursIn({ networks }: Turn, sought: readonly SearchTerm[]) {
  return networks
    .flatMap((network) => network.lessons.map((lesson) => ({ lesson, network })))
    .filter(({ lesson }) => matches(sought, indexTerms(lesson.text)))
    .toSorted((one, other) => other.lesson.at - one.lesson.at)
    .slice(0, limit)
}

/** As this person may read it. What was taken back a moment ago is not shown: the journal has the last word. */
function read(network: Network, id: string, person: Person) {
  const lesson = lessonOf(network, id)
  if (lesson?.offered === undefined) return undefined
  const from = isFindable(network) && hasHomeNear(network, person) && { from: network.name }
  return { text: lesson.text, ...from }
}

/** Whether it has a home in a workspace of this person: only there a public network can be found. */
function hasHomeNear({ homes }: Network, { users }: Person): boolean {
  return homes.some((home) =>
    users.some(({ platform, workspace }) => home.platform === platform && home.workspace === workspace),
  )
}
