// What leaves by itself: notices become messages when a decision is saved, and cards when they are sent.
import type { Address, Direct } from '../chat/address.ts'
import type { Attachment } from '../chat/attachment.ts'
import type { Reader } from '../conversation/notice-access.ts'
import { renderNotice } from '../conversation/notice-cards.ts'
import type { People } from '../conversation/turn.ts'
import type { PersonId } from '../domain/core/ids.ts'
import type { PrivateAnswer } from '../domain/core/private-answers.ts'
import type { JournalEntry } from '../domain/events.ts'
import type { Notice, NoticeContent } from '../domain/notices/notice.ts'
import { noticesFor } from '../domain/notices/notices.ts'
import { respondentsOf } from '../domain/phases/reflection-rounds.ts'
import type { Network } from '../domain/state.ts'
import type { PublicHolidays } from '../holidays/public-holidays.ts'
import type { RenderedMessage } from '../outbox/message-renderer.ts'
import { type MessageEnvelope, traceOf } from '../outbox/message-trace.ts'
import type { Db } from '../store/connection/database.ts'
import type { Message, NewMessage } from '../store/outbox.ts'
import { findPerson } from '../store/people.ts'
import { answersOf } from '../store/private-answers.ts'
import type { Log } from '../util/log.ts'
import type { Correlation } from './app-context.ts'
import { attachmentsFor, withPicture } from './attachments.ts'
import type { DownloadLinks } from './download-links.ts'
import { channelOf } from './network-changes.ts'
import type { NetworkRepository } from './network-repository.ts'
import { localeOf, peopleOf } from './people-directory.ts'
import { withPostNamed } from './turn/pressed-posts.ts'

/** The outbox has digests under this instead of a network, since they are about all networks of an angel. */
export const noNetwork = ''

/** What a message keeps until it is rendered. The outbox stores it as JSON, so its keys stay as they are. */
interface OutboxPayload extends MessageEnvelope {
  readonly about: NoticeContent
  readonly under?: string
  readonly updateOnly?: true
  /** The version of the network that it must show at least. */
  readonly version: number
  readonly late?: true
}

/** What makes a notice a message. */
interface Envelope {
  readonly network: Network
  readonly to: Address
  readonly correlation: Correlation | undefined
  readonly isLate: boolean
}

export interface RequestedMessage {
  readonly network: Network
  readonly about: NoticeContent
  readonly to: Direct
  readonly now: number
  readonly correlation: Correlation
}

/** What somebody has asked for, to their own direct messages. */
export function requestedMessage({ network, about, to, now, correlation }: RequestedMessage): NewMessage {
  return messageOf({ about, due: now }, { network, to, correlation, isLate: false })
}

export interface DecidedMessages {
  readonly before: Network
  readonly after: Network
  /** The entries that led from `before` to `after`. */
  readonly entries: readonly JournalEntry[]
  readonly known: People
  readonly holidays: PublicHolidays
  /** The private answers that waited for these entries. */
  readonly answers?: readonly PrivateAnswer[]
  readonly correlation: Correlation
}

/** The messages that follow from a decision. */
export async function messagesFor(decided: DecidedMessages): Promise<readonly NewMessage[]> {
  const { after, entries, known, correlation } = decided
  const isLate = entries.some((entry) => entry.late)
  const messages: NewMessage[] = []
  for (const notice of await noticesOf(decided))
    for (const to of addressesOf(notice, after, known))
      messages.push(messageOf(notice, { network: after, to, correlation, isLate }))
  return messages
}

function noticesOf(decided: DecidedMessages): Promise<readonly Notice[]> {
  const { before, after, entries, known, holidays, answers = [] } = decided
  return holidays.ask((holidaysOf) => {
    const calendarOf = (person: PersonId) => {
      const { zone = after.zone, region } = known.get(person) ?? {}
      return { zone, isHoliday: holidaysOf({ zone, region }) }
    }
    const networkCalendar = { zone: after.zone, isHoliday: holidaysOf({ zone: after.zone }) }
    return noticesFor(entries, { before, after, calendarOf, networkCalendar, answers })
  })
}

function addressesOf({ to }: Notice, network: Network, known: People): readonly Address[] {
  switch (to.kind) {
    case 'homes':
      return network.homes.map(channelOf)
    case 'home':
      return [channelOf(to.home)]
    case 'person': {
      const user = known.get(to.person)?.users[0]
      return user === undefined ? [] : [{ kind: 'direct', ...user }]
    }
  }
}

