// Prepared statements of one SQLite connection, and how a query runs on them.
import type Sqlite from 'better-sqlite3'
import type { Compilable, CompiledQuery } from 'kysely'
import type { StatementResult } from './database.ts'

type Statement = Sqlite.Statement<unknown[], unknown>

export interface Statements {
  prepare(sql: string): Statement
  close(): void
}

/** Lists of varying length make many texts; beyond this number the cache begins anew. */
const maxStatements = 500

/** Keeps what is prepared, because preparing costs more than most of our queries do. */
export function cachedStatements(handle: Sqlite.Database): Statements {
  const bySql = new Map<string, Statement>()
  return {
    prepare(sql) {
      const known = bySql.get(sql)
      if (known) return known
      if (bySql.size >= maxStatements) bySql.clear()
      const statement = handle.prepare<unknown[], unknown>(sql)
      bySql.set(sql, statement)
      return statement
    },
    close: () => handle.close(),
  }
}

/** `onWrite` is called before a statement that can write; SQLite itself tells which ones can. */
export function runQuery(
  statements: Statements,
  query: Compilable,
  onWrite?: (compiled: CompiledQuery) => void,
): StatementResult {
  const compiled = query.compile()
  const { sql, parameters } = compiled
  const statement = statements.prepare(sql)
  if (!statement.readonly) onWrite?.(compiled)
  if (!statement.reader) return { rows: [], changed: statement.run(...parameters).changes }
  const rows = statement.all(...parameters)
  return { rows, changed: rows.length }
}
