// What platforms report by themselves (channels that move or go, accounts and workspaces that go), and what cannot be sent.

import { addressKey, type Channel, type User } from '../chat/address.ts'
import type { PlatformEvent } from '../chat/platform-event.ts'
import type { NetworkId } from '../domain/core/ids.ts'
import type { Home } from '../domain/core/terms.ts'
import type { EventOf } from '../domain/events.ts'
import type { ReportedEvent } from '../domain/membership/reported-events.ts'
import { applyReportedEvent, applyUnlink } from '../domain/network.ts'
import { traceOf } from '../outbox/message-trace.ts'
import { loadEntries, save } from '../store/journal.ts'
import { type Message, moveDestination } from '../store/outbox.ts'
import { findPerson } from '../store/people.ts'
import { homesIn, networksAt, networksOf } from '../store/projections.ts'
import { type AppContext, type Correlation, newCorrelation } from './app-context.ts'
import {
  entrepreneurMessages,
  logQueued,
  messagesFor,
  noNetwork,
  unknownDeliveryMessages,
} from './messages.ts'
import { retryOnConflict } from './network-repository.ts'
import { peopleOf } from './people-directory.ts'

export interface PlatformEvents {
  /** Follows what a platform reports about channels, accounts and workspaces. */
  handle(event: PlatformEvent): Promise<void>
  /** Tells the network's entrepreneurs that nobody knows whether this message arrived. */
  notifyUnknownDelivery(message: Message): Promise<void>
  /** Tells the entrepreneurs that a message cannot be delivered, and marks its reader. `why`: a code, and a sentence. */
  notifyUndeliverable(message: Message, why: string): Promise<void>
  /** Records in those of these networks that it concerns that two people are one, or two again. */
  recordLink(networks: readonly NetworkId[], link: LinkEvent, correlation: Correlation): Promise<void>
}

export function createPlatformEvents(context: AppContext): PlatformEvents {
  return {
    async handle(event) {
      const correlation = newCorrelation()
      context.log.debug({ correlation, kind: event.kind }, 'A platform event was received.')
      await follow({ ...context, correlation }, event)
    },
    notifyUnknownDelivery: (message) => notifyUnknown(context, message),
    async notifyUndeliverable(message, why) {
      const correlation = traceOf(message).correlation ?? newCorrelation()
      await notifyUndeliverable({ ...context, correlation }, message, why)
    },
    recordLink: (networks, link, correlation) => applyInEach({ ...context, correlation }, networks, link),
  }
}

type LinkEvent = EventOf<'person-linked' | 'person-unlinked'>

interface EventContext extends AppContext {
  readonly correlation: Correlation
}

async function follow(context: EventContext, event: PlatformEvent): Promise<void> {
  switch (event.kind) {
    case 'channel-moved': {
      const { from, to } = event
      await applyAt(context, from, { kind: 'home-moved', from: homeOf(from), home: homeOf(to) })
      await moveDestination(context.db, from, to)
      return
    }
    case 'channel-gone':
      return loseHome(context, event.channel)
    case 'workspace-gone':
      for (const place of await homesIn(context.db, event.platform, event.workspace))
        if (place.kind === 'channel') await loseHome(context, place)
      return
    // Roles and memberships stay until somebody gives them up.
    case 'person-gone':
      return loseAccount(context, event.user, 'the account was deactivated.')
  }
}

function loseHome(context: EventContext, channel: Channel): Promise<void> {
  return applyAt(context, channel, { kind: 'home-lost', home: homeOf(channel) })
}

/** A person who has another account loses nothing with one of them. */
async function loseAccount(context: EventContext, user: User, why: string): Promise<void> {
  const person = await findPerson(context.db, user)
  if (person === undefined || person.users.length > 1) return
  const ids = await networksOf(context.db, person.id)
  await applyInEach(context, ids, { kind: 'person-unreached', person: person.id, why })
}

async function notifyUnknown(context: AppContext, message: Message): Promise<void> {
  const { db, networks, clock, log, wakeOutboxWorker } = context
  const network = await networks.load(message.network)
  const known = await peopleOf(db, [network])
  const messages = unknownDeliveryMessages(message, { network, known, now: clock.now() })
  await save(db, { processed: [], at: clock.now(), messages })
  logQueued(log, messages)
  if (messages.length > 0) wakeOutboxWorker()
}

async function notifyUndeliverable(context: EventContext, message: Message, why: string): Promise<void> {
  const sentence = why.replace(/^[^\s:]+:\s*/, '')
  const { network, to } = message
  if (to.kind === 'channel') return notifyHomeUnreached(context, network, to, sentence)
  const person = await findPerson(context.db, to)
  if (person === undefined) return
  // A digest is about all networks of its reader.
  const ids = network === noNetwork ? await networksOf(context.db, person.id) : [network]
  await applyInEach(context, ids, { kind: 'person-unreached', person: person.id, why: sentence })
}

/** The entrepreneurs read it once in the time for which ids of what came in are kept. */
async function notifyHomeUnreached(
  context: EventContext,
  id: NetworkId,
  channel: Channel,
  why: string,
): Promise<void> {
  const { db, networks, clock, log, correlation, wakeOutboxWorker } = context
  const network = await networks.load(id)
  const known = await peopleOf(db, [network])
  const about = { kind: 'home-unreached', why } as const
  const messages = entrepreneurMessages({ network, about, known, now: clock.now(), correlation })
  const processed = [`home unreached ${id} ${addressKey(channel)}`]
  const saved = await save(db, { processed, at: clock.now(), messages })
  if (saved !== 'saved') return
  logQueued(log, messages)
  wakeOutboxWorker()
}

type Fact = ReportedEvent | EventOf<'person-unlinked'>

async function applyAt(context: EventContext, channel: Channel, fact: Fact): Promise<void> {
  await applyInEach(context, await networksAt(context.db, channel), fact)
}

async function applyInEach(context: EventContext, ids: readonly NetworkId[], fact: Fact): Promise<void> {
  for (const id of ids) await context.networks.serialized(id, () => applyIn(context, id, fact))
}

async function applyIn(context: EventContext, id: NetworkId, fact: Fact): Promise<void> {
  const { db, networks, clock, holidays, log, correlation } = context
  const messages = await retryOnConflict(async () => {
    const now = clock.now()
    const before = await networks.load(id)
    const { entries, network: after } =
      fact.kind === 'person-unlinked'
        ? applyUnlink(id, await loadEntries(db, id), fact, now)
        : applyReportedEvent(before, fact, now)
    if (entries.length === 0) return []
    const known = await peopleOf(db, [after])
    const queued = await messagesFor({ before, after, entries, known, holidays, correlation })
    const saved = await networks.save({ before, after, entries, messages: queued, processed: [], now })
    if (saved === 'conflict') return saved
    logDecided(context, after, entries)
    return queued
  })
  logQueued(log, messages)
  if (messages.length > 0) context.wakeOutboxWorker()
}

function logDecided(
  { log, correlation }: EventContext,
  network: { readonly id: NetworkId; readonly version: number },
  entries: readonly { readonly kind: string }[],
): void {
  const events = entries.map(({ kind }) => kind)
  log.debug({ correlation, network: network.id, events, version: network.version }, 'A decision was saved.')
}

function homeOf({ platform, workspace, channel }: Channel): Home {
  return { platform, workspace, channel }
}
