// Two accounts that are one person: asked for by one, agreed to by both, and undone by either.
import type { Reply } from '../../chat/adapter.ts'
import type { User } from '../../chat/address.ts'
import type { Card } from '../../chat/card.ts'
import type { LinkStep } from '../../conversation/answers.ts'
import {
  agreedCard,
  joinedCard,
  joinedStateCard,
  linkCodeCard,
  nothingToUndoCard,
  notLinkedCard,
  refusedCard,
  separatedCard,
} from '../../conversation/membership/linking/link-cards.ts'
import { linkCodeFrom } from '../../conversation/membership/linking/link-code.ts'
import type { Turn } from '../../conversation/turn.ts'
import type { NetworkId, PersonId } from '../../domain/core/ids.ts'
import { findDigest } from '../../store/digests.ts'
import { mergePeople, personOfUser, revivePerson, separatePeople } from '../../store/joined-people.ts'
import { findPerson, people } from '../../store/people.ts'
import { networksAsking, networksOf } from '../../store/projections.ts'
import type { AppContext, Correlation } from '../app-context.ts'
import type { PlatformEvents } from '../platform-events.ts'
import { answerClaim } from './imported-people.ts'
import { questionTo, sendLinkNews } from './link-messages.ts'
import {
  agreedRequest,
  findRequest,
  forgetJoin,
  isSame,
  type JoinRecord,
  type LinkRequest,
  makeRequest,
  mayUndo,
  requestsOf,
  saveJoin,
  saveRequest,
  takeRequest,
  undoableJoins,
} from './link-records.ts'

interface LinkingContext extends AppContext {
  readonly platformEvents: PlatformEvents
}

interface LinkTurn {
  readonly turn: Turn
  /** The account that speaks. */
  readonly account: User
  readonly correlation: Correlation
}

export async function linkAccounts(
  context: LinkingContext,
  { step, account: { platform, workspace, user }, ...rest }: LinkTurn & { readonly step: LinkStep },
): Promise<Reply> {
  // What is kept of an account is not its profile.
  const request = { ...rest, account: { platform, workspace, user } }
  return { kind: 'card', card: await cardFor(context, request, step) }
}

function cardFor(context: LinkingContext, request: LinkTurn, step: LinkStep): Promise<Card> {
  switch (step.do) {
    case 'show':
      return show(context, request)
    case 'give-code':
      return giveCode(context, request)
    case 'redeem':
      return redeem(context, request, step.codeHash)
    case 'agree':
      return agree(context, request, step.request)
    case 'refuse':
      return refuse(context, request, step.request)
    case 'undo':
      return undo(context, request, step.from)
    case 'answer-import': {
      const { network, isYes } = step
      const { account, turn, correlation } = request
      return answerClaim(context, { network, isYes, account, speaker: turn.speaker.id, correlation })
    }
  }
}

/** What waits for this account comes first, then what can be undone, and then a code. */
async function show(context: LinkingContext, request: LinkTurn): Promise<Card> {
  const { account, turn } = request
  for (const [codeHash] of await requestsOf(context.db, account, turn.now)) {
    const question = await questionTo(context, codeHash, account)
    if (question !== undefined) return question
  }
  const undoable = await undoableBy(context, request)
  return undoable.length === 0 ? giveCode(context, request) : joinedStateCard(undoable, turn.zone)
}

async function giveCode({ db }: LinkingContext, { turn, account }: LinkTurn): Promise<Card> {
  const code = linkCodeFrom(turn.codeFrom(turn.newId()).code)
  await makeRequest(db, turn.hashCode(code), account, turn.now)
  return linkCodeCard(code)
}

/** The first who types a code is asked; for everybody else it is spent. */
async function redeem(context: LinkingContext, { account, turn }: LinkTurn, codeHash: string): Promise<Card> {
  const { db } = context
  const request = await findRequest(db, codeHash, turn.now)
  if (request === undefined || (await personOfUser(db, request.first)) === turn.speaker.id)
    return notLinkedCard()
  if (request.second === undefined) await saveRequest(db, codeHash, { ...request, second: account })
  return (await questionTo(context, codeHash, account)) ?? notLinkedCard()
}

