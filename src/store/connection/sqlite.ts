// The SQLite driver: one connection that is durable at every commit, with a group commit and a read cache.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { type Compilable, Kysely, SqliteDialect } from 'kysely'
import type { Db } from './database.ts'
import type { Tables } from './schema.ts'
import { createGroupCommit } from './sqlite-group-commit.ts'
import { createDataVersion, createReadCache, type ReadCache } from './sqlite-read-cache.ts'
import { cachedStatements, runQuery, type Statements } from './sqlite-statements.ts'

/** How long a process waits for another that is writing, in milliseconds. */
const busyTimeout = 5_000

/** Opens the file, and makes it and its folder where they are missing. */
export async function openSqlite(file: string): Promise<Db> {
  mkdirSync(dirname(file), { recursive: true })
  const handle = await openHandle(file)
  const statements = cachedStatements(handle)
  const dataVersion = createDataVersion(handle)
  const cache = createReadCache(statements, dataVersion)
  const commits = createGroupCommit({
    handle,
    statements,
    // Within a transaction it costs next to nothing, and whoever has waited for the commit asks at once.
    onBegin: dataVersion.refresh,
    onWrite: cache.invalidate,
  })
  return {
    dialect: 'sqlite',
    kysely: kyselyOn(clearingOnWrite(statements, cache)),
    read: async <Row>(query: Compilable<Row>) => runQuery(statements, query).rows as Row[],
    cachedRead: async <Row>(query: Compilable<Row>) => cache.read(query) as Row[],
    dataVersion: dataVersion.current,
    transact: commits.transact,
    withExclusiveLock: (work) => withExclusiveLock(file, work),
    close: async () => {
      commits.end()
      handle.close()
    },
  }
}

function kyselyOn(database: Statements): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) })
}

/** Clears the cache for any statement that can write; Kysely runs what it has prepared at once. */
function clearingOnWrite(statements: Statements, cache: ReadCache): Statements {
  return {
    prepare(sql) {
      const statement = statements.prepare(sql)
      if (!statement.readonly) cache.clear()
      return statement
    },
    close: statements.close,
  }
}

async function openHandle(file: string): Promise<Sqlite.Database> {
  const handle = new Sqlite(file, { timeout: busyTimeout })
  // Two processes that switch a new file to WAL at once do not wait for each other: one of them is refused.
  await retryWhileBusy(() => handle.pragma('journal_mode = WAL'))
  // A WAL file is reopened at NORMAL, at which a commit may be lost with the power.
  handle.pragma('synchronous = FULL')
  // In pages of 4 KiB: the fewer checkpoints, the fewer pages are written twice.
  handle.pragma('wal_autocheckpoint = 4000')
  handle.pragma('foreign_keys = ON')
  // A private answer that is deleted must not stay in the file until another row happens to take its place.
  handle.pragma('secure_delete = ON')
  return handle
}

/** Tries again while another connection is writing, where SQLite's own waiting does not help. */
async function retryWhileBusy<T>(attempt: () => T): Promise<T> {
  const end = performance.now() + 2 * busyTimeout
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error
      await pause(20)
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')
}

/** Runs on a connection of its own, so that nothing else of this process slips into its transaction. */
async function withExclusiveLock<T>(file: string, work: (kysely: Kysely<Tables>) => Promise<T>): Promise<T> {
  const handle = await openHandle(file)
  try {
    // SQLite's waiting stands still within one process, where the other one may be; so we wait ourselves.
    handle.pragma('busy_timeout = 0')
    await retryWhileBusy(() => handle.prepare('begin immediate').run())
    const result = await work(new Kysely<Tables>({ dialect: new SqliteDialect({ database: handle }) }))
    handle.prepare('commit').run()
    return result
  } finally {
    handle.close()
  }
}
