// Named locks with a time limit, shared by all processes of a database.
import { changedBy, type Db } from '../connection/database.ts'

export interface Locks {
  /** Takes the lock for that time unless somebody else has it. Returns whether it was taken. */
  acquireLock(name: string, milliseconds: number): Promise<boolean>
  releaseLock(name: string): Promise<void>
}

/** `now` gives milliseconds since 1970. */
export function createLocks(db: Db, now: () => number): Locks {
  const { kysely } = db
  return {
    async acquireLock(name, milliseconds) {
      const at = now()
      const until = at + milliseconds
      const acquired = kysely
        .insertInto('holds')
        .values({ name, until })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet({ until }).where('holds.until', '<=', at),
        )
      return (await db.transact(() => changedBy(acquired))) === 1
    },
    releaseLock: (name) =>
      db.transact(function* () {
        yield kysely.deleteFrom('holds').where('name', '=', name)
      }),
  }
}
