// PostgreSQL: a pool of connections, each work a transaction of its own.
import { type Compilable, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { type Answer, type Db, rollBack, type TransactionScript } from './database.ts'
import type { Tables } from './schema.ts'

/** Any number: it only has to be the same in all processes, and no other program's in the same database. */
const lockNumber = 7_061_926

/** How often a work is begun anew when it came into another's way. */
const attempts = 10

export async function openPostgres(url: string): Promise<Db> {
  const pool = new pg.Pool({
    connectionString: url,
    types: { getTypeParser: parserOf },
    connectionTimeoutMillis: 10_000,
    // A process that stands still in the middle of a transaction must not hold up the others.
    idle_in_transaction_session_timeout: 30_000,
  })
  // A resting connection that breaks is dropped by the pool itself; unheard, the event would end the process.
  pool.on('error', () => {})
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const inHand = new Set<Promise<unknown>>()
  let ended: Promise<void> | undefined

  function transact<T>(work: () => TransactionScript<T>): Promise<T> {
    if (ended) return Promise.reject(new Error('The store is closed.'))
    const transaction = untilSerialized(() => transactOnce(kysely, work()))
    inHand.add(transaction)
    return transaction.finally(() => inHand.delete(transaction))
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
      ended ??= Promise.allSettled(inHand).then(() => pool.end())
      return ended
    },
  }
}

/** Our bigints are instants, versions and counts, all far below 2^53. */
function parserOf(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === pg.types.builtins.INT8) return Number
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
}

async function untilSerialized<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = attempts; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (left <= 1 || !inTheWay(error)) throw error
    }
  }
}

/** A serialization failure or a deadlock: nothing was written, and the next attempt may pass. */
function inTheWay(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')
}

async function transactOnce<T>(kysely: Kysely<Tables>, work: TransactionScript<T>): Promise<T> {
  try {
    return await kysely.transaction().execute(async (transaction) => {
      let step = work.next()
      while (!step.done) {
        if (step.value === rollBack) throw new Undone(resultOf(work))
        step = work.next(await answer(transaction, step.value))
      }
      return step.value
    })
  } catch (error) {
    if (error instanceof Undone) return error.result as T
    throw error
  }
}

/** Leaves Kysely's transaction so that it is rolled back. */
class Undone {
  readonly result: unknown
  constructor(result: unknown) {
    this.result = result
  }
}

/** What the work returns after its `undo`. */
function resultOf<T>(work: TransactionScript<T>): T {
  const step = work.next({ rows: [], changed: 0 })
  if (!step.done) throw new Error('A work that was undone can ask nothing more.')
  return step.value
}

async function answer(transaction: Transaction<Tables>, query: Compilable): Promise<Answer> {
  const { rows, numAffectedRows } = await transaction.executeQuery(query.compile())
  return { rows, changed: Number(numAffectedRows ?? 0n) }
}
