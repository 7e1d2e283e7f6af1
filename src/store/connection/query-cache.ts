// Keeps the text of the queries that every inbound runs: building one costs more than SQLite takes to run it.
import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Tables } from './schema.ts'

const kept = new WeakMap<Kysely<Tables>, Map<string, CompiledQuery>>()

/** Saves with many rows have many shapes; beyond this number of texts we begin anew. */
const most = 200

/**
 * The query that `build` makes, built only the first time and from then on with other parameters. `shape` names
 * the text, and must tell apart whatever changes it, such as the number of rows.
 *
 * @throws when `parameters` are not those of the query in its own order.
 */
export function cachedQuery<Row>(
  kysely: Kysely<Tables>,
  shape: string,
  parameters: readonly unknown[],
  build: () => Compilable<Row>,
): Compilable<Row> {
  const texts = textsOf(kysely)
  let compiled = texts.get(shape)
  if (!compiled) {
    compiled = build().compile()
    assertSame(compiled.parameters, parameters, shape)
    texts.set(shape, compiled)
  }
  const { sql, query, queryId } = compiled
  return { compile: (): CompiledQuery<Row> => ({ sql, query, queryId, parameters }) }
}

/** The values of rows in the order in which Kysely inserts them; every row has the same columns in one order. */
export function valuesOf(rows: readonly object[]): unknown[] {
  return rows.flatMap((row) => Object.values(row))
}

function textsOf(kysely: Kysely<Tables>): Map<string, CompiledQuery> {
  let texts = kept.get(kysely)
  if (!texts || texts.size >= most) {
    texts = new Map()
    kept.set(kysely, texts)
  }
  return texts
}

function assertSame(built: readonly unknown[], given: readonly unknown[], shape: string): void {
  const same = built.length === given.length && built.every((value, index) => Object.is(value, given[index]))
  if (!same) throw new Error(`The parameters of the query "${shape}" are not in the order of its text.`)
}
