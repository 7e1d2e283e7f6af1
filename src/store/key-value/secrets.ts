// Small secret texts of adapters by name, sealed with the key from the environment.
import { type Db, rowsOf } from '../connection/database.ts'
import { type Key, open, seal } from './encryption.ts'

export interface StoredSecrets {
  /** Rejects when the text was sealed with another key. */
  read(name: string): Promise<string | undefined>
  /** Replaces what has that name. */
  write(name: string, text: string): Promise<void>
  /** Reads and removes in one step: of several that ask at once, one gets the text. */
  pop(name: string): Promise<string | undefined>
  remove(name: string): Promise<void>
}

/** Without a key, writing rejects and reading finds nothing. */
export function openSecretStore(db: Db, key: Key | undefined): StoredSecrets {
  const { kysely } = db

  function unsealed(name: string, sealed: string | undefined): string | undefined {
    if (sealed === undefined || key === undefined) return undefined
    return open(key, name, sealed)
  }

  return {
    async read(name) {
      const [row] = await db.read(kysely.selectFrom('vault').select('sealed').where('name', '=', name))
      return unsealed(name, row?.sealed)
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
    async pop(name) {
      const deletion = kysely.deleteFrom('vault').where('name', '=', name).returning('sealed')
      const [row] = await db.transact(() => rowsOf(deletion))
      return unsealed(name, row?.sealed)
    },
    remove: (name) =>
      db.transact(function* () {
        yield kysely.deleteFrom('vault').where('name', '=', name)
      }),
  }
}
