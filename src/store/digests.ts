// The digest of each guardian angel: its settings, when the last one was, when the next is due.
import type { Kysely } from 'kysely'
import type { DigestSettings } from '../domain/guardian/digest.ts'
import { changedBy, type Db, type TransactionScript } from './connection/database.ts'
import type { Tables } from './connection/schema.ts'
import { type NewMessage, queueMessages } from './outbox.ts'

/** Instants are milliseconds since 1970. */
export interface Digest {
  /** Absent when the angel has chosen none. */
  readonly settings?: DigestSettings | undefined
  /** The instant of the last digest; the next one has the news since then. */
  readonly last: number
  /** The instant of the digest before the last; absent before there were two. */
  readonly before?: number | undefined
  /** When it is decided whether a digest is sent; absent when digests are off. */
  readonly due?: number | undefined
}

/** Schedules a digest for each new angel; those who were angels already keep theirs. */
export function* scheduleDigests(
  kysely: Kysely<Tables>,
  angels: readonly string[],
  at: number,
): TransactionScript<void> {
  if (angels.length === 0) return
  yield kysely
    .insertInto('digests')
    .values(angels.map((person) => ({ person, settings: null, last: at, before: null, due: at })))
    .onConflict((conflict) => conflict.column('person').doNothing())
}

export async function findDigest(db: Db, person: string): Promise<Digest | undefined> {
  const [row] = await db.read(
    db.kysely
      .selectFrom('digests')
      .select(['settings', 'last', 'before', 'due'])
      .where('person', '=', person),
  )
  if (row === undefined) return undefined
  const { settings, last, before, due } = row
  return {
    settings: settings === null ? undefined : (JSON.parse(settings) as DigestSettings),
    last,
    before: before ?? undefined,
    due: due ?? undefined,
  }
}

/** Saves the settings, and when the next digest is due. */
export function saveDigestSettings(
  db: Db,
  person: string,
  settings: DigestSettings,
  due: number | undefined,
): Promise<void> {
  return db.transact(function* () {
    yield db.kysely
      .updateTable('digests')
      .set({ settings: JSON.stringify(settings), due: due ?? null })
      .where('person', '=', person)
  })
}

/**
 * Moves the digest on from the instant `from` at which it was due, and queues its messages. Returns false, and writes
 * nothing, when another process was faster.
 */
export function moveDigest(
  db: Db,
  person: string,
  from: number,
  to: Pick<Digest, 'last' | 'before' | 'due'>,
  messages: readonly NewMessage[],
  at: number,
): Promise<boolean> {
  return db.transact(function* () {
    const moved = yield* changedBy(
      db.kysely
        .updateTable('digests')
        .set({ last: to.last, before: to.before ?? null, due: to.due ?? null })
        .where('person', '=', person)
        .where('due', '=', from),
    )
    if (moved === 0) return false
    yield* queueMessages(db.kysely, messages, at)
    return true
  })
}

/** The people whose digests are due, longest due first. */
export async function dueDigests(db: Db, now: number, limit: number): Promise<string[]> {
  const rows = await db.read(
    db.kysely
      .selectFrom('digests')
      .select('person')
      .where('due', '<=', now)
      .orderBy('due')
      .orderBy('person')
      .limit(limit),
  )
  return rows.map((row) => row.person)
}

/** The first instant at which any digest is due. */
export async function nextDigest(db: Db): Promise<number | undefined> {
  const [row] = await db.read(
    db.kysely.selectFrom('digests').select('due').where('due', 'is not', null).orderBy('due').limit(1),
  )
  return row?.due ?? undefined
}
