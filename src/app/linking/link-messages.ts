// What the other account reads about becoming one person, or two again, in a direct message.
import type { User } from '../../chat/address.ts'
import type { Card } from '../../chat/card.ts'
import {
  joinedMessageCard,
  notJoinedCard,
  questionCard,
  separatedMessageCard,
} from '../../conversation/membership/linking/link-cards.ts'
import type { RenderedMessage } from '../../outbox/message-renderer.ts'
import type { MessageEnvelope } from '../../outbox/message-trace.ts'
import { save } from '../../store/journal.ts'
import type { Message, NewMessage } from '../../store/outbox.ts'
import { findPerson } from '../../store/people.ts'
import { networksOf } from '../../store/projections.ts'
import type { AppContext, Correlation } from '../app-context.ts'
import { logQueued, noNetwork } from '../messages.ts'
import { type ClaimNews, claimQuestion } from './imported-people.ts'
import { findRequest, isSame, undoableJoins } from './link-records.ts'

/** Names nobody: `request` is the hash of a code, and `from` an id. */
type LinkNews =
  | { readonly kind: 'link-asked'; readonly request: string }
  | { readonly kind: 'link-joined'; readonly from: string }
  | { readonly kind: 'link-refused' | 'link-separated' }
  | ClaimNews

/** The outbox stores it as JSON, so its keys and kinds stay as they are. */
interface LinkPayload extends MessageEnvelope {
  readonly about: LinkNews
}

const kinds: Readonly<Record<LinkNews['kind'], true>> = {
  'link-asked': true,
  'link-joined': true,
  'link-refused': true,
  'link-separated': true,
  'import-asked': true,
}

export function isLinkMessage({ network, about }: Message): boolean {
  if (network !== noNetwork) return false
  const kind = (JSON.parse(about) as MessageEnvelope).about?.kind
  return kind !== undefined && Object.hasOwn(kinds, kind)
}

export async function sendLinkNews(
  { db, log, clock, wakeOutboxWorker }: AppContext,
  to: User,
  about: LinkNews,
  correlation: Correlation,
): Promise<void> {
  const now = clock.now()
  const payload: LinkPayload = { about, correlation }
  const message: NewMessage = {
    network: noNetwork,
    to: { kind: 'direct', ...to },
    about: JSON.stringify(payload),
    due: now,
  }
  await save(db, { processed: [], at: now, messages: [message] })
  logQueued(log, [message])
  wakeOutboxWorker()
}

/** Whether its reader may read it is checked again: only the account that is asked, or was joined. */
export async function renderLinkMessage(context: AppContext, message: Message): Promise<RenderedMessage> {
  const { about } = JSON.parse(message.about) as LinkPayload
  const card = message.to.kind === 'direct' ? await cardOf(context, about, message.to) : undefined
  if (card === undefined) return { kind: 'obsolete', why: 'it was answered or undone meanwhile' }
  return { kind: 'delivery', delivery: { card }, version: 0 }
}

async function cardOf(context: AppContext, about: LinkNews, reader: User): Promise<Card | undefined> {
  switch (about.kind) {
    case 'link-asked':
      return questionTo(context, about.request, reader)
    case 'link-joined':
      return joinedMessage(context, about.from, reader)
    case 'link-refused':
      return notJoinedCard()
    case 'link-separated':
      return separatedMessageCard()
    case 'import-asked':
      return claimQuestion(context, about.of, reader)
  }
}

/** The question, for whoever is to answer it now: the second account, or the first once the second has said yes. */
export async function questionTo(
  { db, clock, networks }: AppContext,
  codeHash: string,
  reader: User,
): Promise<Card | undefined> {
  const request = await findRequest(db, codeHash, clock.now())
  if (request?.second === undefined) return undefined
  const isLast = request.agreed === true
  const { asked, account } = isLast
    ? { asked: request.first, account: request.second }
    : { asked: request.second, account: request.first }
  if (!isSame(asked, reader)) return undefined
  const [me, other] = await Promise.all([findPerson(db, asked), findPerson(db, account)])
  if (me === undefined || other === undefined) return undefined
  const ids = await networksOf(db, me.id)
  return questionCard({
    request: codeHash,
    isLast,
    me: { id: me.id, account: asked },
    other: { name: other.name, account },
    networks: await Promise.all(ids.map((id) => networks.load(id))),
  })
}

async function joinedMessage(
  { db, clock }: AppContext,
  from: string,
  reader: User,
): Promise<Card | undefined> {
  const join = (await undoableJoins(db, clock.now())).find((one) => one.from.id === from)
  const person = await findPerson(db, reader)
  if (join === undefined || person === undefined || !isSame(join.second, reader)) return undefined
  return joinedMessageCard(join, person)
}
