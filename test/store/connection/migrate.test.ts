// The schema is the old one or the new one, never something between.
import { describe, expect, it } from 'vitest'
import { migrate, migrations, NewerDatabaseError } from '../../../src/store/connection/migrate.ts'
import type { Db } from '../../../src/store/connection/open.ts'
import { deleteProcessedBefore, rememberProcessed, wasProcessed } from '../../../src/store/inbox.ts'
import { getValue, setValue } from '../../../src/store/key-value/key-value.ts'
import { databaseKinds, freshDatabase } from '../../support/databases/databases.ts'
import { runChild } from '../../support/processes/child-process.ts'

type Migration = (typeof migrations)[number]

const second: Migration = {
  name: '0002-second',
  async up(kysely) {
    await kysely.schema.createTable('second').addColumn('id', 'text').execute()
  },
}

const broken: Migration = {
  name: '0003-broken',
  async up(kysely) {
    await kysely.schema.createTable('third').addColumn('id', 'text').execute()
    await kysely.schema.alterTable('memory').addColumn('more', 'text').execute()
    await kysely.schema.createTable('second').addColumn('id', 'text').execute()
  },
}

async function tablesOf(db: Db): Promise<string[]> {
  return (await db.kysely.introspection.getTables()).map((table) => table.name).sort()
}

describe.each(databaseKinds)('migrations in $name', (kind) => {
  const database = freshDatabase(kind, { bare: true })

  it('make the schema, and do nothing the second time', async () => {
    const db = await database.open()
    await migrate(db)
    await setValue(db, 'name', 'value')
    const made = await tablesOf(db)
    await migrate(db)
    expect(await tablesOf(db)).toEqual(made)
    expect(made).toContain('entries')
    expect(await getValue(db, 'name')).toBe('value')
  })

  it('leave the schema as it was when one of them fails, and go on when it is mended', async () => {
    const db = await database.open()
    await migrate(db)
    const before = await tablesOf(db)
    await expect(migrate(db, [...migrations, second, broken])).rejects.toThrow(/second/)
    expect(await tablesOf(db)).toEqual(before)
    await setValue(db, 'still', 'works')
    await migrate(db, [...migrations, second])
    expect(await tablesOf(db)).toEqual([...before, 'second'].sort())
    expect(await getValue(db, 'still')).toBe('works')
  })

  it('keep what came in through the change of its table', async () => {
    const db = await database.open()
    await migrate(db, migrations.slice(0, 2))
    await rememberProcessed(db, 'event 1', 5)
    await migrate(db)
    expect(await wasProcessed(db, 'event 1')).toBe(true)
    await rememberProcessed(db, 'event 2', 9)
    expect(await deleteProcessedBefore(db, 9)).toBe(1)
    expect(await wasProcessed(db, 'event 1')).toBe(false)
    expect(await wasProcessed(db, 'event 2')).toBe(true)
  })

  it('leave nothing behind when the first one fails', async () => {
    const db = await database.open()
    await expect(migrate(db, [second, broken])).rejects.toThrow(/memory/)
    expect(await tablesOf(db)).toEqual([])
  })

  it('refuse a database that a newer version has made, and say what to do', async () => {
    const db = await database.open()
    await migrate(db, [...migrations, second])
    const before = await tablesOf(db)
    const refused = migrate(db)
    await expect(refused).rejects.toThrow(NewerDatabaseError)
    await expect(refused).rejects.toThrow(
      /0002-second.*Start the version that made them, or restore a backup/,
    )
    expect(await tablesOf(db)).toEqual(before)
  })

  it('run once when several connections start at the same time', async () => {
    const dbs = await Promise.all([database.open(), database.open(), database.open()])
    await Promise.all(dbs.map((db) => migrate(db)))
    const [db] = dbs
    await setValue(db, 'name', 'value')
    expect(await getValue(db, 'name')).toBe('value')
  })

  it('let two processes start at once on a new database', async () => {
    {
      const ends = await Promise.all(
        ['one', 'other'].map((name) =>
          runChild('processes/migrate-process.ts', [JSON.stringify(database.options), name]),
        ),
      )
      expect(ends).toEqual([0, 0])
    }
    const db = await database.open()
    expect(await getValue(db, 'one')).toBe('started')
    expect(await getValue(db, 'other')).toBe('started')
  })
})
