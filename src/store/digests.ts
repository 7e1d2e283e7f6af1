// The digest of each guardian angel: how it is wanted, when the last one was, when it is looked at next.
import type { Kysely } from 'kysely'
import type { DigestSettings } from '../domain/guardian/digest.ts'
import { changedBy, type Db, type TransactionScript } from './connection/database.ts'
import type { Tables } from './connection/schema.ts'
import { type NewMessage, queueMessages } from './outbox.ts'

/** Instants are milliseconds since 1970. */
export interface Digest {
  /** Absent where nobody has chosen any. */
  readonly settings?: DigestSettings
  /** News since then are in the next one. */
  readonly last: number
  /** The one before the last; absent before there were two. */
  readonly before?: number
  /** When it is looked at whether a digest is to come; absent where it is off. */
  readonly due?: number | undefined
}

/** Whoever became an angel will get a digest; whoever was one already goes on as before. */
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
    last,
    ...(settings !== null && { settings: JSON.parse(settings) as DigestSettings }),
    ...(before !== null && { before }),
    ...(due !== null && { due }),
  }
}

/** From now on it is wanted like this, and looked at again at `due`. */
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
 * Moves on from the `due` at which it was looked at, and queues what is to be sent. False, and nothing done, where
 * another process was faster.
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

/** Whose digest is to be looked at by now, longest due first. */
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

/** The first instant at which any digest is looked at. */
export async function nextDigest(db: Db): Promise<number | undefined> {
  const [row] = await db.read(
    db.kysely.selectFrom('digests').select('due').where('due', 'is not', null).orderBy('due').limit(1),
  )
  return row?.due ?? undefined
}
