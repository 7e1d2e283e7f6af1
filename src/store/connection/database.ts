// The database as the functions of this folder see it, and how they write in one transaction on either dialect.
import type { Compilable, Kysely } from 'kysely'
import type { Tables } from './schema.ts'

export type Dialect = 'sqlite' | 'postgres'

/** An open database. Everyone outside of this folder only hands it on. */
export interface Db {
  readonly dialect: Dialect
  /** Builds queries, and runs seldom ones. Whatever writes goes through `transact`. */
  readonly kysely: Kysely<Tables>
  /** A single read, at a fraction of what Kysely's own way costs. */
  read<Row>(query: Compilable<Row>): Promise<Row[]>
  /** A read that comes again and again: SQLite is asked only where its tables have changed. Rows must stay as they are. */
  cachedRead<Row>(query: Compilable<Row>): Promise<Row[]>
  /** Another number whenever another connection has committed; absent where that cannot be told at once. */
  readonly dataVersion?: () => number
  /**
   * Does the work in one durable transaction; resolves once it is committed. The work may be run again from its
   * beginning when PostgreSQL could not serialize it, so it must have no other effect than its queries.
   */
  transact<T>(work: () => TransactionScript<T>): Promise<T>
  /** Runs `work` alone: no other process is in its own `alone` meanwhile, and all of it is committed or nothing. */
  withExclusiveLock<T>(work: (kysely: Kysely<Tables>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Takes back all that this work has written; it may return afterwards, and may not ask anything more. */
export const rollBack: unique symbol = Symbol('undo')

export interface Answer {
  readonly rows: readonly unknown[]
  /** How many rows were written. */
  readonly changed: number
}

/**
 * A transaction as a generator that yields its queries and gets their answers: PostgreSQL waits for each of them,
 * while SQLite runs it without a pause, so that many works can share one commit.
 */
export type TransactionScript<T> = Generator<Compilable | typeof rollBack, T, Answer>

/** Reads rows within a work. */
export function* rowsOf<Row>(query: Compilable<Row>): TransactionScript<Row[]> {
  const { rows } = yield query
  return rows as Row[]
}

/** Writes within a work, and tells how many rows were written. */
export function* changedBy(query: Compilable): TransactionScript<number> {
  const { changed } = yield query
  return changed
}
