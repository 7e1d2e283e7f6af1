// The database port of this folder: queries, cached reads, and transactions on either dialect.
import type { Compilable, Kysely } from 'kysely'
import type { Tables } from './schema.ts'

export type Dialect = 'sqlite' | 'postgres'

/** An open database. Code outside of `store/` only passes it on. */
export interface Db {
  readonly dialect: Dialect
  /** Builds queries, and runs infrequent ones. Writes go through `transact`. */
  readonly kysely: Kysely<Tables>
  /** Runs a single read, at a fraction of what Kysely's own way costs. */
  read<Row>(query: Compilable<Row>): Promise<Row[]>
  /**
   * Runs a read that is repeated often: SQLite is asked only when a table of the query was written to. The rows are
   * shared by all who ask and must not be changed.
   */
  cachedRead<Row>(query: Compilable<Row>): Promise<Row[]>
  /**
   * SQLite's `data_version`: it changes whenever another connection commits. Absent on PostgreSQL, which has no cheap
   * equivalent.
   */
  readonly dataVersion?: () => number
  /**
   * Runs the script in one durable transaction, and resolves once it is committed. The script may be run again from its
   * beginning when PostgreSQL could not serialize it, so it must have no other effect than its queries.
   */
  transact<T>(script: () => TransactionScript<T>): Promise<T>
  /** Runs `work` in one transaction under an exclusive lock across processes. Migrations use it. */
  withExclusiveLock<T>(work: (kysely: Kysely<Tables>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Rolls back everything that the script has written. The script may return afterwards, and may run no more queries. */
export const rollBack: unique symbol = Symbol('roll back')

export interface StatementResult {
  readonly rows: readonly unknown[]
  /** The number of rows that were written. */
  readonly changed: number
}

/**
 * A transaction as a generator that yields its queries and gets their results: PostgreSQL waits for each of them,
 * while SQLite runs it without a pause, so that many scripts can share one commit.
 */
export type TransactionScript<T> = Generator<Compilable | typeof rollBack, T, StatementResult>

/** Reads rows within a script. */
export function* rowsOf<Row>(query: Compilable<Row>): TransactionScript<Row[]> {
  const { rows } = yield query
  return rows as Row[]
}

/** Writes within a script, and returns the number of rows that were written. */
export function* changedBy(query: Compilable): TransactionScript<number> {
  const { changed } = yield query
  return changed
}
