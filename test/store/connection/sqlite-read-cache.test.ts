// The read cache of SQLite: a cached read returns the same rows until one of its tables is written to.
import { type Compilable, sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../../src/store/connection/database.ts'
import { databaseKinds, freshDatabase } from '../../support/databases/databases.ts'

const [sqlite] = databaseKinds.filter(({ name }) => name === 'SQLite')
if (sqlite === undefined) throw new Error('SQLite is always among the databases.')

describe('the read cache of SQLite', () => {
  const database = freshDatabase(sqlite)
  let db: Db

  beforeEach(async () => {
    db = await database.open()
    await write(db.kysely.insertInto('people').values({ id: 'mere', name: 'Mere' }))
    await write(db.kysely.insertInto('networks').values({ id: 'n1', version: 1, next_wake: null }))
    await write(db.kysely.insertInto('participants').values(participant('mere')))
  })

  const participant = (person: string) => ({ network: 'n1', person, agency: 'Health', at: 1 })

  const names = () =>
    db.kysely
      .selectFrom('participants')
      .innerJoin('people', 'people.id', 'participants.person')
      .select('people.name')
      .orderBy('people.name', 'desc')

  const write = (query: Compilable) =>
    db.transact(function* () {
      yield query
    })

  it('keeps the rows after a write to a table that the query does not read', async () => {
    const before = await db.cachedRead(names())
    await write(db.kysely.insertInto('processed').values({ id: 'i1', at: 1 }))
    await write(db.kysely.updateTable('networks').set({ version: 2 }))
    expect(await db.cachedRead(names())).toBe(before)
  })

  it('reads again after a write to the table that the query selects from', async () => {
    await db.cachedRead(names())
    await write(db.kysely.insertInto('people').values({ id: 'tom', name: 'Tom' }))
    await write(db.kysely.insertInto('participants').values(participant('tom')))
    expect(await db.cachedRead(names())).toEqual([{ name: 'Tom' }, { name: 'Mere' }])
  })

  it('reads again after a write to a table that the query joins', async () => {
    await db.cachedRead(names())
    await write(db.kysely.updateTable('people').set({ name: 'Mere P' }).where('id', '=', 'mere'))
    expect(await db.cachedRead(names())).toEqual([{ name: 'Mere P' }])
  })

  it('reads again after a write to a table of a subquery', async () => {
    const withoutHome = () =>
      db.kysely
        .selectFrom('networks')
        .select('id')
        .where('id', 'not in', db.kysely.selectFrom('homes').select('network'))
    expect(await db.cachedRead(withoutHome())).toEqual([{ id: 'n1' }])
    await write(
      db.kysely.insertInto('homes').values({ network: 'n1', place_key: 'c1', platform: 'playground' }),
    )
    expect(await db.cachedRead(withoutHome())).toEqual([])
  })

  it('reads again after a deletion, which may take rows of other tables with it', async () => {
    await db.cachedRead(names())
    await write(db.kysely.deleteFrom('networks').where('id', '=', 'n1'))
    expect(await db.cachedRead(names())).toEqual([])
  })

  it('reads again after a replacing insert, which deletes first', async () => {
    await db.cachedRead(names())
    await write(db.kysely.replaceInto('networks').values({ id: 'n1', version: 9, next_wake: null }))
    expect(await db.cachedRead(names())).toEqual([])
  })

  it('reads again after raw SQL that may have written to any table', async () => {
    await db.cachedRead(names())
    await write({ compile: () => sql`update people set name = 'Raw'`.compile(db.kysely) })
    expect(await db.cachedRead(names())).toEqual([{ name: 'Raw' }])
    await sql`update people set name = 'Past the transactions'`.execute(db.kysely)
    expect(await db.cachedRead(names())).toEqual([{ name: 'Past the transactions' }])
  })

  it('reads again after any write when the query holds raw SQL that may read any table', async () => {
    const count = () => db.kysely.selectNoFrom(sql<number>`(select count(*) from processed)`.as('processed'))
    expect(await db.cachedRead(count())).toEqual([{ processed: 0 }])
    await write(db.kysely.insertInto('processed').values({ id: 'i1', at: 1 }))
    expect(await db.cachedRead(count())).toEqual([{ processed: 1 }])
  })

  it('reads again after another connection has committed', async () => {
    await db.cachedRead(names())
    const other = await database.open()
    await other.transact(function* () {
      yield other.kysely.updateTable('people').set({ name: 'From elsewhere' })
    })
    await new Promise(setImmediate)
    expect(await db.cachedRead(names())).toEqual([{ name: 'From elsewhere' }])
  })
})
