// The journal: a network's entries, and the one transaction in which everything that a decision changes is saved.
import type { Compilable, Kysely } from 'kysely'
import type { Address } from '../chat/address.ts'
import type { JournalEntry } from '../domain/events.ts'
import { changedBy, type Db, rollBack, type TransactionScript } from './connection/database.ts'
import { cachedQuery, valuesOf } from './connection/query-cache.ts'
import type { Tables } from './connection/schema.ts'
import { scheduleDigests } from './digests.ts'
import { markProcessed } from './inbox.ts'
import { type LibraryChanges, writeLibrary } from './lessons/lesson-library.ts'
import { type NewMessage, queueMessages } from './outbox.ts'
import { type AnswerChanges, writeAnswers } from './private-answers.ts'
import {
  type InvitationProjection,
  type ParticipantProjection,
  writeHomes,
  writeInvitations,
  writeNominees,
  writeParticipants,
  writePublic,
} from './projections.ts'

/** What one decision changes. All of it is saved, or nothing. */
export interface Changes {
  /** Ids of what came in, and keys that may be used once. */
  readonly processed: readonly string[]
  /** Now, in milliseconds since 1970. */
  readonly at: number
  readonly network?: NetworkChanges | undefined
  readonly messages: readonly NewMessage[]
}

export interface NetworkChanges {
  readonly id: string
  /** The version on which the decision was made; 0 for a new network. */
  readonly expected: number
  /** Numbered on from `expected` without gaps; may be empty. */
  readonly entries: readonly JournalEntry[]
  /** The next instant at which anything happens by itself; absent when nothing will. */
  readonly nextWake?: number | undefined
  /** This list and the next ones are complete; each is absent when nothing of it changed. */
  readonly homes?: readonly Address[] | undefined
  readonly participants?: readonly ParticipantProjection[] | undefined
  readonly invitations?: readonly InvitationProjection[] | undefined
  /** People with an open nomination to a role. */
  readonly nominees?: readonly string[] | undefined
  /** Whether the network can be found from outside; absent when that did not change. */
  readonly isPublic?: boolean | undefined
  /** All guardian angels; absent when no role changed. */
  readonly angels?: readonly string[] | undefined
  /** Absent when no lesson was offered or taken back. */
  readonly library?: LibraryChanges | undefined
  /** Absent when no private answer is given or counted. */
  readonly answers?: AnswerChanges | undefined
}

/**
 * `conflict`: the network has moved on since `expected`, or somebody has answered a round that was to close; load and
 * decide again. `duplicate`: one of `processed` was there already. In both cases nothing was written.
 */
export type Saved = 'saved' | 'conflict' | 'duplicate'

/** The network's entries after that version, in order; empty for a network that does not exist. */
export async function loadEntries(db: Db, network: string, afterVersion = 0): Promise<JournalEntry[]> {
  const rows = await db.read(
    cachedQuery(db.kysely, 'entries after', [network, afterVersion], () =>
      db.kysely
        .selectFrom('entries')
        .select('payload')
        .where('network', '=', network)
        .where('version', '>', afterVersion)
        .orderBy('version'),
    ),
  )
  return rows.map((row) => JSON.parse(row.payload) as JournalEntry)
}

/** Resolves once the changes are durable. */
export function save(db: Db, changes: Changes): Promise<Saved> {
  return db.transact(() => saveScript(db.kysely, changes))
}

function* saveScript(kysely: Kysely<Tables>, changes: Changes): TransactionScript<Saved> {
  if (!(yield* markProcessed(kysely, changes.processed, changes.at))) {
    yield rollBack
    return 'duplicate'
  }
  if (changes.network) {
    if (!(yield* advanceVersion(kysely, changes.network))) {
      yield rollBack
      return 'conflict'
    }
    const { id, answers } = changes.network
    if (answers && !(yield* writeAnswers(kysely, id, answers))) {
      yield rollBack
      return 'conflict'
    }
    yield* writeNetwork(kysely, changes.network, changes.at)
  }
  yield* queueMessages(kysely, changes.messages, changes.at)
  return 'saved'
}

/** If several writers expect the same version, one of them gets true. */
function* advanceVersion(kysely: Kysely<Tables>, network: NetworkChanges): TransactionScript<boolean> {
  const version = network.expected + network.entries.length
  const next_wake = network.nextWake ?? null
  const { id, expected } = network
  if (expected === 0) return (yield* changedBy(create(kysely, id, version, next_wake))) === 1
  if ((yield* changedBy(advanceAsleep(kysely, id, expected, version, next_wake))) === 1) return true
  return (yield* changedBy(advanceFrom(kysely, id, expected, version, next_wake))) === 1
}

function create(kysely: Kysely<Tables>, id: string, version: number, next_wake: number | null): Compilable {
  return kysely
    .insertInto('networks')
    .values({ id, version, next_wake })
    .onConflict((conflict) => conflict.column('id').doNothing())
}

/** Leaves `next_wake` alone when it stays the same, as it mostly does: writing it would write its index too. */
function advanceAsleep(
  kysely: Kysely<Tables>,
  id: string,
  expected: number,
  version: number,
  next_wake: number | null,
): Compilable {
  return cachedQuery(kysely, 'advance asleep', [version, id, expected, next_wake], () =>
    kysely
      .updateTable('networks')
      .set({ version })
      .where('id', '=', id)
      .where('version', '=', expected)
      .where('next_wake', 'is not distinct from', next_wake),
  )
}

function advanceFrom(
  kysely: Kysely<Tables>,
  id: string,
  expected: number,
  version: number,
  next_wake: number | null,
): Compilable {
  return cachedQuery(kysely, 'advance', [version, next_wake, id, expected], () =>
    kysely
      .updateTable('networks')
      .set({ version, next_wake })
      .where('id', '=', id)
      .where('version', '=', expected),
  )
}

function* writeNetwork(kysely: Kysely<Tables>, network: NetworkChanges, at: number): TransactionScript<void> {
  yield* writeEntries(kysely, network)
  if (network.homes) yield* writeHomes(kysely, network.id, network.homes)
  if (network.participants) yield* writeParticipants(kysely, network.id, network.participants, at)
  if (network.invitations) yield* writeInvitations(kysely, network.id, network.invitations)
  if (network.nominees) yield* writeNominees(kysely, network.id, network.nominees)
  if (network.isPublic !== undefined) yield* writePublic(kysely, network.id, network.isPublic)
  if (network.angels) yield* scheduleDigests(kysely, network.angels, at)
  if (network.library) yield* writeLibrary(kysely, network.id, network.library)
}

function* writeEntries(
  kysely: Kysely<Tables>,
  { id, expected, entries }: NetworkChanges,
): TransactionScript<void> {
  if (entries.length === 0) return
  const gap = entries.find((entry, index) => entry.version !== expected + 1 + index)
  if (gap)
    throw new Error(`Entry ${gap.version} of network ${id} does not follow on from version ${expected}.`)
  for (let from = 0; from < entries.length; from += maxRowsPerInsert) {
    const rows = entries.slice(from, from + maxRowsPerInsert).map((entry) => ({
      network: id,
      version: entry.version,
      at: entry.at,
      payload: JSON.stringify(entry),
    }))
    yield cachedQuery(kysely, `entries ${rows.length}`, valuesOf(rows), () =>
      kysely.insertInto('entries').values(rows),
    )
  }
}

/** Keeps a statement below SQLite's maximum of 32,766 parameters. */
const maxRowsPerInsert = 1_000
