// A cache of compiled queries that every inbound event runs: building one costs more than SQLite takes to run it.
import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Tables } from './schema.ts'

const caches = new WeakMap<Kysely<Tables>, Map<string, CompiledQuery>>()

/** Saves with many rows have many shapes; beyond this number the cache begins anew. */
const maxShapes = 200

/**
 * Returns the query that `build` makes, which is built only the first time and afterwards gets other parameters.
 * `shape` names the SQL text, and must differ wherever the text differs, e.g. with the number of rows.
 *
 * @throws when `parameters` are not those of the query in its own order.
 */
export function cachedQuery<Row>(
  kysely: Kysely<Tables>,
  shape: string,
  parameters: readonly unknown[],
  build: () => Compilable<Row>,
): Compilable<Row> {
  const byShape = cacheOf(kysely)
  let compiled = byShape.get(shape)
  if (!compiled) {
    compiled = build().compile()
    assertSame(compiled.parameters, parameters, shape)
    byShape.set(shape, compiled)
  }
  const { sql, query, queryId } = compiled
  return { compile: (): CompiledQuery<Row> => ({ sql, query, queryId, parameters }) }
}

/** The values of rows in the order in which Kysely inserts them. All rows must have the same columns in one order. */
export function valuesOf(rows: readonly object[]): unknown[] {
  return rows.flatMap((row) => Object.values(row))
}

function cacheOf(kysely: Kysely<Tables>): Map<string, CompiledQuery> {
  let byShape = caches.get(kysely)
  if (!byShape || byShape.size >= maxShapes) {
    byShape = new Map()
    caches.set(kysely, byShape)
  }
  return byShape
}

function assertSame(built: readonly unknown[], given: readonly unknown[], shape: string): void {
  const same = built.length === given.length && built.every((value, index) => Object.is(value, given[index]))
  if (!same) throw new Error(`The parameters of the query "${shape}" are not in the order of its text.`)
}
