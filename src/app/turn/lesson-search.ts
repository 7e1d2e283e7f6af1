// Looking for lessons: those of the speaker's networks in their journals, those of others in the library.
import type { Reply } from '../../chat/adapter.ts'
import type { FoundLessons, SearchLessons } from '../../conversation/answers.ts'
import { noNetworkHereCard } from '../../conversation/kit/refusal-messages.ts'
import type { Person, Turn } from '../../conversation/turn.ts'
import { isFindable } from '../../domain/guardian/going-public.ts'
import { maySee } from '../../domain/permissions.ts'
import { lessonOf } from '../../domain/phases/lessons.ts'
import type { Network } from '../../domain/state.ts'
import { searchLibrary } from '../../store/lessons/lesson-library.ts'
import { indexTerms, matches, parseQuery, type SearchTerm } from '../../store/lessons/search-terms.ts'
import { networksOf } from '../../store/projections.ts'
import type { AppContext } from '../app-context.ts'

type LessonsContext = Pick<AppContext, 'db' | 'networks'>
type LibraryLesson = Exclude<FoundLessons, string>['library'][number]

/** The most lessons of either kind in one answer, and one more by which it is known that there are more. */
const limit = 9

export async function searchLessons(
  context: LessonsContext,
  turn: Turn,
  { words, render }: SearchLessons,
): Promise<Reply> {
  if (!(await mayRead(context, turn))) return { kind: 'card', card: noNetworkHereCard() }
  return { kind: 'card', card: render(await find(context, turn, parseQuery(words))) }
}

/** The library is for whoever is in some network. */
async function mayRead({ db, networks }: LessonsContext, turn: Turn): Promise<boolean> {
  if (turn.networks.length > 0) return true
  for (const id of await networksOf(db, turn.speaker.id))
    if (maySee(await networks.load(id), turn.speaker.id)) return true
  return false
}

async function find(
  context: LessonsContext,
  turn: Turn,
  terms: readonly SearchTerm[],
): Promise<FoundLessons> {
  if (terms.length === 0) return 'too-common'
  return { ours: findOurs(turn, terms), library: await findInLibrary(context, turn, terms) }
}

function findOurs({ networks }: Turn, terms: readonly SearchTerm[]) {
  return networks
    .flatMap((network) => network.lessons.map((lesson) => ({ lesson, network })))
    .filter(({ lesson }) => matches(terms, indexTerms(lesson.text)))
    .toSorted((one, other) => other.lesson.at - one.lesson.at)
    .slice(0, limit)
}

async function findInLibrary(
  { db, networks }: LessonsContext,
  { networks: here, speaker }: Turn,
  terms: readonly SearchTerm[],
): Promise<readonly LibraryLesson[]> {
  const found = await searchLibrary(db, terms, { except: here.map(({ id }) => id), limit })
  const all = found.map(async ({ network, lesson }) =>
    readableBy(speaker, await networks.load(network), lesson),
  )
  return (await Promise.all(all)).filter((one) => one !== undefined)
}

/** As this person may read it. What was taken back a moment ago is not shown: the journal has the last word. */
function readableBy(person: Person, network: Network, id: string): LibraryLesson | undefined {
  const lesson = lessonOf(network, id)
  if (lesson?.offered === undefined) return undefined
  const mayName = isFindable(network) && hasHomeNear(network, person)
  return { text: lesson.text, from: mayName ? network.name : undefined }
}

/** Whether it has a home in a workspace of this person: only there a public network can be found. */
function hasHomeNear({ homes }: Network, { users }: Person): boolean {
  return homes.some((home) =>
    users.some(({ platform, workspace }) => home.platform === platform && home.workspace === workspace),
  )
}
