// The outbox: what waits to be sent, who may send it now, and how each message ended.
import { type Compilable, type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely'
import { type Address, addressKey } from '../chat/address.ts'
import { changedBy, type Db, rowsOf, type TransactionScript } from './connection/database.ts'
import { cachedQuery, valuesOf } from './connection/query-cache.ts'
import type { MessageState, OutboxRow, Tables } from './connection/schema.ts'

export type { MessageState } from './connection/schema.ts'

export interface NewMessage {
  readonly network: string
  readonly to: Address
  /** What the message is about, as JSON; it is put into words when it is sent. */
  readonly about: string
  /** Names the post, so that a later message about the same subject changes it instead of adding one. */
  readonly subject?: string | undefined
  /** Milliseconds since 1970; it does not leave before. */
  readonly due: number
}

export interface Message {
  readonly id: number
  readonly network: string
  readonly to: Address
  readonly about: string
  readonly subject?: string
  readonly due: number
  readonly state: MessageState
  /** Why it is unknown, has failed, or was put off. */
  readonly why?: string
}

/**
 * How a send ended; `at` is the first instant at which it may be tried again. What is `unwanted` was never tried, since
 * nobody needs it any more: it fails too, but it is no fault of anything.
 */
export type DeliveryOutcome =
  | { readonly kind: 'sent'; readonly post: string; readonly version: number }
  | { readonly kind: 'later'; readonly at: number; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'failed' | 'obsolete'; readonly why: string }

/** What the reason of an unwanted message begins with, by which it is told from a fault. */
export const obsolete = 'unwanted: '

export interface Claim {
  readonly now: number
  /** Names the process; no two processes share a name. */
  readonly holder: string
  readonly leaseMs: number
  readonly limit: number
  /** Nothing is claimed that goes to one of these. */
  readonly excludeWorkspaces?: readonly Workspace[]
}

export interface Workspace {
  readonly platform: string
  readonly workspace: string
}

export function* queueMessages(
  kysely: Kysely<Tables>,
  messages: readonly NewMessage[],
  at: number,
): TransactionScript<void> {
  if (messages.length === 0) return
  const rows = messages.map(({ network, to, about, subject, due }) => ({
    network,
    destination: addressKey(to),
    place: JSON.stringify(to),
    about,
    subject: subject ?? null,
    due,
    state: 'queued' as const,
    changed_at: at,
  }))
  yield cachedQuery(kysely, `messages ${rows.length}`, valuesOf(rows), () =>
    kysely.insertInto('outbox').values(rows),
  )
}

/**
 * Leases what may be sent now to the holder: of each destination at most its head, the first message that is due
 * and unfinished. While the head waits for its next try, or is in another's hands, the destination waits with it.
 */
export function claimDue(db: Db, claim: Claim): Promise<Message[]> {
  return db.transact(() => claiming(db, claim))
}

function* claiming(
  db: Db,
  { now, holder, leaseMs, limit, excludeWorkspaces = [] }: Claim,
): TransactionScript<Message[]> {
  const heads = claimable(db.kysely, now, excludeWorkspaces)
    .select('outbox.id')
    .orderBy('due')
    .orderBy('id')
    .limit(limit)
  const free = yield* rowsOf(db.dialect === 'postgres' ? heads.forUpdate().skipLocked() : heads)
  if (free.length === 0) return []
  const ids = free.map((row) => row.id)
  const rows = yield* rowsOf(
    db.kysely
      .updateTable('outbox')
      .set({ holder, lease_until: now + leaseMs })
      .where('id', 'in', ids)
      .returningAll(),
  )
  return rows.map(messageFrom).sort((one, other) => one.due - other.due || one.id - other.id)
}

// The planners see that a partial index serves only where its own condition stands in the query, word for word.
const unsent = sql<boolean>`outbox.state <> 'sent'`
const queued = sql<boolean>`outbox.state = 'queued'`
const sending = sql<boolean>`outbox.state = 'sending'`

/** Keys of places in a workspace all begin so; see `placeKey`. */
function isNotIn({ platform, workspace }: Workspace) {
  const beginning = `${JSON.stringify([platform, workspace]).slice(0, -1)},`
  return sql<boolean>`substr(outbox.destination, 1, cast(${beginning.length} as integer)) <> ${beginning}`
}

function claimable(kysely: Kysely<Tables>, now: number, excludeWorkspaces: readonly Workspace[]) {
  return (
    kysely
      .selectFrom('outbox')
      .where(unsent)
      .where(queued)
      .where('due', '<=', now)
      .where((row) => row.or([row('retry_at', 'is', null), row('retry_at', '<=', now)]))
      // Said of the row itself, although `inHand` says it too: PostgreSQL looks at a row anew when another transaction
      // changed it meanwhile, but not at those of the subqueries.
      .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<=', now)]))
      .where((row) => row.not(row.exists(before(row, now))))
      .where((row) => row.not(row.exists(inHand(row, now))))
      .where((row) => row.and(excludeWorkspaces.map(isNotIn)))
  )
}

type Outer = ExpressionBuilder<Tables, 'outbox'>

function openAtSameDestination(row: Outer) {
  return row
    .selectFrom('outbox as other')
    .select('other.id')
    .whereRef('other.destination', '=', 'outbox.destination')
    .where(sql<boolean>`other.state in ('queued', 'sending')`)
}

/** What is due there and comes before this row. */
function before(row: Outer, now: number) {
  return openAtSameDestination(row)
    .where('other.due', '<=', now)
    .where(sql<boolean>`(other.due, other.id) < (outbox.due, outbox.id)`)
}

/** What is being sent there, or is about to be, this row included. */
function inHand(row: Outer, now: number) {
  return openAtSameDestination(row).where(
    sql<boolean>`(other.state = 'sending' or other.lease_until > ${now})`,
  )
}

/** Turns a claimed message to `sending`. False when the lease is no longer the holder's: then nothing may be sent. */
export async function beginSend(
  db: Db,
  id: number,
  holder: string,
  now: number,
  leaseMs: number,
): Promise<boolean> {
  const begun = db.kysely
    .updateTable('outbox')
    .set({ state: 'sending', lease_until: now + leaseMs, changed_at: now })
    .where('id', '=', id)
    .where(queued)
    .where('holder', '=', holder)
    .where('lease_until', '>', now)
  return (await db.transact(() => changedBy(begun))) === 1
}

/**
 * Writes down how the message ended, and remembers the post of its subject. Whoever sent it may still correct
 * `unknown`, until it is sent again. False, and nothing written, when the message is no longer the holder's.
 */
export function endSend(
  db: Db,
  id: number,
  holder: string,
  now: number,
  outcome: DeliveryOutcome,
): Promise<boolean> {
  return db.transact(() => ending(db.kysely, id, holder, now, outcome))
}

function* ending(
  kysely: Kysely<Tables>,
  id: number,
  holder: string,
  now: number,
  outcome: DeliveryOutcome,
): TransactionScript<boolean> {
  const [row] = yield* rowsOf(
    kysely
      .updateTable('outbox')
      .set({ ...ended(outcome), changed_at: now })
      .where('id', '=', id)
      .where('holder', '=', holder)
      .where('state', 'in', endsFrom(outcome))
      .returning(['network', 'destination', 'subject']),
  )
  if (!row) return false
  const { network, destination, subject } = row
  if (outcome.kind === 'sent' && subject !== null) {
    const { post, version } = outcome
    yield rememberPost(kysely, { network, destination, subject, post, version })
  }
  return true
}

function ended(outcome: DeliveryOutcome) {
  const free = { holder: null, lease_until: null }
  switch (outcome.kind) {
    case 'sent':
      return { state: 'sent', why: null, lease_until: null } as const
    case 'later':
      return { state: 'queued', why: outcome.why, retry_at: outcome.at, ...free } as const
    case 'unknown':
      return { state: 'unknown', why: outcome.why, lease_until: null } as const
    case 'failed':
      return { state: 'failed', why: outcome.why, ...free } as const
    case 'obsolete':
      return { state: 'failed', why: `${obsolete}${outcome.why}`, ...free } as const
  }
}

/** A claimed message that is not even tried can only fail or be put off. */
function endsFrom(outcome: DeliveryOutcome): MessageState[] {
  switch (outcome.kind) {
    case 'sent':
    case 'unknown':
      return ['sending', 'unknown']
    case 'later':
    case 'failed':
    case 'obsolete':
      return ['sending', 'unknown', 'queued']
  }
}

function rememberPost(kysely: Kysely<Tables>, row: Tables['posts']): Compilable {
  const { post, version } = row
  return kysely
    .insertInto('posts')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['network', 'destination', 'subject']).doUpdateSet({ post, version }),
    )
}

