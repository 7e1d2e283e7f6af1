// Opening and closing the store.
import type { Db } from './database.ts'
import { openSqlite } from './sqlite.ts'

export type { Db } from './database.ts'

export interface StoreOptions {
  /** `postgres://…`; without it the store is the SQLite file. */
  readonly url?: string | undefined
  /** The SQLite file; its folder is made where it is missing. */
  readonly file: string
}

/** Does not touch the schema: see `migrate`. */
export async function openStore(options: StoreOptions): Promise<Db> {
  if (options.url === undefined) return openSqlite(options.file)
  // Its driver is loaded only where there is something for it to do.
  const { openPostgres } = await import('./postgres.ts')
  return openPostgres(options.url)
}

/** Ends when what was handed in is written. */
export function closeStore(db: Db): Promise<void> {
  return db.close()
}
