// The inbox: ids of what has come in, so that a redelivery is not processed twice.
import type { Kysely } from 'kysely'
import { changedBy, type Db, type TransactionScript } from './connection/database.ts'
import { cachedQuery, valuesOf } from './connection/query-cache.ts'
import type { Tables } from './connection/schema.ts'

/** Returns false when one of the ids was there already; the caller then rolls back. */
export function* markProcessed(
  kysely: Kysely<Tables>,
  ids: readonly string[],
  at: number,
): TransactionScript<boolean> {
  const rows = [...new Set(ids)].map((id) => ({ id, at }))
  if (rows.length === 0) return true
  const marked = yield* changedBy(
    cachedQuery(kysely, `processed ${rows.length}`, valuesOf(rows), () =>
      kysely
        .insertInto('processed')
        .values(rows)
        .onConflict((conflict) => conflict.column('id').doNothing()),
    ),
  )
  return marked === rows.length
}

export async function wasProcessed(db: Db, id: string): Promise<boolean> {
  const rows = await db.read(
    cachedQuery(db.kysely, 'processed of', [id], () =>
      db.kysely.selectFrom('processed').select('id').where('id', '=', id),
    ),
  )
  return rows.length > 0
}

/** Deletes the ids of what came in before that instant, and returns their number. */
export function deleteProcessedBefore(db: Db, before: number): Promise<number> {
  return db.transact(() => changedBy(db.kysely.deleteFrom('processed').where('at', '<', before)))
}

/** Saves an id by itself; one that is there already stays. */
export async function rememberProcessed(db: Db, id: string, at: number): Promise<void> {
  await db.transact(() => markProcessed(db.kysely, [id], at))
}
