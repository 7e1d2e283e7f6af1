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

/** Opens the database and leaves its schema as it is; `migrate` brings that up to date. */
export async function openStore(options: StoreOptions): Promise<Db> {
  if (options.url === undefined) return openSqlite(options.file)
  // The driver is loaded only when it is needed.
  const { openPostgres } = await import('./postgres.ts')
  return openPostgres(options.url)
}

/** Resolves when every transaction that was begun is written. */
export function closeStore(db: Db): Promise<void> {
  return db.close()
}
