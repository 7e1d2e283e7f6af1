// The outbox: messages that wait to be sent, and those that were.
import { type Kysely, type Selectable, sql } from 'kysely'
import { type Address, addressKey } from '../chat/address.ts'
import { changedBy, type Db, type TransactionScript } from './connection/database.ts'
import { cachedQuery, valuesOf } from './connection/query-cache.ts'
import type { MessageState, OutboxRow, Tables } from './connection/schema.ts'

export interface NewMessage {
  readonly network: string
  readonly to: Address
  /** What the message is about, as JSON; its text is made when it is sent. */
  readonly about: string
  /** The name of the post: a later message with the same subject changes it instead of adding another. */
  readonly subject?: string | undefined
  /** Milliseconds since 1970; it does not leave before. */
  readonly due: number
}

export interface Message {
  readonly id: number
  readonly network: string
  readonly to: Address
  readonly about: string
  readonly subject?: string | undefined
  readonly due: number
  readonly state: MessageState
  /** The reason why it is unknown, has failed, or was put off. */
  readonly why?: string | undefined
}

/** Begins the reason of a message that nobody needed any more; it sets that apart from a fault. */
export const obsoletePrefix = 'unwanted: '

// The planners use a partial index only when its own condition stands in the query, word for word.
export const isUnsent = sql<boolean>`outbox.state <> 'sent'`
export const isQueued = sql<boolean>`outbox.state = 'queued'`
export const isSending = sql<boolean>`outbox.state = 'sending'`

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

/** Queues an unknown message again. Of several that ask for it, one gets true. */
export async function requeue(db: Db, id: number, now: number): Promise<boolean> {
  const update = db.kysely
    .updateTable('outbox')
    .set({ state: 'queued', holder: null, lease_until: null, retry_at: null, why: null, changed_at: now })
    .where('id', '=', id)
    .where('state', '=', 'unknown')
  return (await db.transact(() => changedBy(update))) === 1
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
    subject: row.subject ?? undefined,
    due: row.due,
    state: row.state,
    why: row.why ?? undefined,
  }
}

/** Redirects what waits for a place, and the posts there, to another one, because the channel has a new id. */
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
