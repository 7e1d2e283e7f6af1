// Queries about the outbox: how much waits, when the next message is due, which post shows a subject.
import { type Address, addressKey } from '../chat/address.ts'
import type { Db } from './connection/database.ts'
import type { MessageState } from './connection/schema.ts'
import { isQueued, isUnsent, type Message, messageFrom, obsoletePrefix } from './outbox.ts'

/** Counts by state. Sent messages are left out, because they are many and slow to count; so are obsolete ones. */
export type OutboxCounts = Readonly<Record<Exclude<MessageState, 'sent'>, number>>

export async function outboxCounts(db: Db): Promise<OutboxCounts> {
  const rows = await db.kysely
    .selectFrom('outbox')
    .select((row) => ['state', row.fn.countAll<number>().as('count')])
    .where(isUnsent)
    .where((row) => row.or([row('why', 'is', null), row('why', 'not like', `${obsoletePrefix}%`)]))
    .groupBy('state')
    .execute()
  const counts = Object.fromEntries(rows.map((row) => [row.state, row.count]))
  return { queued: 0, sending: 0, unknown: 0, failed: 0, ...counts }
}

/** The next instant at which a message falls due or may be tried again; `undefined` when none waits. */
export async function nextDue(db: Db, now: number): Promise<number | undefined> {
  const waiting = db.kysely.selectFrom('outbox').where(isUnsent).where(isQueued)
  const due = await waiting
    .select((row) => row.fn.min('due').as('at'))
    .where('due', '>', now)
    .executeTakeFirst()
  const retry = await waiting
    .select((row) => row.fn.min('retry_at').as('at'))
    .where('due', '<=', now)
    .where('retry_at', '>', now)
    .executeTakeFirst()
  const instants = [due?.at, retry?.at].filter((at) => at !== null && at !== undefined)
  return instants.length === 0 ? undefined : Math.min(...instants)
}

/** A post that shows a subject. `version` is the network's when its text was made. */
export interface ShownPost {
  readonly post: string
  readonly version: number
}

/** The post that shows the network's subject at the destination. */
export function findPost(
  db: Db,
  { network, to, subject }: { readonly network: string; readonly to: Address; readonly subject: string },
): Promise<ShownPost | undefined> {
  return db.kysely
    .selectFrom('posts')
    .select(['post', 'version'])
    .where('network', '=', network)
    .where('destination', '=', addressKey(to))
    .where('subject', '=', subject)
    .executeTakeFirst()
}

/** A message that was not sent. Instants are milliseconds since 1970. */
export interface UnsentMessage extends Message {
  /** It is not tried again before. */
  readonly retryAt: number | undefined
  /** A process has it until then. */
  readonly leaseUntil: number | undefined
}

/** Everything that was not sent, in the order in which each destination gets it. */
export async function unsentMessages(db: Db): Promise<readonly UnsentMessage[]> {
  const rows = await db.kysely
    .selectFrom('outbox')
    .selectAll()
    .where(isUnsent)
    .orderBy('due')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...messageFrom(row),
    retryAt: row.retry_at ?? undefined,
    leaseUntil: row.lease_until ?? undefined,
  }))
}
