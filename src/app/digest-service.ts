// The guardian angels' digests: due at their own hour, rendered when they leave, asked for at any time.

import type { ImmediateAnswer, ShowDigest } from '../conversation/answers.ts'
import { digestCard } from '../conversation/guardian/digest/digest-card.ts'
import type { Person, Turn } from '../conversation/turn.ts'
import { lateThreshold } from '../domain/core/time.ts'
import {
  type DigestSettings,
  digestAt,
  digestCountedFrom,
  digestDefaults,
  isQuiet,
  isWorthSending,
  newsOfNetworks,
} from '../domain/guardian/digest.ts'
import { holds } from '../domain/membership/members.ts'
import type { Network } from '../domain/state.ts'
import type { PublicHolidays } from '../holidays/public-holidays.ts'
import type { RenderedMessage } from '../outbox/message-renderer.ts'
import type { MessageEnvelope } from '../outbox/message-trace.ts'
import { type Digest, findDigest, moveDigest, saveDigestSettings } from '../store/digests.ts'
import { save } from '../store/journal.ts'
import type { Message, NewMessage } from '../store/outbox.ts'
import { findPerson, people } from '../store/people.ts'
import { networksOf } from '../store/projections.ts'
import { type AppContext, type Correlation, newCorrelation } from './app-context.ts'
import { logQueued, noNetwork } from './messages.ts'
import { peopleOf } from './people-directory.ts'
import { withPostNamed } from './turn/pressed-posts.ts'

/** What a digest keeps until it is rendered. The outbox stores it as JSON, so its keys stay as they are. */
interface DigestPayload extends MessageEnvelope {
  readonly since: number
  readonly late?: true
  /** It changes the message that is there. */
  readonly again?: true
}

export interface DigestService {
  /** Sends the digest of that angel when its hour has come, and sets when it is looked at next. */
  due(person: string): Promise<void>
  /** What the angel has answered changes in the digest that they read. Resolves to the messages that change it. */
  refresh(angel: Person, correlation: Correlation): Promise<readonly NewMessage[]>
  render(message: Message): Promise<RenderedMessage>
  /** Answers about the speaker's own digest, after changing how it is wanted when that was asked. */
  answer(turn: Turn, wanted: ShowDigest): Promise<ImmediateAnswer>
}

export function createDigestService(context: AppContext): DigestService {
  return {
    due: (person) => sendWhenDue(context, person),
    refresh: (angel, correlation) => refresh(context, angel, correlation),
    render: (message) => render(context, message),
    answer: (turn, wanted) => answer(context, turn, wanted),
  }
}

async function sendWhenDue(context: AppContext, id: string): Promise<void> {
  const { db, clock, holidays, log, wakeOutboxWorker } = context
  const [digest, [angel]] = await Promise.all([findDigest(db, id), people(db, [id])])
  if (digest?.due === undefined || angel === undefined) return
  const correlation = newCorrelation()
  const settings = digest.settings ?? digestDefaults
  const now = clock.now()
  const at = await nextDigestOf(angel, settings, countedFrom(digest, settings), holidays)
  log.debug({ correlation, person: id, due: at }, 'The hour of a digest was looked at.')
  if (at === undefined || at > now) {
    await moveDigest(db, id, digest.due, { ...digest, due: at }, [], now)
    return
  }
  const next = await nextDigestOf(angel, settings, now, holidays)
  if (!(await isWanted(context, angel.id, { settings, since: digest.last, now }))) {
    await moveDigest(db, id, digest.due, { ...digest, due: next }, [], now)
    return
  }
  const late = now - digest.due > lateThreshold ? true : undefined
  const messages = messagesTo(angel, {
    at: now,
    due: now,
    payload: { since: digest.last, late, correlation },
  })
  const moved = { last: now, before: digest.last, due: next }
  if (!(await moveDigest(db, id, digest.due, moved, messages, now))) return
  logQueued(log, messages)
  wakeOutboxWorker()
}

