// Small secret texts of adapters, by name, sealed with the key from the environment.
import { changedBy, type Db, rowsOf } from '../connection/database.ts'
import { type Key, open, seal } from './encryption.ts'

export interface SecretStore {
  /** Rejects where the text was sealed with another key. */
  read(name: string): Promise<string | undefined>
  write(name: string, text: string): Promise<void>
  /** Reads and removes: of several who ask at once, one gets it. */
  take(name: string): Promise<string | undefined>
  remove(name: string): Promise<void>
  /** Holds the name for so long, unless somebody else does. */
  acquireLock(name: string, milliseconds: number): Promise<boolean>
  releaseLock(name: string): Promise<void>
}

/** Without a key nothing can be kept in it: writing rejects, and there is nothing to read. */
export function openSecretStore(db: Db, key: Key | undefined, now: () => number): SecretStore {
  const { kysely } = db
  const opened = (name: string, sealed: string | undefined) => {
    if (sealed === undefined || key === undefined) return undefined
    return open(key, name, sealed)
  }

  return {
    async read(name) {
      const rows = await db.read(kysely.selectFrom('vault').select('sealed').where('name', '=', name))
      return opened(name, rows[0]?.sealed)
    },
    async write(name, text) {
      if (key === undefined) throw new Error('The vault has no key.')
      const sealed = seal(key, name, text)
      await db.transact(function* () {
        yield kysely
          .insertInto('vault')
          .values({ name, sealed })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ sealed }))
      })
    },
    async take(name) {
      const taken = kysely.deleteFrom('vault').where('name', '=', name).returning('sealed')
      const [row] = await db.transact(() => rowsOf(taken))
      return opened(name, row?.sealed)
    },
    remove: (name) =>
      db.transact(function* () {
        yield kysely.deleteFrom('vault').where('name', '=', name)
      }),
    async acquireLock(name, milliseconds) {
      const at = now()
      const held = kysely
        .insertInto('holds')
        .values({ name, until: at + milliseconds })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ until: at + milliseconds })
            .where('holds.until', '<=', at),
        )
      return (await db.transact(() => changedBy(held))) === 1
    },
    releaseLock: (name) =>
      db.transact(function* () {
        yield kysely.deleteFrom('holds').where('name', '=', name)
      }),
  }
}
