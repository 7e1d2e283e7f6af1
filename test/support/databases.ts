// The same test on every kind of database: SQLite in a folder of its own, and a fresh database in PostgreSQL.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, inject } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { closeStore, type Db, openStore, type StoreOptions } from '../../src/store/open.ts'

export interface TestDatabase {
  /** Opens it once more, as another process would; closed after the test. */
  open(): Promise<Db>
  /** What a child process needs to open it. */
  readonly options: StoreOptions
}

export interface DatabaseKind {
  readonly name: 'SQLite' | 'PostgreSQL'
  /** A new database without any tables. */
  create(): Promise<{ readonly options: StoreOptions; destroy(): Promise<void> }>
}

const sqlite: DatabaseKind = {
  name: 'SQLite',
  async create() {
    const folder = await mkdtemp(join(tmpdir(), 'on-the-table-'))
    return {
      options: { file: join(folder, 'store.db') },
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
    await ask(server, `create database ${name}`)
    const url = new URL(server)
    url.pathname = `/${name}`
    return {
      options: { url: url.href, file: '' },
      destroy: () => ask(server, `drop database ${name} with (force)`),
    }
  },
}

/** For `describe.each`. */
export const databaseKinds: readonly DatabaseKind[] = [sqlite, postgres]

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Within a `describe`: a new database for each test, migrated unless `bare`. */
export function freshDatabase(kind: DatabaseKind, { bare = false } = {}): TestDatabase {
  let options: StoreOptions | undefined
  let destroy = async () => {}
  const opened: Db[] = []

  const database: TestDatabase = {
    get options() {
      if (!options) throw new Error('There is a database only within a test.')
      return options
    },
    async open() {
      const db = await openStore(database.options)
      opened.push(db)
      return db
    },
  }

  beforeEach(async () => {
    const made = await kind.create()
    options = made.options
    destroy = made.destroy
    if (!bare) await migrate(await database.open())
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(closeStore))
    await destroy()
  })
  return database
}