/** What was being sent by a process that has stopped becomes `unknown`; each is returned once. */
export async function markExpiredUnknown(db: Db, now: number): Promise<Message[]> {
  const lost = db.kysely
    .updateTable('outbox')
    .set({
      state: 'unknown',
      why: 'The process that was sending it stopped.',
      lease_until: null,
      changed_at: now,
    })
    .where(unsent)
    .where(sending)
    .where('lease_until', '<', now)
    .returningAll()
  const rows = await db.transact(() => rowsOf(lost))
  return rows.map(messageFrom)
}

/** Queues an unknown message anew. Of several who ask for it, one gets true. */
export async function requeue(db: Db, id: number, now: number): Promise<boolean> {
  const again = db.kysely
    .updateTable('outbox')
    .set({ state: 'queued', holder: null, lease_until: null, retry_at: null, why: null, changed_at: now })
    .where('id', '=', id)
    .where('state', '=', 'unknown')
  return (await db.transact(() => changedBy(again))) === 1
}

export async function messageOf(db: Db, id: number): Promise<Message | undefined> {
  const row = await db.kysely.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()
  return row && messageFrom(row)
}

export function messageFrom(row: Selectable<OutboxRow>): Message {
  return {
    id: row.id,
    network: row.network,
    to: JSON.parse(row.place) as Address,
    about: row.about,
    ...(row.subject !== null && { subject: row.subject }),
    due: row.due,
    state: row.state,
    ...(row.why !== null && { why: row.why }),
  }
}

/** What waits for a place, and what was posted there, is from now on for another: its channel has a new id. */
export function moveDestination(db: Db, from: Address, to: Address): Promise<void> {
  return db.transact(function* () {
    const destination = addressKey(to)
    yield db.kysely
      .updateTable('outbox')
      .set({ destination, place: JSON.stringify(to) })
      .where('destination', '=', addressKey(from))
      .where('state', '<>', 'sent')
    yield db.kysely.updateTable('posts').set({ destination }).where('destination', '=', addressKey(from))
  })
}
