// Networks loaded from the journal, and what a decision changes saved with its messages in one transaction.
import type { Channel } from '../chat/address.ts'
import type { Instant, NetworkId } from '../domain/core/ids.ts'
import type { PrivateAnswer } from '../domain/core/private-answers.ts'
import type { JournalEntry } from '../domain/events.ts'
import { isFindable } from '../domain/guardian/going-public.ts'
import { isOpen } from '../domain/membership/homes.ts'
import { holders } from '../domain/membership/members.ts'
import { nominees } from '../domain/membership/roles.ts'
import { fold, nextWake } from '../domain/network.ts'
import { openRounds } from '../domain/phases/reflection-rounds.ts'
import { type Network, unstarted } from '../domain/state.ts'
import type { Db } from '../store/connection/database.ts'
import { loadEntries, type NetworkChanges, type Saved, save } from '../store/journal.ts'
import type { LibraryChanges, OfferedLesson } from '../store/lesson-library.ts'
import type { NewMessage } from '../store/outbox.ts'
import { type AnswerChanges, privateAnswers } from '../store/private-answers.ts'

export interface NetworkRepository {
  /** The network as its journal tells it now; one that does not exist has version 0. */
  load(id: NetworkId): Promise<Network>
  /** The network as this process saw it last, which may be a moment ago. */
  cached(id: NetworkId): Network | undefined
  /** The private answers to what is open in it now. */
  answers(network: Network): Promise<readonly PrivateAnswer[]>
  save(step: UnitOfWork): Promise<Saved>
  /** Runs `work` after all earlier work on this network in this process, which could only lose against it. */
  serialized<T>(id: NetworkId, work: () => Promise<T>): Promise<T>
  clearCache(): void
}

export interface UnitOfWork {
  readonly before: Network
  readonly after: Network
  readonly entries: readonly JournalEntry[]
  readonly messages: readonly NewMessage[]
  /** Private answers that were given, and those that were read for the decision. */
  readonly given?: readonly PrivateAnswer[]
  readonly answers?: readonly PrivateAnswer[]
  /** Ids of what came in, which may take effect once. */
  readonly processed: readonly string[]
  readonly now: Instant
}

/** A network as it was when `asOf` was the number of `Db.writesElsewhere`, and all that we have written since. */
interface CachedNetwork {
  readonly network: Network
  readonly asOf: number | undefined
}

/** How many networks are kept folded; an older one is folded anew from its journal. */
const maxCachedNetworks = 500

export function createNetworkRepository(db: Db): NetworkRepository {
  let kept = new Map<NetworkId, CachedNetwork>()
  const last = new Map<NetworkId, Promise<unknown>>()

  function keep(network: Network, asOf: number | undefined): Network {
    kept.delete(network.id)
    kept.set(network.id, { network, asOf })
    const oldest = kept.keys().next().value
    if (kept.size > maxCachedNetworks && oldest !== undefined) kept.delete(oldest)
    return network
  }

  return {
    async load(id) {
      const asOf = db.dataVersion?.()
      const held = kept.get(id)
      if (held !== undefined && asOf !== undefined && held.asOf === asOf) return held.network
      const known = held?.network ?? unstarted(id)
      const network = fold(id, await loadEntries(db, id, known.version), known)
      return network.version === 0 ? network : keep(network, asOf)
    },
    cached: (id) => kept.get(id)?.network,
    answers: async (network) => (openRounds(network).length === 0 ? [] : privateAnswers(db, network.id)),
    async save(step) {
      const { after, messages, processed, now } = step
      const network = networkChanges(step)
      const saved = await save(db, { processed, at: now, network, messages })
      // Whoever else has written since it was loaded may have written to it after us.
      if (saved === 'saved') keep(after, kept.get(after.id)?.asOf)
      return saved
    },
    serialized(id, work) {
      const mine = (last.get(id) ?? Promise.resolve()).then(work, work)
      last.set(id, mine)
      const done = () => {
        if (last.get(id) === mine) last.delete(id)
      }
      mine.then(done, done)
      return mine
    },
    // A map that is cleared leaves its old table to the next full collection of garbage, with all that it held.
    clearCache() {
      kept = new Map()
    },
  }
}

/** How often a decision is made anew when another process was faster. */
const maxAttempts = 20

/** Decides anew, from what is there by then, for as long as another process was faster. */
export async function retryOnConflict<T>(attempt: (tries: number) => Promise<T | 'conflict'>): Promise<T> {
  for (let tries = 0; tries < maxAttempts; tries += 1) {
    const done = await attempt(tries)
    if (done !== 'conflict') return done
  }
  throw new Error(`Another process was faster ${maxAttempts} times in a row.`)
}

function networkChanges(step: UnitOfWork): NetworkChanges {
  const { before, after, entries } = step
  const wake = nextWake(after)
  const answers = answerChanges(step)
  return {
    id: after.id,
    expected: before.version,
    entries,
    nextWake: wake,
    ...(before.homes !== after.homes && { homes: after.homes.map(channelOf) }),
    ...(before.people !== after.people && {
      participants: [...after.people.values()].map(({ id, agency }) => ({ person: id, agency })),
    }),
    ...(before.lessons !== after.lessons && { library: libraryChanges(before, after) }),
    ...(isFindable(before) !== isFindable(after) && { isPublic: isFindable(after) }),
    ...(before.invitations !== after.invitations && {
      invitations: [...after.invitations.values()].filter((one) => isOpen(one, 0)),
    }),
    ...(before.nominations !== after.nominations && { nominees: nominees(after) }),
    ...(before.roles !== after.roles && { angels: holders(after, 'guardian-angel') }),
    answers,
  }
}

function libraryChanges(before: Network, after: Network): LibraryChanges {
  const [was, is] = [offeredIn(before), offeredIn(after)]
  return {
    offered: [...is.values()].filter(({ lesson, at }) => was.get(lesson)?.at !== at),
    takenBack: [...was.keys()].filter((lesson) => !is.has(lesson)),
  }
}

function offeredIn({ lessons }: Network): ReadonlyMap<string, OfferedLesson> {
  return new Map(
    lessons.flatMap(({ id, text, offered }) =>
      offered === undefined ? [] : [[id, { lesson: id, text, at: offered.at }] as const],
    ),
  )
}

function answerChanges({
  before,
  after,
  entries,
  given = [],
  answers = [],
}: UnitOfWork): AnswerChanges | undefined {
  const open = new Set(openRounds(after))
  const over = openRounds(before).filter((round) => !open.has(round))
  const left = entries.flatMap(({ kind, by }) => (kind === 'left' && by !== undefined ? [by] : []))
  if (given.length === 0 && over.length === 0 && left.length === 0) return undefined
  return { given, over, left, read: answers }
}

export function channelOf(home: Network['homes'][number]): Channel {
  return { kind: 'channel', ...home }
}
