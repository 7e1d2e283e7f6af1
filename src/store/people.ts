// People and their identities in the places to chat.
import type { Kysely } from 'kysely'
import type { Profile, User } from '../chat/address.ts'
import { changedBy, type Db, rowsOf, type TransactionScript } from './connection/database.ts'
import { cachedQuery } from './connection/query-cache.ts'
import type { Tables } from './connection/schema.ts'

/** One human, with every account by which the bot knows them. */
export interface KnownPerson {
  readonly id: string
  readonly name: string
  readonly zone?: string
  readonly locale?: string
  /** The region whose public holidays they keep, if they chose one. */
  readonly region?: string
  readonly users: readonly User[]
}

export async function findPerson(db: Db, user: User): Promise<KnownPerson | undefined> {
  const { platform, workspace, user: id } = user
  const rows = await db.cachedRead(
    cachedQuery(db.kysely, 'person of user', [platform, workspace, id], () =>
      withIdentities(db.kysely).where('people.id', '=', ofUser(db.kysely, user)),
    ),
  )
  return rows.length === 0 ? undefined : personOfCached(rows)
}

const personsByRows = new WeakMap<readonly PersonRow[], KnownPerson>()

/** Cached rows are the same array until somebody has written, and make the same person. */
function personOfCached(rows: readonly PersonRow[]): KnownPerson {
  const known = personsByRows.get(rows)
  if (known) return known
  const person = personOf(rows)
  personsByRows.set(rows, person)
  return person
}

/** Selects a row for each identity of a person, or one row for a person without any. */
function withIdentities(kysely: Kysely<Tables>) {
  return kysely
    .selectFrom('people')
    .leftJoin('identities', 'identities.person', 'people.id')
    .select(['people.id', 'name', 'zone', 'locale', 'region', 'platform', 'workspace', 'user'])
    .orderBy('platform')
    .orderBy('workspace')
    .orderBy('user')
}

/** Those people who are known, in no particular order. */
export async function people(db: Db, ids: readonly string[]): Promise<KnownPerson[]> {
  const distinct = [...new Set(ids)]
  if (distinct.length === 0) return []
  const rows = await db.cachedRead(
    cachedQuery(db.kysely, `people ${distinct.length}`, distinct, () =>
      withIdentities(db.kysely).where('people.id', 'in', distinct),
    ),
  )
  return [...Map.groupBy(rows, (row) => row.id).values()].map(personOf)
}

/**
 * The person whom a platform tells about, made as `newId` where unknown, and brought up to date where the profile
 * says something new. A profile without a name, zone or locale leaves these as they were.
 */
export async function meetPerson(db: Db, profile: Profile, newId: string): Promise<KnownPerson> {
  const known = await findPerson(db, profile)
  if (known && !tellsNews(profile, known)) return known
  const id = await db.transact(() => meeting(db.kysely, profile, newId))
  const [person] = await people(db, [id])
  if (!person) throw new Error(`Person ${id} vanished while being met.`)
  return person
}

/** Adds a person who has no account here, and so can neither say nor hear anything. */
export function addPerson(db: Db, { id, name, zone, locale }: Omit<KnownPerson, 'users'>): Promise<void> {
  return db.transact(function* () {
    yield db.kysely
      .insertInto('people')
      .values({ id, name, zone: zone ?? null, locale: locale ?? null })
      .onConflict((conflict) => conflict.column('id').doNothing())
  })
}

/** Those of the ids that people have here. */
export async function existingPeople(db: Db, ids: readonly string[]): Promise<string[]> {
  const found: string[] = []
  // A query takes a limited number of values.
  for (let first = 0; first < ids.length; first += 500) {
    const some = ids.slice(first, first + 500)
    const rows = await db.read(db.kysely.selectFrom('people').select('id').where('id', 'in', some))
    found.push(...rows.map(({ id }) => id))
  }
  return found
}

/** Saves the region whose public holidays the person keeps; `undefined` means that of their time zone. */
export function saveRegion(db: Db, id: string, region: string | undefined): Promise<void> {
  return db.transact(function* () {
    yield db.kysely
      .updateTable('people')
      .set({ region: region ?? null })
      .where('id', '=', id)
  })
}

function tellsNews(profile: Profile, known: KnownPerson): boolean {
  const { name, isNameless, zone = known.zone, locale = known.locale } = profile
  return (!isNameless && name !== known.name) || zone !== known.zone || locale !== known.locale
}

function* meeting(kysely: Kysely<Tables>, profile: Profile, newId: string): TransactionScript<string> {
  const [known] = yield* rowsOf(ofUser(kysely, profile))
  if (known) return yield* renew(kysely, profile, known.person)
  const { platform, workspace, user, name, zone = null, locale = null } = profile
  yield kysely.insertInto('people').values({ id: newId, name, zone, locale })
  const met = yield* changedBy(
    kysely
      .insertInto('identities')
      .values({ platform, workspace, user, person: newId })
      .onConflict((conflict) => conflict.columns(['platform', 'workspace', 'user']).doNothing()),
  )
  if (met === 1) return newId
  // Another process met the same person in between.
  yield kysely.deleteFrom('people').where('id', '=', newId)
  const [other] = yield* rowsOf(ofUser(kysely, profile))
  if (!other) throw new Error('An identity vanished while its person was being met.')
  return other.person
}

function* renew(kysely: Kysely<Tables>, profile: Profile, id: string): TransactionScript<string> {
  const { name, isNameless, zone, locale } = profile
  const said = isNameless ? {} : { name }
  // Without anything new nothing could be set.
  if (isNameless && zone === undefined && locale === undefined) return id
  yield kysely
    .updateTable('people')
    .set({ ...said, ...(zone !== undefined && { zone }), ...(locale !== undefined && { locale }) })
    .where('id', '=', id)
  return id
}

function ofUser(kysely: Kysely<Tables>, { platform, workspace, user }: User) {
  return kysely
    .selectFrom('identities')
    .select('person')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('user', '=', user)
}

type PersonRow = { readonly [key in keyof User]: string | null } & {
  readonly id: string
  readonly name: string
  readonly zone: string | null
  readonly locale: string | null
  readonly region: string | null
}

/** Makes a person from one row for each identity. */
function personOf(rows: readonly [PersonRow, ...PersonRow[]] | readonly PersonRow[]): KnownPerson {
  const [first] = rows
  if (!first) throw new Error('A person needs a row.')
  const { id, name, zone, locale, region } = first
  return {
    id,
    name,
    ...(zone !== null && { zone }),
    ...(locale !== null && { locale }),
    ...(region !== null && { region }),
    users: rows.flatMap(usersIn),
  }
}

function usersIn({ platform, workspace, user }: PersonRow): readonly User[] {
  if (platform === null || workspace === null || user === null) return []
  return [{ platform, workspace, user }]
}
