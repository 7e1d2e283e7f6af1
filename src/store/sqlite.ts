// SQLite: one connection, durable at every commit, and one commit for all the works that wait at the same time.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { type Compilable, Kysely, SqliteDialect } from 'kysely'
import { type Answer, type Db, undo, type Work } from './db.ts'
import type { Tables } from './tables.ts'

/** How long a process waits for another that is writing, in milliseconds. */
const patience = 5_000

/** Opens the file, and makes it and its folder where they are missing. */
export async function openSqlite(file: string): Promise<Db> {
  mkdirSync(dirname(file), { recursive: true })
  const handle = await openHandle(file)
  const statements = cachedStatements(handle)
  const commits = sharedCommits(handle, statements)
  return {
    dialect: 'sqlite',
    kysely: new Kysely<Tables>({ dialect: new SqliteDialect({ database: statements }) }),
    read: async <Row>(query: Compilable<Row>) => answer(statements, query).rows as Row[],
    transact: commits.transact,
    alone: (work) => aloneIn(file, work),
    close: async () => {
      commits.end()
      handle.close()
    },
  }
}

async function openHandle(file: string): Promise<Sqlite.Database> {
  const handle = new Sqlite(file, { timeout: patience })
  // Two processes that switch a new file to WAL at once do not wait for each other: one of them is refused.
  await untilFree(() => handle.pragma('journal_mode = WAL'))
  // A WAL file is reopened at NORMAL, at which a commit may be lost with the power.
  handle.pragma('synchronous = FULL')
  handle.pragma('foreign_keys = ON')
  return handle
}

/** Tries again while another connection is writing; for what SQLite's own waiting does not cover. */
async function untilFree<T>(attempt: () => T): Promise<T> {
  const end = performance.now() + 2 * patience
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

interface Statements {
  prepare(sql: string): Sqlite.Statement<unknown[], unknown>
  close(): void
}

/** Preparing costs more than most of our queries do. Lists of varying length make the texts many, hence the cap. */
function cachedStatements(handle: Sqlite.Database, most = 500): Statements {
  const known = new Map<string, Sqlite.Statement<unknown[], unknown>>()
  return {
    prepare(sql) {
      const found = known.get(sql)
      if (found) return found
      if (known.size >= most) known.clear()
      const made = handle.prepare<unknown[], unknown>(sql)
      known.set(sql, made)
      return made
    },
    close: () => handle.close(),
  }
}

/** A work that waits for the next commit. `run` tells how to end it once the commit is durable, or has failed. */
interface Waiting {
  run(): () => void
  reject(reason: unknown): void
}

function sharedCommits(handle: Sqlite.Database, statements: Statements) {
  const begin = handle.prepare('begin immediate')
  const commit = handle.prepare('commit')
  const rollback = handle.prepare('rollback')
  const runner = workRunner(handle, statements)
  let waiting: Waiting[] = []
  let ended = false

  function flush(): void {
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    try {
      begin.run()
      const endings = batch.map((each) => each.run())
      commit.run()
      for (const ending of endings) ending()
    } catch (error) {
      if (handle.inTransaction) rollback.run()
      for (const each of batch) each.reject(error)
    }
  }

  return {
    transact<T>(work: () => Work<T>): Promise<T> {
      if (ended) return Promise.reject(new Error('The store is closed.'))
      return new Promise((resolve, reject) => {
        // What arrives in the same turn of the event loop shares the commit.
        if (waiting.length === 0) setImmediate(flush)
        waiting.push({ run: () => settled(() => runner(work()), resolve, reject, handle), reject })
      })
    },
    end() {
      ended = true
      flush()
    },
  }
}

/** Runs one work of a batch. Its own failure harms no other, unless it ended the transaction of all. */
function settled<T>(
  run: () => T,
  resolve: (result: T) => void,
  reject: (reason: unknown) => void,
  handle: Sqlite.Database,
): () => void {
  try {
    const result = run()
    return () => resolve(result)
  } catch (error) {
    if (!handle.inTransaction) throw error
    return () => reject(error)
  }
}

/** Each work runs in a savepoint of its own. */
function workRunner(handle: Sqlite.Database, statements: Statements) {
  const save = handle.prepare('savepoint work')
  const back = handle.prepare('rollback to work')
  const release = handle.prepare('release work')

  function takeBack(): Answer {
    back.run()
    return { rows: [], changed: 0 }
  }

  return function runWork<T>(work: Work<T>): T {
    save.run()
    try {
      let step = work.next()
      while (!step.done) step = work.next(step.value === undo ? takeBack() : answer(statements, step.value))
      release.run()
      return step.value
    } catch (error) {
      if (handle.inTransaction) {
        back.run()
        release.run()
      }
      throw error
    }
  }
}

function answer(statements: Statements, query: Compilable): Answer {
  const { sql, parameters } = query.compile()
  const statement = statements.prepare(sql)
  if (!statement.reader) return { rows: [], changed: statement.run(...parameters).changes }
  const rows = statement.all(...parameters)
  return { rows, changed: rows.length }
}

/** On a connection of its own, so that nothing else of this process slips into its transaction. */
async function aloneIn<T>(file: string, work: (kysely: Kysely<Tables>) => Promise<T>): Promise<T> {
  const handle = await openHandle(file)
  try {
    // SQLite's waiting stands still within one process, where the other one may be; so we wait ourselves.
    handle.pragma('busy_timeout = 0')
    await untilFree(() => handle.prepare('begin immediate').run())
    const result = await work(new Kysely<Tables>({ dialect: new SqliteDialect({ database: handle }) }))
    handle.prepare('commit').run()
    return result
  } finally {
    handle.close()
  }
}
