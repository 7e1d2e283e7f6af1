// Reads of SQLite that come again and again, answered from memory until somebody has written to their tables.
import type Sqlite from 'better-sqlite3'
import type { Compilable, CompiledQuery } from 'kysely'
import { onlyTableWrittenBy, tablesReadBy } from './query-tables.ts'
import type { Statements } from './sqlite-statements.ts'

/** When this many results are cached, the cache begins anew. */
const maxResults = 20_000

interface CachedQuery {
  /** `undefined` when the query may read any table. */
  readonly tables: ReadonlySet<string> | undefined
  /** Rows by the parameters that gave them, as JSON. */
  readonly rows: Map<string, readonly unknown[]>
}

export interface ReadCache {
  /** The same array of rows again for as long as no table of the query was written to. */
  read(query: Compilable): readonly unknown[]
  /** To be called with every statement of this process that writes. */
  invalidate(written: CompiledQuery): void
  clear(): void
}

/** Commits of other connections show in `dataVersion`; those of this process are reported to `invalidate`. */
export function createReadCache(statements: Statements, dataVersion: DataVersion): ReadCache {
  const bySql = new Map<string, CachedQuery>()
  let versionOfCache = dataVersion.current()
  let results = 0

  function clear(): void {
    bySql.clear()
    results = 0
  }

  function queryOf({ sql, query }: CompiledQuery): CachedQuery {
    const known = bySql.get(sql)
    if (known) return known
    const cached = { tables: tablesReadBy(query), rows: new Map() }
    bySql.set(sql, cached)
    return cached
  }

  return {
    clear,
    read(query) {
      const version = dataVersion.current()
      if (version !== versionOfCache || results >= maxResults) clear()
      versionOfCache = version
      const compiled = query.compile()
      const { rows } = queryOf(compiled)
      const key = JSON.stringify(compiled.parameters)
      const known = rows.get(key)
      if (known) return known
      const read = statements.prepare(compiled.sql).all(...compiled.parameters)
      rows.set(key, read)
      results += 1
      return read
    },
    invalidate(written) {
      const table = onlyTableWrittenBy(written.query)
      if (table === undefined) return clear()
      for (const { tables, rows } of bySql.values()) {
        if (tables !== undefined && !tables.has(table)) continue
        results -= rows.size
        rows.clear()
      }
    },
  }
}

/** SQLite's `data_version`: another number whenever another connection has committed. */
export interface DataVersion {
  /** Asks SQLite at most once in a turn of the event loop, in which SQLite's answers come without a pause. */
  current(): number
  /** Asks SQLite in any case. */
  refresh(): number
}

export function createDataVersion(handle: Sqlite.Database): DataVersion {
  const pragma = handle.prepare<[], number>('pragma data_version').pluck()
  let known: number | undefined

  function refresh(): number {
    if (known === undefined) {
      setImmediate(() => {
        known = undefined
      })
    }
    known = pragma.get() ?? 0
    return known
  }

  return { current: () => known ?? refresh(), refresh }
}
