// The bot: inbound events, time and reports of platforms in; replies and queued messages out.
import { randomUUID } from 'node:crypto'
import type { Reply } from '../chat/adapter.ts'
import type { Inbound } from '../chat/inbound.ts'
import type { PlatformEvent } from '../chat/platform-event.ts'
import { unexpectedErrorCard } from '../conversation/kit/failure-cards.ts'
import type { NetworkId, PersonId } from '../domain/core/ids.ts'
import { passTime } from '../domain/network.ts'
import { noHolidays, type PublicHolidays } from '../holidays/public-holidays.ts'
import type { RenderedMessage } from '../outbox/message-renderer.ts'
import type { Clock } from '../scheduler/clock.ts'
import type { Db } from '../store/connection/database.ts'
import type { Message } from '../store/outbox.ts'
import { errorSummary, type Log } from '../util/log.ts'
import { type AppContext, type Correlation, newCorrelation } from './app-context.ts'
import { createDigestService } from './digest-service.ts'
import { createDownloadLinks, type DownloadLinks } from './download-links.ts'
import { isLinkMessage, renderLinkMessage } from './linking/link-messages.ts'
import { logQueued, messagesFor, noNetwork, renderMessage } from './messages.ts'
import { createNetworkRepository, retryOnConflict } from './network-repository.ts'
import { peopleOf } from './people-directory.ts'
import { createPlatformEvents } from './platform-events.ts'
import { answerInbound, type InboundContext } from './turn/answer-inbound.ts'

export interface Bot {
  /** Answers every inbound; never rejects. */
  receive(inbound: Inbound): Promise<Reply>
  /** Does once whatever fell due for the network by now. */
  passTime(network: NetworkId): Promise<void>
  /** Sends the digest of that person when its hour has come. */
  sendDigest(person: PersonId): Promise<void>
  renderMessage(message: Message): Promise<RenderedMessage>
  /** Tells the network's entrepreneurs that nobody knows whether this message arrived. */
  notifyUnknownDelivery(message: Message): Promise<void>
  /** Follows what a platform reports about channels, accounts and workspaces. */
  handlePlatformEvent(event: PlatformEvent): Promise<void>
  /** Tells the network's entrepreneurs that a message cannot be delivered, and marks the person. */
  notifyUndeliverable(message: Message, why: string): Promise<void>
  /** The pages where files are fetched that a chat could not take. */
  readonly downloadPages: DownloadLinks['pages']
  /** Forgets what it keeps in memory, after the store was changed beside it. */
  clearCache(): void
}

export interface BotOptions {
  readonly db: Db
  readonly clock: Clock
  /** Without it no day is a holiday. */
  readonly holidays?: PublicHolidays
  /** Called when messages wait to be sent. */
  readonly wakeOutboxWorker: () => void
  readonly log: Pick<Log, 'debug' | 'info' | 'error'>
  /** The address at which people reach this process, for links to files. */
  readonly publicUrl?: string | undefined
}

export function createBot(options: BotOptions): Bot {
  const { db, clock, publicUrl, holidays = noHolidays } = options
  const networks = createNetworkRepository(db, holidays)
  const context: AppContext = { ...options, networks, holidays }
  const platformEvents = createPlatformEvents(context)
  const digests = createDigestService(context)
  const downloads = createDownloadLinks({ db, networks, clock, publicUrl })
  const inboundContext: InboundContext = { ...context, digests, platformEvents }
  const rendering = { db, networks, link: downloads.link }
  return {
    receive: (inbound) => receive(inboundContext, inbound),
    passTime: (id) => networks.serialized(id, () => passTimeIn(context, id)),
    sendDigest: digests.due,
    async renderMessage(message) {
      if (isLinkMessage(message)) return renderLinkMessage(context, message)
      if (message.network === noNetwork) return digests.render(message)
      return renderMessage(message, rendering)
    },
    notifyUnknownDelivery: platformEvents.notifyUnknownDelivery,
    handlePlatformEvent: platformEvents.handle,
    notifyUndeliverable: platformEvents.notifyUndeliverable,
    downloadPages: downloads.pages,
    clearCache: networks.clearCache,
  }
}

async function receive(context: InboundContext, inbound: Inbound): Promise<Reply> {
  const { log } = context
  const correlation = newCorrelation()
  const origin = { correlation, inbound: inbound.id, kind: inbound.kind, platform: inbound.place.platform }
  log.debug(origin, 'An inbound event was received.')
  try {
    const reply = await answerInbound(context, inbound, correlation)
    log.debug({ correlation, reply: reply.kind }, 'An inbound event was answered.')
    return reply
  } catch (error) {
    const id = randomUUID().slice(0, 8)
    log.error({ id, ...origin, ...errorSummary(error) }, 'an inbound event failed')
    return { kind: 'card', card: unexpectedErrorCard(id) }
  }
}

async function passTimeIn(context: AppContext, id: NetworkId): Promise<void> {
  const correlation = newCorrelation()
  await retryOnConflict(() => attemptToPassTime(context, id, correlation))
  context.wakeOutboxWorker()
}

async function attemptToPassTime(context: AppContext, id: NetworkId, correlation: Correlation) {
  const { db, networks, clock, holidays, log } = context
  const now = clock.now()
  const before = await networks.load(id)
  const answers = await networks.answers(before)
  const { entries, network: after } = await holidays.ask((holidaysOf) =>
    passTime(before, { now, answers, isHoliday: holidaysOf({ zone: before.zone }) }),
  )
  const known = await peopleOf(db, [after])
  const messages = await messagesFor({ before, after, entries, known, holidays, answers, correlation })
  const saved = await networks.save({ before, after, entries, messages, processed: [], answers, now })
  const events = entries.map(({ kind }) => kind)
  log.debug({ correlation, network: id, outcome: saved, events, version: after.version }, 'Time passed.')
  if (saved === 'saved') logQueued(log, messages)
  return saved
}
