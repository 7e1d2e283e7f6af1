// Two people who turn out to be one, and are taken apart again if that was a mistake.
import type { User } from '../chat/address.ts'
import type { Db } from './connection/database.ts'
import type { Digest } from './digests.ts'
import type { KnownPerson } from './people.ts'
import { forgetAnswersApart, moveAnswers, restoreAnswers } from './private-answers.ts'

/** `from` is `person` from now on. */
export interface Join {
  readonly from: KnownPerson
  readonly person: string
  /** The digest of `from` as it was, if they had been an angel. */
  readonly digest?: Digest | undefined
}

/** Moves all accounts and private answers of `from` to `person`, and deletes `from`. */
export function mergePeople(db: Db, from: string, person: string): Promise<void> {
  return db.transact(function* () {
    yield db.kysely.updateTable('identities').set({ person }).where('person', '=', from)
    yield db.kysely
      .updateTable('people')
      .set(({ selectFrom }) => ({
        region: selectFrom('people as other').select('other.region').where('other.id', '=', from),
      }))
      .where('id', '=', person)
      .where('region', 'is', null)
    yield* moveAnswers(db.kysely, from, person)
    yield db.kysely.deleteFrom('people').where('id', '=', from)
  })
}

/** Makes `from` a person again, without an account, so that networks can have them among their people. */
export function revivePerson(db: Db, { from, digest }: Join, at: number): Promise<void> {
  const { id, name, zone = null, locale = null, region = null } = from
  return db.transact(function* () {
    yield db.kysely
      .insertInto('people')
      .values({ id, name, zone, locale, region })
      .onConflict((conflict) => conflict.column('id').doNothing())
    if (digest === undefined) return
    const { settings = null, last, before = null } = digest
    yield db.kysely
      .insertInto('digests')
      .values({ person: id, settings: settings && JSON.stringify(settings), last, before, due: at })
      .onConflict((conflict) => conflict.column('person').doNothing())
  })
}

/** Gives `from` the accounts and private answers back that were theirs. `as` is whose they are now. */
export function separatePeople(db: Db, { from, person }: Join, as: string): Promise<void> {
  return db.transact(function* () {
    for (const { platform, workspace, user } of from.users)
      yield db.kysely
        .updateTable('identities')
        .set({ person: from.id })
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('user', '=', user)
        .where('person', '=', as)
    yield* restoreAnswers(db.kysely, { from: from.id, person, as })
  })
}

/** From now on the two stay one person. */
export function forgetWhatWasApart(db: Db, { from, person }: Join): Promise<void> {
  return db.transact(() => forgetAnswersApart(db.kysely, [from.id, person]))
}

/** Whose account it is now. */
export async function personOfUser(db: Db, { platform, workspace, user }: User): Promise<string | undefined> {
  const [row] = await db.read(
    db.kysely
      .selectFrom('identities')
      .select('person')
      .where('platform', '=', platform)
      .where('workspace', '=', workspace)
      .where('user', '=', user),
  )
  return row?.person
}
