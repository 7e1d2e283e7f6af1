// Erasure of everything that belongs to a platform.
import { type Kysely, sql } from 'kysely'
import type { Db, TransactionScript } from './connection/database.ts'
import type { Tables } from './connection/schema.ts'

/**
 * Erases the networks whose homes are all on the platform, with everything of theirs, and the platform's identities
 * with the people who have no other. A network that has a home elsewhere stays as it is.
 */
export function erasePlatform(db: Db, platform: string): Promise<void> {
  return db.transact(() => eraseScript(db.kysely, platform))
}

function* eraseScript(kysely: Kysely<Tables>, platform: string): TransactionScript<void> {
  const elsewhere = kysely.selectFrom('homes').select('network').where('platform', '<>', platform)
  const networks = kysely
    .selectFrom('homes')
    .select('network')
    .where('platform', '=', platform)
    .where('network', 'not in', elsewhere)
  yield kysely.deleteFrom('outbox').where('network', 'in', networks)
  yield kysely.deleteFrom('posts').where('network', 'in', networks)
  // Digests, which belong to no network.
  const toHere = sql<boolean>`network = '' and destination like ${`["${platform}",%`}`
  yield kysely.deleteFrom('outbox').where(toHere)
  yield kysely.deleteFrom('posts').where(toHere)
  // Their entries, homes, participants, invitations and offered lessons go with them.
  yield kysely.deleteFrom('networks').where('id', 'in', networks)
  const stay = kysely.selectFrom('identities').select('person').where('platform', '<>', platform)
  const here = kysely.selectFrom('identities').select('person').where('platform', '=', platform)
  // What they have answered in private in a network that stays is nobody's any more.
  yield kysely.deleteFrom('answers').where('person', 'in', here).where('person', 'not in', stay)
  // Their identities go with them.
  yield kysely.deleteFrom('people').where('id', 'in', here).where('id', 'not in', stay)
  yield kysely.deleteFrom('identities').where('platform', '=', platform)
  // What is kept about linking accounts of the platform would speak of people who are gone.
  for (const prefix of ['link ', 'joined ', 'imported '])
    yield kysely
      .deleteFrom('memory')
      .where('name', 'like', `${prefix}%`)
      .where('value', 'like', `%${JSON.stringify({ platform }).slice(1, -1)}%`)
}