/** What is in no message that is sent stays news for a later one. */
async function isWanted(
  context: AppContext,
  angel: string,
  {
    settings,
    since,
    now,
  }: { readonly settings: DigestSettings; readonly since: number; readonly now: number },
): Promise<boolean> {
  if (settings.whenQuiet === 'one-line') return true
  const networks = await networksWatchedBy(context, angel)
  return isWorthSending(newsOfNetworks(networks, angel, since), { angel, since, now })
}

function countedFrom({ last, due }: Digest, settings: DigestSettings): number {
  return digestCountedFrom(settings, last, due)
}

async function refresh(
  context: AppContext,
  angel: Person,
  correlation: Correlation,
): Promise<readonly NewMessage[]> {
  const { db, clock, log, wakeOutboxWorker } = context
  const digest = await findDigest(db, angel.id)
  if (digest?.before === undefined) return []
  const now = clock.now()
  const payload: DigestPayload = { since: digest.before, again: true, correlation }
  const messages = messagesTo(angel, { at: digest.last, due: now, payload })
  await save(db, { processed: [], at: now, messages })
  logQueued(log, messages)
  wakeOutboxWorker()
  return messages
}

interface DigestMessage {
  /** When the digest was sent first; it names the post. */
  readonly at: number
  readonly due: number
  readonly payload: DigestPayload
}

/** Empty for somebody who has no account to write to. */
function messagesTo({ users: [account] }: Person, message: DigestMessage): readonly NewMessage[] {
  if (account === undefined) return []
  return [
    {
      network: noNetwork,
      to: { kind: 'direct', ...account },
      subject: `digest:${message.at}`,
      about: JSON.stringify(message.payload),
      due: message.due,
    },
  ]
}

async function render(context: AppContext, message: Message): Promise<RenderedMessage> {
  const { db } = context
  const { since, late, again } = JSON.parse(message.about) as DigestPayload
  const angel = message.to.kind === 'direct' ? await findPerson(db, message.to) : undefined
  const networks = angel === undefined ? [] : await networksWatchedBy(context, angel.id)
  if (angel === undefined || networks.length === 0)
    return { kind: 'obsolete', why: 'the reader is no guardian angel any more' }
  const settings = (await findDigest(db, angel.id))?.settings ?? digestDefaults
  const news = newsOfNetworks(networks, angel.id, since)
  if (!again && settings.whenQuiet === 'nothing' && news.every(isQuiet))
    return { kind: 'obsolete', why: 'there is nothing new' }
  const known = await peopleOf(db, networks)
  const shown = digestCard(news, { angel: angel.id, zone: zoneOf(angel), people: known, since, late })
  const card = withPostNamed(shown, message.subject)
  // Each of the versions only counts up, so a later rendering has the higher sum.
  const version = networks.reduce((sum, network) => sum + network.version, 0)
  return { kind: 'delivery', delivery: { card }, version, updateOnly: again }
}

async function networksWatchedBy({ db, networks }: AppContext, angel: string): Promise<readonly Network[]> {
  const all = await Promise.all((await networksOf(db, angel)).map((id) => networks.load(id)))
  return all.filter((network) => holds(network, angel, 'guardian-angel'))
}

async function answer(
  { db, holidays }: AppContext,
  { speaker, now }: Turn,
  { change, render: renderSchedule }: ShowDigest,
): Promise<ImmediateAnswer> {
  const digest = await findDigest(db, speaker.id)
  if (digest === undefined) return renderSchedule(undefined)
  const settings = { ...digestDefaults, ...digest.settings, ...change }
  if (change === undefined) {
    const next = await nextDigestOf(speaker, settings, countedFrom(digest, settings), holidays)
    return renderSchedule({ settings, last: digest.last, next })
  }
  const next = await nextDigestOf(speaker, settings, now, holidays)
  await saveDigestSettings(db, speaker.id, settings, next)
  return renderSchedule({ settings, last: digest.last, next })
}

function nextDigestOf(person: Person, settings: DigestSettings, last: number, holidays: PublicHolidays) {
  return holidays.ask((holidaysOf) =>
    digestAt(settings, last, { zone: zoneOf(person), isHoliday: holidaysOf(person) }),
  )
}

function zoneOf(person: Person): string {
  return person.zone ?? 'UTC'
}