/** The second account is asked first; once it has said yes, the first is asked. */
async function agree(context: LinkingContext, request: LinkTurn, codeHash: string): Promise<Card> {
  const { db } = context
  const { account, turn, correlation } = request
  const found = await findRequest(db, codeHash, turn.now)
  if (found === undefined) return notLinkedCard()
  if (!found.agreed && isSame(found.second, account)) {
    await saveRequest(db, codeHash, agreedRequest(found, turn.now))
    await sendLinkNews(context, found.first, { kind: 'link-asked', request: codeHash }, correlation)
    return agreedCard(await nameOf(context, found.first))
  }
  if (!found.agreed || !isSame(found.first, account)) return notLinkedCard()
  const taken = await takeRequest(db, codeHash, turn.now)
  return taken === undefined ? notLinkedCard() : join(context, request, taken)
}

async function nameOf({ db }: LinkingContext, account: User): Promise<string> {
  return (await findPerson(db, account))?.name ?? ''
}

/** What can undo it is kept first, so that whatever breaks afterwards can be undone. */
async function join(context: LinkingContext, request: LinkTurn, agreed: LinkRequest): Promise<Card> {
  const { db, platformEvents } = context
  const { turn, correlation } = request
  const { first, second = first } = agreed
  const from = await findPerson(db, second)
  const person = turn.speaker.id
  if (from === undefined || from.id === person) return notLinkedCard()
  const networks = await networksConcerning(context, [from.id, person])
  const digest = await findDigest(db, from.id)
  const record: JoinRecord = { from, person, digest, first, second, networks, at: turn.now }
  await saveJoin(db, record)
  await platformEvents.recordLink(networks, { kind: 'person-linked', from: from.id, person }, correlation)
  await mergePeople(db, from.id, person)
  await sendLinkNews(context, second, { kind: 'link-joined', from: from.id }, correlation)
  const [joined = turn.speaker] = await people(db, [person])
  return joinedCard(record, joined)
}

async function networksConcerning(
  { db }: LinkingContext,
  persons: readonly PersonId[],
): Promise<readonly NetworkId[]> {
  const all = persons.flatMap((id) => [networksOf(db, id), networksAsking(db, id)])
  return [...new Set((await Promise.all(all)).flat())]
}

/** The other account is told in neutral words. */
async function refuse(context: LinkingContext, request: LinkTurn, codeHash: string): Promise<Card> {
  const { db } = context
  const { account, turn, correlation } = request
  const found = await findRequest(db, codeHash, turn.now)
  const asked = found?.agreed ? found.first : found?.second
  if (found === undefined || !isSame(asked, account)) return notLinkedCard()
  if ((await takeRequest(db, codeHash, turn.now)) === undefined) return notLinkedCard()
  const other = found.agreed ? found.second : found.first
  if (other !== undefined) await sendLinkNews(context, other, { kind: 'link-refused' }, correlation)
  return refusedCard()
}

async function undoableBy(
  { db }: LinkingContext,
  { account, turn }: LinkTurn,
): Promise<readonly JoinRecord[]> {
  const joins = await undoableJoins(db, turn.now)
  const joined = await Promise.all(joins.map(({ second }) => personOfUser(db, second)))
  const person = turn.speaker.id
  return joins.filter((one, index) => mayUndo(one, { account, person, joined: joined[index] }))
}

/** It can be repeated where something broke: what is separated already stays so. */
async function undo(context: LinkingContext, request: LinkTurn, from: PersonId): Promise<Card> {
  const { db, platformEvents } = context
  const { account, turn, correlation } = request
  const record = (await undoableBy(context, request)).find((one) => one.from.id === from)
  if (record === undefined) return nothingToUndoCard()
  const { person, first, second, at: since } = record
  const as = (await personOfUser(db, second)) ?? person
  const networks = new Set([...record.networks, ...(await networksConcerning(context, [as]))])
  const unlinked = { kind: 'person-unlinked', from, person, as, since } as const
  await revivePerson(db, record, turn.now)
  await platformEvents.recordLink([...networks], unlinked, correlation)
  await separatePeople(db, record, as)
  await forgetJoin(db, record)
  for (const other of [first, second])
    if (!isSame(other, account)) await sendLinkNews(context, other, { kind: 'link-separated' }, correlation)
  return separatedCard(record, await nameOf(context, first))
}
