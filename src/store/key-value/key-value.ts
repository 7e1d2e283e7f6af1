// A key-value store of small texts, for adapters and for what needs no table of its own.
import { type Db, rowsOf } from '../connection/database.ts'
import { cachedQuery } from '../connection/query-cache.ts'

export async function getValue(db: Db, name: string): Promise<string | undefined> {
  const [row] = await db.cachedRead(
    cachedQuery(db.kysely, 'memory of', [name], () =>
      db.kysely.selectFrom('memory').select('value').where('name', '=', name),
    ),
  )
  return row?.value
}

/** Replaces what has that name. */
export function setValue(db: Db, name: string, value: string): Promise<void> {
  return db.transact(function* () {
    yield db.kysely
      .insertInto('memory')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
  })
}

export function deleteValue(db: Db, name: string): Promise<void> {
  return db.transact(function* () {
    yield db.kysely.deleteFrom('memory').where('name', '=', name)
  })
}

/** Reads and removes in one step: of several that ask at once, one gets the value. */
export async function popValue(db: Db, name: string): Promise<string | undefined> {
  const deletion = db.kysely.deleteFrom('memory').where('name', '=', name).returning('value')
  const [row] = await db.transact(() => rowsOf(deletion))
  return row?.value
}

/** All values whose names begin with `prefix`, in no particular order. */
export function valuesWithPrefix(db: Db, prefix: string): Promise<{ name: string; value: string }[]> {
  return db.read(
    db.kysely
      .selectFrom('memory')
      .select(['name', 'value'])
      .where('name', '>=', prefix)
      .where('name', '<', `${prefix}\uffff`),
  )
}
