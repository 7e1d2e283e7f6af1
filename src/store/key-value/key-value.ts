// Small texts that an adapter keeps by name.

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

/** Takes the place of what was kept by that name. */
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

/** Reads and removes: of several who ask at once, one gets it. */
export async function popValue(db: Db, name: string): Promise<string | undefined> {
  const taken = db.kysely.deleteFrom('memory').where('name', '=', name).returning('value')
  const [row] = await db.transact(() => rowsOf(taken))
  return row?.value
}

/** What is kept by names that begin so. */
export function valuesWithPrefix(db: Db, beginning: string): Promise<{ name: string; value: string }[]> {
  return db.read(
    db.kysely
      .selectFrom('memory')
      .select(['name', 'value'])
      .where('name', '>=', beginning)
      .where('name', '<', `${beginning}\uffff`),
  )
}
