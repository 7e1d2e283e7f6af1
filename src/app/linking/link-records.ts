// What is kept while two accounts become one person, and while that can still be undone.
import { type User, userKey } from '../../chat/address.ts'
import { undoWindow } from '../../conversation/membership/linking/link-cards.ts'
import type { Instant, NetworkId, PersonId } from '../../domain/core/ids.ts'
import { day, hour } from '../../domain/core/time.ts'
import type { Db } from '../../store/connection/database.ts'
import { forgetWhatWasApart, type Join } from '../../store/joined-people.ts'
import {
  deleteValue,
  getValue,
  popValue,
  setValue,
  valuesWithPrefix,
} from '../../store/key-value/key-value.ts'

/** An account asks to be one person with another. Stored as JSON under the hash of its code. */
export interface LinkRequest {
  /** The account that asked for the code. */
  readonly first: User
  /** The account that typed the code; nobody else can answer any more. */
  readonly second?: User
  /** The second account has said yes, and the first is asked. */
  readonly agreed?: true
  readonly until: Instant
}

/** Two people who are one. Stored as JSON under the id of the one that is gone. */
export interface JoinRecord extends Join {
  /** The accounts that agreed. */
  readonly first: User
  readonly second: User
  readonly networks: readonly NetworkId[]
  readonly at: Instant
}

const requestPrefix = 'link '
const joinPrefix = 'joined '

/** Good for an hour. An account has one code at a time, so nobody can collect them. */
export async function makeRequest(db: Db, codeHash: string, first: User, now: Instant): Promise<void> {
  for (const [hash, request] of await requestsOf(db, first, now))
    if (isSame(request.first, first) && !request.agreed) await deleteValue(db, requestPrefix + hash)
  await saveRequest(db, codeHash, { first, until: now + hour })
}

/** `undefined` if there is none, or its time is over. */
export async function findRequest(db: Db, codeHash: string, now: Instant): Promise<LinkRequest | undefined> {
  return requestIn(await getValue(db, requestPrefix + codeHash), now)
}

/** Returns the record and removes it. If several answer at once, only one of them gets it. */
export async function takeRequest(db: Db, codeHash: string, now: Instant): Promise<LinkRequest | undefined> {
  return requestIn(await popValue(db, requestPrefix + codeHash), now)
}

/** An earlier version stored codes without the account that asked for them; these are good for nothing. */
function requestIn(stored: string | undefined, now: Instant): LinkRequest | undefined {
  const request = stored === undefined ? undefined : (JSON.parse(stored) as Partial<LinkRequest>)
  if (request?.first === undefined || request.until === undefined || request.until < now) return undefined
  return request as LinkRequest
}

export function saveRequest(db: Db, codeHash: string, request: LinkRequest): Promise<void> {
  return setValue(db, requestPrefix + codeHash, JSON.stringify(request))
}

/** The second account said yes, and the first has a day to answer. */
export function agreedRequest(request: LinkRequest, now: Instant): LinkRequest {
  return { ...request, agreed: true, until: now + day }
}

/** The requests that this account made or was shown, by the hashes of their codes. */
export async function requestsOf(
  db: Db,
  account: User,
  now: Instant,
): Promise<readonly (readonly [string, LinkRequest])[]> {
  const stored = await valuesWithPrefix(db, requestPrefix)
  return stored.flatMap(({ name, value }) => {
    const request = requestIn(value, now)
    if (request === undefined) return []
    const concerns = isSame(request.first, account) || isSame(request.second, account)
    return concerns ? [[name.slice(requestPrefix.length), request] as const] : []
  })
}

export function isSame(one: User | undefined, other: User): boolean {
  return one !== undefined && userKey(one) === userKey(other)
}

export function saveJoin(db: Db, join: JoinRecord): Promise<void> {
  return setValue(db, joinPrefix + join.from.id, JSON.stringify(join))
}

export function forgetJoin(db: Db, { from }: JoinRecord): Promise<void> {
  return deleteValue(db, joinPrefix + from.id)
}

/** Those that can still be undone. */
export async function undoableJoins(db: Db, now: Instant): Promise<readonly JoinRecord[]> {
  return (await allJoins(db)).filter(({ at }) => now <= at + undoWindow)
}

async function allJoins(db: Db): Promise<readonly JoinRecord[]> {
  return (await valuesWithPrefix(db, joinPrefix)).map(({ value }) => JSON.parse(value) as JoinRecord)
}

interface Undoer {
  readonly account: User
  readonly person: PersonId
  /** The person whom the joined accounts are now. */
  readonly joined: PersonId | undefined
}

export function mayUndo(join: JoinRecord, { account, person, joined }: Undoer): boolean {
  return joined === person || [...join.from.users, join.first].some((one) => isSame(one, account))
}

/** Deletes the requests that nobody answered in time, and what was kept to undo a join. */
export async function forgetExpiredLinks(db: Db, now: Instant): Promise<void> {
  for (const { name, value } of await valuesWithPrefix(db, requestPrefix))
    if (requestIn(value, now) === undefined) await deleteValue(db, name)
  for (const join of await allJoins(db)) {
    if (now <= join.at + undoWindow) continue
    await forgetWhatWasApart(db, join)
    await forgetJoin(db, join)
  }
}
