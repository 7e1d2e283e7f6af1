// Projections of the journal by which networks are found: homes, participants, invitations, the next wake.
import type { Kysely } from 'kysely'
import { type Address, addressKey, addressOfKey } from '../chat/address.ts'
import type { Db, TransactionScript } from './connection/database.ts'
import { cachedQuery } from './connection/query-cache.ts'
import type { Tables } from './connection/schema.ts'

export interface ParticipantProjection {
  readonly person: string
  readonly agency: string
}

export interface InvitationProjection {
  readonly codeHash: string
  /** Milliseconds since 1970; the invitation is not valid from this instant on. */
  readonly expires: number
}

export function* writeHomes(
  kysely: Kysely<Tables>,
  network: string,
  homes: readonly Address[],
): TransactionScript<void> {
  yield kysely.deleteFrom('homes').where('network', '=', network)
  if (homes.length === 0) return
  yield kysely
    .insertInto('homes')
    .values(homes.map((home) => ({ network, place_key: addressKey(home), platform: home.platform })))
}

/** A participant who stays with the same agency keeps the instant from which this was known. */
export function* writeParticipants(
  kysely: Kysely<Tables>,
  network: string,
  participants: readonly ParticipantProjection[],
  at: number,
): TransactionScript<void> {
  const gone = kysely.deleteFrom('participants').where('network', '=', network)
  if (participants.length === 0) {
    yield gone
    return
  }
  const persons = participants.map((participant) => participant.person)
  yield gone.where('person', 'not in', persons)
  yield kysely
    .insertInto('participants')
    .values(participants.map(({ person, agency }) => ({ network, person, agency, at })))
    .onConflict((conflict) =>
      conflict
        .columns(['network', 'person'])
        .doUpdateSet((row) => ({ agency: row.ref('excluded.agency'), at: row.ref('excluded.at') }))
        .whereRef('participants.agency', '<>', 'excluded.agency'),
    )
}

export function* writeInvitations(
  kysely: Kysely<Tables>,
  network: string,
  invitations: readonly InvitationProjection[],
): TransactionScript<void> {
  yield kysely.deleteFrom('invitations').where('network', '=', network)
  if (invitations.length === 0) return
  yield kysely
    .insertInto('invitations')
    .values(invitations.map(({ codeHash, expires }) => ({ code_hash: codeHash, network, expires })))
}

export function* writeNominees(
  kysely: Kysely<Tables>,
  network: string,
  persons: readonly string[],
): TransactionScript<void> {
  yield kysely.deleteFrom('nominees').where('network', '=', network)
  if (persons.length === 0) return
  yield kysely.insertInto('nominees').values(persons.map((person) => ({ network, person })))
}

export function* writePublic(
  kysely: Kysely<Tables>,
  network: string,
  isPublic: boolean,
): TransactionScript<void> {
  yield isPublic
    ? kysely
        .insertInto('public_networks')
        .values({ network })
        .onConflict((conflict) => conflict.column('network').doNothing())
    : kysely.deleteFrom('public_networks').where('network', '=', network)
}

/** The networks that have gone public and have a home in the workspace. */
export async function publicNetworksIn(db: Db, platform: string, workspace: string): Promise<string[]> {
  const rows = await db.read(
    db.kysely
      .selectFrom('public_networks')
      .innerJoin('homes', 'homes.network', 'public_networks.network')
      .select(['homes.network', 'homes.place_key'])
      .where('homes.platform', '=', platform),
  )
  const here = rows.filter((row) => addressOfKey(row.place_key).workspace === workspace)
  return [...new Set(here.map((row) => row.network))].sort()
}

/** The networks that have this home and this participant. */
export async function networksIn(db: Db, place: Address, person: string): Promise<string[]> {
  const key = addressKey(place)
  const rows = await db.cachedRead(
    cachedQuery(db.kysely, 'networks in', [key, person], () =>
      db.kysely
        .selectFrom('homes')
        .innerJoin('participants', 'participants.network', 'homes.network')
        .select('homes.network')
        .where('homes.place_key', '=', key)
        .where('participants.person', '=', person),
    ),
  )
  return rows.map((row) => row.network).sort()
}

/** All networks that have this home. */
export async function networksAt(db: Db, place: Address): Promise<string[]> {
  const rows = await db.read(
    db.kysely
      .selectFrom('homes')
      .select('network')
      .where('place_key', '=', addressKey(place))
      .orderBy('network'),
  )
  return rows.map((row) => row.network)
}

/** The homes that any network has in the workspace. */
export async function homesIn(db: Db, platform: string, workspace: string): Promise<Address[]> {
  const rows = await db.read(
    db.kysely.selectFrom('homes').select('place_key').distinct().where('platform', '=', platform),
  )
  return rows.map((row) => addressOfKey(row.place_key)).filter((place) => place.workspace === workspace)
}

export async function networksOf(db: Db, person: string): Promise<string[]> {
  const rows = await db.cachedRead(
    cachedQuery(db.kysely, 'networks of', [person], () =>
      db.kysely.selectFrom('participants').select('network').where('person', '=', person),
    ),
  )
  return rows.map((row) => row.network).sort()
}

/** The networks that wait for the person to take a role or not. */
export async function networksAsking(db: Db, person: string): Promise<string[]> {
  const rows = await db.read(
    db.kysely.selectFrom('nominees').select('network').where('person', '=', person).orderBy('network'),
  )
  return rows.map((row) => row.network)
}

/** The network to which this code invites, unless it has expired. */
export async function networkOfCode(db: Db, codeHash: string, now: number): Promise<string | undefined> {
  const row = await db.kysely
    .selectFrom('invitations')
    .select('network')
    .where('code_hash', '=', codeHash)
    .where('expires', '>', now)
    .executeTakeFirst()
  return row?.network
}

/** The agency with which the person was seen last in any network. */
export async function agencyOf(db: Db, person: string): Promise<string | undefined> {
  const [row] = await db.cachedRead(
    cachedQuery(db.kysely, 'agency of', [person, 1], () =>
      db.kysely
        .selectFrom('participants')
        .select('agency')
        .where('person', '=', person)
        .orderBy('at', 'desc')
        .orderBy('network')
        .limit(1),
    ),
  )
  return row?.agency
}

/** The networks in which something happens by itself by now, longest due first. */
export async function dueNetworks(db: Db, now: number, limit: number): Promise<string[]> {
  const rows = await db.kysely
    .selectFrom('networks')
    .select('id')
    .where('next_wake', '<=', now)
    .orderBy('next_wake')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** The first instant at which anything happens by itself in any network. */
export async function earliestWake(db: Db): Promise<number | undefined> {
  const row = await db.kysely
    .selectFrom('networks')
    .select('next_wake')
    .where('next_wake', 'is not', null)
    .orderBy('next_wake')
    .limit(1)
    .executeTakeFirst()
  return row?.next_wake ?? undefined
}
