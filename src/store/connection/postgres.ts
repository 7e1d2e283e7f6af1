// The PostgreSQL driver: a pool of connections, on which each script is a transaction of its own.
import { type Compilable, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { type Db, rollBack, type StatementResult, type TransactionScript } from './database.ts'
import type { Tables } from './schema.ts'

/** Number of the advisory lock. All processes share it, and no other program in the same database may use it. */
const lockNumber = 7_061_926

/** How often a script is run in all when its transactions cannot be serialized. */
const attempts = 10

export async function openPostgres(url: string): Promise<Db> {
  const pool = new pg.Pool({
    connectionString: url,
    types: { getTypeParser: parserOf },
    connectionTimeoutMillis: 10_000,
    // A process that stands still in the middle of a transaction must not hold up the others.
    idle_in_transaction_session_timeout: 30_000,
  })
  // The pool itself drops an idle connection that breaks; without a listener the event would end the process.
  pool.on('error', () => {})
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const running = new Set<Promise<unknown>>()
  let ended: Promise<void> | undefined

  function transact<T>(script: () => TransactionScript<T>): Promise<T> {
    if (ended) return Promise.reject(new Error('The store is closed.'))
    const transaction = retryUntilSerialized(() => transactOnce(kysely, script()))
    running.add(transaction)
    return transaction.finally(() => running.delete(transaction))
  }

  const read = async <Row>(query: Compilable<Row>) =>
    (await kysely.executeQuery(query.compile())).rows as Row[]
  return {
    dialect: 'postgres',
    kysely,
    read,
    cachedRead: read,
    transact,
    withExclusiveLock: (work) =>
      kysely.transaction().execute(async (transaction) => {
        await sql`select pg_advisory_xact_lock(${lockNumber})`.execute(transaction)
        return work(transaction)
      }),
    close() {
      ended ??= Promise.allSettled(running).then(() => pool.end())
      return ended
    },
  }
}

/** Our bigints are instants, versions and counts, all far below 2^53. */
function parserOf(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === pg.types.builtins.INT8) return Number
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
}

async function retryUntilSerialized<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = attempts; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (left <= 1 || !isSerializationFailure(error)) throw error
    }
  }
}

/** True for a serialization failure or a deadlock: nothing was written, and the next attempt may succeed. */
function isSerializationFailure(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')
}

async function transactOnce<T>(kysely: Kysely<Tables>, script: TransactionScript<T>): Promise<T> {
  try {
    return await kysely.transaction().execute(async (transaction) => {
      let step = script.next()
      while (!step.done) {
        if (step.value === rollBack) throw new RolledBack(resultOf(script))
        step = script.next(await runQuery(transaction, step.value))
      }
      return step.value
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.result as T
    throw error
  }
}

/** Thrown to leave Kysely's transaction, so that it is rolled back. */
class RolledBack {
  readonly result: unknown
  constructor(result: unknown) {
    this.result = result
  }
}

/** The value that the script returns after its `rollBack`. */
function resultOf<T>(script: TransactionScript<T>): T {
  const step = script.next({ rows: [], changed: 0 })
  if (!step.done) throw new Error('A script that was rolled back can run no more queries.')
  return step.value
}

async function runQuery(transaction: Transaction<Tables>, query: Compilable): Promise<StatementResult> {
  const { rows, numAffectedRows } = await transaction.executeQuery(query.compile())
  return { rows, changed: Number(numAffectedRows ?? 0n) }
}