function messageOf(notice: Omit<Notice, 'to'>, envelope: Envelope): NewMessage {
  const { about, under, updateOnly, subject, due } = notice
  const { network, to, correlation, isLate } = envelope
  const late = isLate ? true : undefined
  const payload: OutboxPayload = { about, version: network.version, under, updateOnly, late, correlation }
  return { network: network.id, to, about: JSON.stringify(payload), due, subject }
}

/** Says in the log which messages wait in the outbox now. */
export function logQueued(log: Pick<Log, 'debug'>, messages: readonly NewMessage[]): void {
  for (const message of messages)
    log.debug({ ...traceOf(message), due: message.due }, 'A message was queued.')
}

export interface EntrepreneurMessages {
  readonly network: Network
  readonly about: NoticeContent
  readonly known: People
  readonly now: number
  readonly correlation: Correlation | undefined
}

/** Tells the entrepreneurs that nobody knows whether a message arrived; about such news itself nothing more is said. */
export function unknownDeliveryMessages(
  lost: Message,
  { network, known, now }: Pick<EntrepreneurMessages, 'network' | 'known' | 'now'>,
): readonly NewMessage[] {
  const { about, correlation } = payloadOf(lost)
  if (about.kind === 'unsure') return []
  return entrepreneurMessages({
    network,
    about: { kind: 'unsure', message: lost.id },
    known,
    now,
    correlation,
  })
}

/** The same to each of the entrepreneurs. */
export function entrepreneurMessages(options: EntrepreneurMessages): readonly NewMessage[] {
  const { network, about, known, now, correlation } = options
  const messages: NewMessage[] = []
  for (const { role, to: end, person } of network.roles) {
    if (role !== 'public-entrepreneur' || end !== undefined) continue
    const notice: Notice = { to: { kind: 'person', person }, about, due: now }
    for (const to of addressesOf(notice, network, known))
      messages.push(messageOf(notice, { network, to, correlation, isLate: false }))
  }
  return messages
}

function payloadOf(message: Message): OutboxPayload {
  return JSON.parse(message.about) as OutboxPayload
}

export interface RenderOptions {
  readonly db: Db
  readonly networks: NetworkRepository
  readonly link: DownloadLinks['link']
}

/** Renders a message at the moment of sending, and checks again whether it may go. */
export async function renderMessage(message: Message, options: RenderOptions): Promise<RenderedMessage> {
  const { db, networks, link } = options
  const { about, under, updateOnly, version, late } = payloadOf(message)
  const network = await networks.load(message.network)
  const reader = await readerOf(db, message.to)
  if (network.version === 0 || reader === undefined)
    return { kind: 'obsolete', why: 'the network or the reader is gone' }
  if (reader.kind === 'person' && (await hasAnswered(db, network, about, reader.person)))
    return { kind: 'obsolete', why: 'answered meanwhile' }
  const known = await peopleOf(db, [network])
  const card = renderNotice({ network, people: known, content: about, reader, isLate: late === true })
  if (card === undefined) return { kind: 'obsolete', why: 'no longer wanted when it was to be sent' }
  const context = {
    db,
    network,
    known,
    reader: localeOf(network, known, reader),
    audience: reader.kind,
    at: message.due,
  }
  const attachments = await attachmentsFor(context, about)
  const files = withLinks(attachments, { network, about, reader, link })
  return {
    kind: 'delivery',
    delivery: {
      card: await withPicture(context, about, withPostNamed(card, message.subject)),
      files: files.length > 0 ? files : undefined,
    },
    version: network.version,
    needs: version,
    updateOnly,
    under,
  }
}

interface LinkContext {
  readonly network: Network
  readonly about: NoticeContent
  readonly reader: Reader
  readonly link: DownloadLinks['link']
}

/** A person gets links to the files, for a chat that takes none; a home does not. */
function withLinks(
  files: readonly Attachment[],
  { network, about, reader, link }: LinkContext,
): readonly Attachment[] {
  if (reader.kind === 'home') return files
  const { person } = reader
  return files.map((file) => ({
    ...file,
    link: () => link({ network: network.id, person, about, name: file.name }),
  }))
}

/** Nobody is asked, or reminded, of what they have answered meanwhile. */
async function hasAnswered(
  db: Db,
  { id }: Network,
  about: NoticeContent,
  person: PersonId,
): Promise<boolean> {
  if (about.kind !== 'round-reminder' && (about.kind !== 'round' || about.changed)) return false
  return respondentsOf(await answersOf(db, person, [id]), about.round).has(person)
}

async function readerOf(db: Db, to: Address): Promise<Reader | undefined> {
  if (to.kind === 'channel') {
    const { platform, workspace, channel } = to
    return { kind: 'home', home: { platform, workspace, channel } }
  }
  const person = await findPerson(db, to)
  return person === undefined ? undefined : { kind: 'person', person: person.id }
}
