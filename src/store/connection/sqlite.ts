// SQLite: one connection, durable at every commit, and one commit for all the works that wait at the same time.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { type Compilable, Kysely, SqliteDialect } from 'kysely'
import { type Answer, type Db, rollBack, type TransactionScript } from './database.ts'
import type { Tables } from './schema.ts'

/** How long a process waits for another that is writing, in milliseconds. */
const patience = 5_000

/** Opens the file, and makes it and its folder where they are missing. */
export async function openSqlite(file: string): Promise<Db> {
  mkdirSync(dirname(file), { recursive: true })
  const handle = await openHandle(file)
  const statements = cachedStatements(handle)
  const memory = rememberedReads(handle, statements)
  const commits = sharedCommits(handle, statements, memory)
  return {
    dialect: 'sqlite',
    kysely: new Kysely<Tables>({ dialect: new SqliteDialect({ database: statements }) }),
    read: async <Row>(query: Compilable<Row>) => answer(statements, query).rows as Row[],
    cachedRead: async <Row>(query: Compilable<Row>) => memory.read(query) as Row[],
    dataVersion: memory.writesElsewhere.known,
    transact: commits.transact,
    withExclusiveLock: (work) => aloneIn(file, work),
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
  // In pages of 4 KiB: the fewer checkpoints, the fewer pages are written twice.
  handle.pragma('wal_autocheckpoint = 4000')
  handle.pragma('foreign_keys = ON')
  // A private answer that is deleted must not stay in the file until another row happens to take its place.
  handle.pragma('secure_delete = ON')
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

interface Remembered {
  readonly tables: readonly string[]
  /** Rows by the parameters that gave them. */
  readonly rows: Map<string, readonly unknown[]>
}

/**
 * Answers again from memory for as long as nobody has written to the tables of a query. SQLite tells of the commits of
 * other connections by its `data_version`; of our own, `forget` hears.
 */
function rememberedReads(handle: Sqlite.Database, statements: Statements, most = 20_000) {
  const known = new Map<string, Remembered>()
  const dataVersion = handle.prepare<[], number>('pragma data_version').pluck()
  const writesElsewhere = oncePerTurn(() => dataVersion.get() ?? 0)
  let seen = writesElsewhere.known()
  let size = 0

  function forgetAll(): void {
    known.clear()
    size = 0
  }

  function rowsFor(sql: string): Map<string, readonly unknown[]> {
    const found = known.get(sql)
    if (found) return found.rows
    const made = { tables: tablesIn(sql), rows: new Map<string, readonly unknown[]>() }
    known.set(sql, made)
    return made.rows
  }

  return {
    writesElsewhere,
    read(query: Compilable): readonly unknown[] {
      const now = writesElsewhere.known()
      if (now !== seen || size >= most) forgetAll()
      seen = now
      const { sql, parameters } = query.compile()
      const rows = rowsFor(sql)
      const key = JSON.stringify(parameters)
      const found = rows.get(key)
      if (found) return found
      const read = statements.prepare(sql).all(...parameters)
      rows.set(key, read)
      size += 1
      return read
    },
    /** Hears of each statement that this process writes with. */
    forget(sql: string): void {
      // A deletion may take rows of other tables with it.
      if (sql.startsWith('delete')) {
        forgetAll()
        return
      }
      const [table] = tablesIn(sql)
      for (const { tables, rows } of known.values()) {
        if (table === undefined || !tables.includes(table)) continue
        size -= rows.size
        rows.clear()
      }
    },
  }
}

/** Asked once in a turn of the event loop, in which SQLite's answers come without a pause; `askNow` asks anew. */
function oncePerTurn(ask: () => number) {
  let known: number | undefined
  function askNow(): number {
    if (known === undefined)
      setImmediate(() => {
        known = undefined
      })
    known = ask()
    return known
  }
  return { known: () => known ?? askNow(), askNow }
}

const tablesKnown = new Map<string, readonly string[]>()

/** The tables that the statement names, that which it writes to first. */
function tablesIn(sql: string): readonly string[] {
  const found = tablesKnown.get(sql)
  if (found) return found
  const tables = [...sql.matchAll(/(?:from|join|into|update) "(\w+)"/g)].map(([, table = '']) => table)
  if (tablesKnown.size > 1_000) tablesKnown.clear()
  tablesKnown.set(sql, tables)
  return tables
}

/** A work that waits for the next commit. `run` tells how to end it once the commit is durable, or has failed. */
interface Waiting {
  run(isAlone: boolean): () => void
  reject(reason: unknown): void
}

type Memory = ReturnType<typeof rememberedReads>

function sharedCommits(handle: Sqlite.Database, statements: Statements, memory: Memory) {
  const begin = handle.prepare('begin immediate')
  const commit = handle.prepare('commit')
  const rollback = handle.prepare('rollback')
  const runner = workRunner(handle, statements, memory.forget)
  let waiting: Waiting[] = []
  let ended = false

  function flush(): void {
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    try {
      begin.run()
      // Within a transaction it costs next to nothing, and whoever has waited for the commit asks at once.
      memory.writesElsewhere.askNow()
      const endings = batch.map((each) => each.run(batch.length === 1))
      if (handle.inTransaction) commit.run()
      for (const ending of endings) ending()
    } catch (error) {
      if (handle.inTransaction) rollback.run()
      for (const each of batch) each.reject(error)
    }
  }

  return {
    transact<T>(work: () => TransactionScript<T>): Promise<T> {
      if (ended) return Promise.reject(new Error('The store is closed.'))
      return new Promise((resolve, reject) => {
        // What arrives in the same turn of the event loop shares the commit.
        if (waiting.length === 0) setImmediate(flush)
        waiting.push({
          run: (isAlone) => settled(() => runner(work(), isAlone), resolve, reject, handle),
          reject,
        })
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

/** A work that shares its commit with others runs in a savepoint of its own, so that it can be taken back alone. */
function workRunner(handle: Sqlite.Database, statements: Statements, wrote: (sql: string) => void) {
  const shared = {
    begin: handle.prepare('savepoint work'),
    back: handle.prepare('rollback to work'),
    end: handle.prepare('release work'),
  }
  const alone = { begin: undefined, back: handle.prepare('rollback'), end: undefined }

  return function runWork<T>(work: TransactionScript<T>, isAlone: boolean): T {
    const { begin, back, end } = isAlone ? alone : shared
    begin?.run()
    try {
      let step = work.next()
      while (!step.done) {
        if (step.value !== rollBack) step = work.next(answer(statements, step.value, wrote))
        else {
          back.run()
          step = work.next({ rows: [], changed: 0 })
        }
      }
      end?.run()
      return step.value
    } catch (error) {
      if (handle.inTransaction) {
        back.run()
        end?.run()
      }
      throw error
    }
  }
}

function answer(statements: Statements, query: Compilable, wrote?: (sql: string) => void): Answer {
  const { sql, parameters } = query.compile()
  const statement = statements.prepare(sql)
  if (!statement.readonly) wrote?.(sql)
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
