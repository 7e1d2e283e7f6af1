// What leaves by itself: notices become messages when they are saved, and cards when they are sent.
import type { Address, Direct } from '../chat/address.ts'
import { type Reader, renderNotice } from '../conversation/notice-cards.ts'
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
import type { Db } from '../store/connection/database.ts'
import type { Message, NewMessage } from '../store/outbox.ts'
import { findPerson } from '../store/people.ts'
import { answersOf } from '../store/private-answers.ts'
import { attachmentsFor, withPicture } from './attachments.ts'
import type { DownloadLinks } from './download-links.ts'
import { channelOf, type NetworkRepository } from './network-repository.ts'
import { localeOf, peopleOf } from './people-directory.ts'

/** In the outbox a digest belongs to no network, since it is about all of an angel's. */
export const noNetwork = ''

/** What a message keeps until it is worded. */
interface OutboxPayload {
  readonly about: NoticeContent
  readonly under?: string
  readonly updateOnly?: true
  /** The version of the network that it must show at least. */
  readonly version: number
  readonly late?: true
}

/** What somebody has asked for, to their own direct messages. */
export function requestedMessage(
  network: Network,
  about: NoticeContent,
  to: Direct,
  now: number,
): NewMessage {
  return message({ about, due: now }, network, to, false)
}

/** The messages of the entries that led from `before` to `after`, with the private answers that waited for them. */
export async function messagesFor(
  before: Network,
  after: Network,
  entries: readonly JournalEntry[],
  known: People,
  holidays: PublicHolidays,
  answers: readonly PrivateAnswer[] = [],
): Promise<readonly NewMessage[]> {
  const late = entries.some((entry) => entry.late)
  const notices = await holidays.ask((holidaysOf) =>
    noticesFor(
      before,
      after,
      entries,
      (person) => {
        const { zone = after.zone, region } = known.get(person) ?? {}
        return { zone, isHoliday: holidaysOf({ zone, region }) }
      },
      answers,
    ),
  )
  return notices.flatMap((notice) =>
    placesOf(notice, after, known).map((to) => message(notice, after, to, late)),
  )
}

function placesOf({ to }: Notice, network: Network, known: People): readonly Address[] {
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

function message(notice: Omit<Notice, 'to'>, network: Network, to: Address, late: boolean): NewMessage {
  const { about, under, updateOnly, subject, due } = notice
  const kept: OutboxPayload = {
    about,
    version: network.version,
    under,
    ...(updateOnly && { updateOnly }),
    ...(late && { late }),
  }
  return {
    network: network.id,
    to,
    about: JSON.stringify(kept),
    due,
    subject,
  }
}

/** Tells the entrepreneurs that nobody knows whether a message arrived; of such news itself nothing more is said. */
export function unknownDeliveryMessages(
  lost: Message,
  network: Network,
  known: People,
  now: number,
): readonly NewMessage[] {
  return payloadOf(lost).about.kind === 'unsure'
    ? []
    : entrepreneurMessages(network, { kind: 'unsure', message: lost.id }, known, now)
}

/** The same to each of the entrepreneurs. */
export function entrepreneurMessages(
  network: Network,
  about: NoticeContent,
  known: People,
  now: number,
): readonly NewMessage[] {
  return network.roles
    .filter((span) => span.role === 'public-entrepreneur' && span.to === undefined)
    .map((span): Notice => ({ to: { kind: 'person', person: span.person }, about, due: now }))
    .flatMap((notice) => placesOf(notice, network, known).map((to) => message(notice, network, to, false)))
}

function payloadOf(sent: Message): OutboxPayload {
  return JSON.parse(sent.about) as OutboxPayload
}

/** Words a message at the moment of sending, and checks again whether it may go. */
export async function renderMessage(
  db: Db,
  networks: NetworkRepository,
  link: DownloadLinks['link'],
  sent: Message,
): Promise<RenderedMessage> {
  const { about, under, updateOnly, version, late } = payloadOf(sent)
  const network = await networks.load(sent.network)
  const reader = await readerOf(db, sent.to)
  if (network.version === 0 || reader === undefined)
    return { kind: 'obsolete', why: 'the network or the reader is gone' }
  if (reader.kind === 'person' && (await hasAnswered(db, network, about, reader.person)))
    return { kind: 'obsolete', why: 'answered meanwhile' }
  const known = await peopleOf(db, [network])
  const card = renderNotice(network, known, about, reader, late === true)
  if (card === undefined) return { kind: 'obsolete', why: 'no longer wanted when it was to be sent' }
  const enclosing = { db, network, known, reader: localeOf(network, known, reader), at: sent.due }
  const enclosed = await attachmentsFor(enclosing, about)
  const files =
    reader.kind === 'home'
      ? enclosed
      : enclosed.map((file) => ({
          ...file,
          link: () => link({ network: network.id, person: reader.person, about, name: file.name }),
        }))
  const whole = await withPicture(enclosing, about, card)
  return {
    kind: 'delivery',
    delivery: { card: whole, ...(files.length > 0 && { files }) },
    version: network.version,
    needs: version,
    ...(updateOnly && { updateOnly }),
    under,
  }
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
