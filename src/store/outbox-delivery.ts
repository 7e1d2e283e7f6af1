// The delivery of queued messages: who may send one now, and how each ended.
import { type Compilable, type ExpressionBuilder, type Kysely, sql } from 'kysely'
import { changedBy, type Db, rowsOf, type TransactionScript } from './connection/database.ts'
import type { MessageState, Tables } from './connection/schema.ts'
import { isQueued, isSending, isUnsent, type Message, messageFrom, obsoletePrefix } from './outbox.ts'

/**
 * How a send ended. `at` is the first instant at which it may be tried again, in milliseconds since 1970. What is
 * `obsolete` was never tried, because nobody needs it any more: it fails too, but nothing is at fault.
 */
export type DeliveryOutcome =
  | { readonly kind: 'sent'; readonly post: string; readonly version: number }
  | { readonly kind: 'later'; readonly at: number; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'failed' | 'obsolete'; readonly why: string }

export interface Claim {
  readonly now: number
  /** The name of the process; no two processes share one. */
  readonly holder: string
  readonly leaseMs: number
  readonly limit: number
  /** Messages to these workspaces are not claimed. */
  readonly excludeWorkspaces?: readonly WorkspaceKey[]
}

export interface WorkspaceKey {
  readonly platform: string
  readonly workspace: string
}

/** A claimed message in the hands of its holder. */
export interface Send {
  readonly id: number
  readonly holder: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Leases what may be sent now to the holder: of each destination at most its head, the first message that is due
 * and unfinished. While the head waits for its next try, or is in another's hands, the destination waits with it.
 */
export function claimDue(db: Db, claim: Claim): Promise<Message[]> {
  return db.transact(() => claimScript(db, claim))
}

function* claimScript(
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

/** The keys of all places in a workspace have the same beginning; see `addressKey`. */
function isNotIn({ platform, workspace }: WorkspaceKey) {
  const prefix = `${JSON.stringify([platform, workspace]).slice(0, -1)},`
  return sql<boolean>`substr(outbox.destination, 1, cast(${prefix.length} as integer)) <> ${prefix}`
}

function claimable(kysely: Kysely<Tables>, now: number, excludeWorkspaces: readonly WorkspaceKey[]) {
  return (
    kysely
      .selectFrom('outbox')
      .where(isUnsent)
      .where(isQueued)
      .where('due', '<=', now)
      .where((row) => row.or([row('retry_at', 'is', null), row('retry_at', '<=', now)]))
      // The row itself is checked although `leasedOrSending` covers it: PostgreSQL looks at a row anew when another
      // transaction has changed it meanwhile, but not at the rows of the subqueries.
      .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<=', now)]))
      .where((row) => row.not(row.exists(earlierDue(row, now))))
      .where((row) => row.not(row.exists(leasedOrSending(row, now))))
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

/** What is due at the same destination and comes before this row. */
function earlierDue(row: Outer, now: number) {
  return openAtSameDestination(row)
    .where('other.due', '<=', now)
    .where(sql<boolean>`(other.due, other.id) < (outbox.due, outbox.id)`)
}

/** What is being sent to the same destination, or is about to be; this row is included. */
function leasedOrSending(row: Outer, now: number) {
  return openAtSameDestination(row).where(
    sql<boolean>`(other.state = 'sending' or other.lease_until > ${now})`,
  )
}

/**
 * Turns a claimed message to `sending`. Returns false when the lease is no longer the holder's: then nothing may be
 * sent.
 */
export async function beginSend(db: Db, send: Send, leaseMs: number): Promise<boolean> {
  const { id, holder, now } = send
  const begun = db.kysely
    .updateTable('outbox')
    .set({ state: 'sending', lease_until: now + leaseMs, changed_at: now })
    .where('id', '=', id)
    .where(isQueued)
    .where('holder', '=', holder)
    .where('lease_until', '>', now)
  return (await db.transact(() => changedBy(begun))) === 1
}

/**
 * Writes down how the message ended, and the post of its subject. The holder may still correct `unknown`, until the
 * message is sent again. Returns false, and writes nothing, when the message is no longer the holder's.
 */
export function endSend(db: Db, send: Send, outcome: DeliveryOutcome): Promise<boolean> {
  return db.transact(() => endScript(db.kysely, send, outcome))
}

function* endScript(
  kysely: Kysely<Tables>,
  { id, holder, now }: Send,
  outcome: DeliveryOutcome,
): TransactionScript<boolean> {
  const [row] = yield* rowsOf(
    kysely
      .updateTable('outbox')
      .set({ ...columnsOf(outcome), changed_at: now })
      .where('id', '=', id)
      .where('holder', '=', holder)
      .where('state', 'in', statesBefore(outcome))
      .returning(['network', 'destination', 'subject']),
  )
  if (!row) return false
  const { network, destination, subject } = row
  if (outcome.kind === 'sent' && subject !== null) {
    const { post, version } = outcome
    yield savePost(kysely, { network, destination, subject, post, version })
  }
  return true
}

function columnsOf(outcome: DeliveryOutcome) {
  const unleased = { holder: null, lease_until: null }
  switch (outcome.kind) {
    case 'sent':
      return { state: 'sent', why: null, lease_until: null } as const
    case 'later':
      return { state: 'queued', why: outcome.why, retry_at: outcome.at, ...unleased } as const
    case 'unknown':
      return { state: 'unknown', why: outcome.why, lease_until: null } as const
    case 'failed':
      return { state: 'failed', why: outcome.why, ...unleased } as const
    case 'obsolete':
      return { state: 'failed', why: `${obsoletePrefix}${outcome.why}`, ...unleased } as const
  }
}

/** A claimed message that is not even tried can only fail or be put off. */
function statesBefore(outcome: DeliveryOutcome): MessageState[] {
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

function savePost(kysely: Kysely<Tables>, row: Tables['posts']): Compilable {
  const { post, version } = row
  return kysely
    .insertInto('posts')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['network', 'destination', 'subject']).doUpdateSet({ post, version }),
    )
}

/** Messages that a process was sending when it stopped become `unknown`; each is returned once. */
export async function markExpiredUnknown(db: Db, now: number): Promise<Message[]> {
  const expired = db.kysely
    .updateTable('outbox')
    .set({
      state: 'unknown',
      why: 'The process that was sending it stopped.',
      lease_until: null,
      changed_at: now,
    })
    .where(isUnsent)
    .where(isSending)
    .where('lease_until', '<', now)
    .returningAll()
  const rows = await db.transact(() => rowsOf(expired))
  return rows.map(messageFrom)
}
