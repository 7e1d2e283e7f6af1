// The same test on every kind of database: SQLite in a folder of its own, and a fresh database in PostgreSQL.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, inject } from 'vitest'
import { migrate } from '../../../src/store/connection/migrate.ts'
import { closeStore, type Db, openStore, type StoreOptions } from '../../../src/store/connection/open.ts'

export interface TestDatabase {
  /** Opens the database once more, as another process would. It is closed after the test. */
  open(): Promise<Db>
  /** The options with which a child process opens it. */
  readonly options: StoreOptions
}

/** A new database, without any tables. */
interface Created {
  readonly options: StoreOptions
  /** Empties the tables of a database that is migrated. */
  clear(): Promise<void>
  destroy(): Promise<void>
}

export interface DatabaseKind {
  readonly name: 'SQLite' | 'PostgreSQL'
  create(): Promise<Created>
}

const sqlite: DatabaseKind = {
  name: 'SQLite',
  async create() {
    const folder = await mkdtemp(join(tmpdir(), 'on-the-table-'))
    const options = { file: join(folder, 'data', 'store.db') }
    return {
      options,
      async clear() {
        await rm(join(folder, 'data'), { recursive: true, force: true })
        await migrateOnce(options)
      },
      destroy: () => rm(folder, { recursive: true, force: true }),
    }
  },
}

let created = 0

const postgres: DatabaseKind = {
  name: 'PostgreSQL',
  async create() {
    const server = inject('postgresUrl')
    const name = `test_${process.pid}_${++created}`
    await inPostgres(server, (client) => client.query(`create database ${name}`))
    const url = new URL(server)
    url.pathname = `/${name}`
    return {
      options: { url: url.href, file: '' },
      clear: () => inPostgres(url.href, emptyTables),
      destroy: () => inPostgres(server, (client) => client.query(`drop database ${name} with (force)`)),
    }
  },
}

/** Both kinds, for `describe.each`. */
export const databaseKinds: readonly DatabaseKind[] = [sqlite, postgres]

async function inPostgres(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** This is much faster than a new database. */
async function emptyTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `select string_agg(format('%I', tablename), ', ') as names from pg_tables
     where schemaname = 'public' and tablename <> 'migrations'`,
  )
  await client.query(`truncate ${rows[0].names} restart identity`)
}

async function migrateOnce(options: StoreOptions): Promise<void> {
  const db = await openStore(options)
  await migrate(db)
  await closeStore(db)
}

/**
 * Within a `describe`: a database of its own for these tests, empty and migrated before each of them. With `bare`
 * it is a new one for each test, without any tables.
 */
export function freshDatabase(kind: DatabaseKind, { bare = false } = {}): TestDatabase {
  let made: Created | undefined
  const opened: Db[] = []

  const database: TestDatabase = {
    get options() {
      if (!made) throw new Error('There is a database only within a test.')
      return made.options
    },
    async open() {
      const db = await openStore(database.options)
      opened.push(db)
      return db
    },
  }

  async function destroy(): Promise<void> {
    await made?.destroy()
    made = undefined
  }

  beforeEach(async () => {
    const isNew = made === undefined
    made ??= await kind.create()
    if (bare) return
    if (isNew) await migrateOnce(made.options)
    else await made.clear()
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(closeStore))
    if (bare) await destroy()
  })
  afterAll(destroy)
  return database
}
