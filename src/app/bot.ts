// The shell: inbound → load → decide → save (entries and messages, one transaction) → reply.
import { randomUUID } from 'node:crypto'
import type { Reply } from '../chat/adapter.ts'
import type { Inbound } from '../chat/inbound.ts'
import type { PlatformEvent } from '../chat/platform-event.ts'
import { resendResultCard, unexpectedErrorCard } from '../conversation/kit/failure-cards.ts'
import { refusalAnswer, refusalSentence } from '../conversation/kit/refusal-messages.ts'
import { answer, networkOf } from '../conversation/router.ts'
import type { NetworkAccess, Person, RunCommand, SendNotice, Turn } from '../conversation/turn.ts'
import type { NetworkId } from '../domain/core/ids.ts'
import type { Refusal } from '../domain/decision.ts'
import { hasOpenNomination, holds } from '../domain/membership/members.ts'
import { decide, passTime } from '../domain/network.ts'
import { maySee } from '../domain/permissions.ts'
import type { Network } from '../domain/state.ts'
import { noHolidays, type PublicHolidays } from '../holidays/public-holidays.ts'
import type { RenderedMessage } from '../outbox/message-renderer.ts'
import type { Db } from '../store/connection/database.ts'
import { save } from '../store/journal.ts'
import { type Message, messageOf, requeue } from '../store/outbox.ts'
import { meetPerson, saveRegion } from '../store/people.ts'
import { networkOfCode, publicNetworksIn } from '../store/projections.ts'
import { errorSummary } from '../util/log.ts'
import { createAccountLinking } from './account-linking.ts'
import { createDigestService } from './digest-service.ts'
import { createDownloadLinks, type DownloadLinks } from './download-links.ts'
import { createLessonSearch } from './lesson-search.ts'
import {
  messagesFor,
  noNetwork,
  renderMessage,
  requestedMessage,
  unknownDeliveryMessages,
} from './messages.ts'
import { createNetworkRepository, retryOnConflict } from './network-repository.ts'
import { peopleOf } from './people-directory.ts'
import { createPlatformEvents } from './platform-events.ts'
import { createTurnContext } from './turn-context.ts'

export interface Bot {
  /** Answers every inbound; never rejects. */
  receive(inbound: Inbound): Promise<Reply>
  /** Does once whatever fell due for the network by now. */
  passTime(network: NetworkId): Promise<void>
  /** Sends the digest of that person where its hour has come. */
  sendDigest(person: string): Promise<void>
  renderMessage(message: Message): Promise<RenderedMessage>
  /** Tells the network's entrepreneurs that nobody knows whether this message arrived. */
  notifyUnknownDelivery(message: Message): Promise<void>
  /** Follows what a platform tells of channels, accounts and workspaces. */
  handlePlatformEvent(change: PlatformEvent): Promise<void>
  /** Tells the network's entrepreneurs that a message cannot be delivered, and marks the person. */
  notifyUndeliverable(message: Message, why: string): Promise<void>
  /** Where files are fetched that a chat could not take. */
  readonly downloadPages: DownloadLinks['pages']
  /** Forgets what it keeps in memory, after the store was changed beside it. */
  clearCache(): void
}

export interface BotOptions {
  readonly db: Db
  readonly clock: { now(): number }
  /** None are kept where it is absent. */
  readonly holidays?: PublicHolidays
  /** Called when messages wait to be sent. */
  readonly wakeOutboxWorker: () => void
  readonly log: { error(context: object, message: string): void }
  /** Where people reach this process, for links to files. */
  readonly publicUrl?: string | undefined
}

export function createBot(options: BotOptions): Bot {
  const { db, clock, wakeOutboxWorker, log, publicUrl, holidays = noHolidays } = options
  const networks = createNetworkRepository(db)
  const changes = createPlatformEvents({ db, networks, clock, wakeOutboxWorker, holidays })
  const link = createAccountLinking({ db, inNetworks: changes.link })
  const digests = createDigestService({ db, networks, clock, wakeOutboxWorker, holidays })
  const downloads = createDownloadLinks({ db, networks, clock, publicUrl })
  const seek = createLessonSearch({ db, networks })
  const turnOf = createTurnContext({ db, networks, clock })

  async function handle(inbound: Inbound): Promise<Reply> {
    const speaker = await meetPerson(db, inbound.from, randomUUID())
    if (inbound.kind === 'button-press' && inbound.action === 'send-again') return again(inbound, speaker)
    const turn = await turnOf(inbound, speaker)
    const said = answer(turn, inbound, await seen(networkOf(inbound), speaker.id))
    switch (said.kind) {
      case 'card':
      case 'form':
      case 'form-errors':
        return said
      case 'run-command':
        return perform(inbound, turn, said)
      case 'send':
        return sendAsked(inbound, turn, said)
      case 'link':
        return link(turn, said)
      case 'find':
        return said.shown(await findable(inbound.from))
      case 'search-lessons':
        return seek(turn, said)
      case 'digest':
        return digests.answer(turn, said)
      case 'set-holiday-region':
        await saveRegion(db, speaker.id, said.region)
        return { kind: 'card', card: said.said }
    }
  }

  /** Only of the workspace of whoever asks, whoever that is. */
  async function findable({ platform, workspace }: Inbound['from']): Promise<readonly Network[]> {
    const ids = await publicNetworksIn(db, platform, workspace)
    return Promise.all(ids.map((id) => networks.load(id)))
  }

  async function seen(id: NetworkId | undefined, person: string): Promise<NetworkAccess | undefined> {
    if (id === undefined) return undefined
    const network = await networks.load(id)
    if (maySee(network, person)) return { network, as: 'participant' }
    return hasOpenNomination(network, person) ? { network, as: 'nominee' } : undefined
  }

  /** It is worded, and its files are made, when it leaves. */
  async function sendAsked(
    { id, from }: Inbound,
    { now }: Turn,
    { network, about, said }: SendNotice,
  ): Promise<Reply> {
    const { platform, workspace, user } = from
    const to = { kind: 'direct', platform, workspace, user } as const
    const messages = [requestedMessage(await networks.load(network), about, to, now)]
    const saved = await save(db, { processed: [id], at: now, messages })
    if (saved === 'duplicate') return { kind: 'none' }
    wakeOutboxWorker()
    return { kind: 'card', card: said }
  }

  async function perform(inbound: Inbound, turn: Turn, todo: RunCommand): Promise<Reply> {
    const id = await idOf(todo.network, turn.now)
    if (id === undefined) return refuse(inbound, turn, todo, { kind: 'code-spent' })
    const wasRead = id === todo.network
    return networks.serialized(id, () => performOn(id, wasRead, inbound, turn, todo))
  }

  async function performOn(
    id: NetworkId,
    wasRead: boolean,
    inbound: Inbound,
    turn: Turn,
    todo: RunCommand,
  ): Promise<Reply> {
    return retryOnConflict(async (tries) => {
      // What was read for the turn will mostly do: if it is out of date by now, the save says so.
      const before = (tries === 0 && wasRead && networks.cached(id)) || (await networks.load(id))
      const answers = await networks.answers(before)
      const outcome = decide(before, todo.command, { now: turn.now, by: turn.speaker.id, answers })
      if (outcome.kind === 'refused') return refuse(inbound, turn, todo, outcome.why, before)
      const { entries, network: after, given } = outcome
      const known = await peopleOf(db, [after], turn.people)
      if (entries.length === 0 && given.length === 0) return { kind: 'card', card: todo.done(after, known) }
      const messages = await messagesFor(before, after, entries, known, holidays, answers)
      const processed = [inbound.id]
      const now = turn.now
      const saved = await networks.save({ before, after, entries, messages, processed, given, answers, now })
      if (saved === 'duplicate') return { kind: 'none' }
      if (saved === 'conflict') return saved
      if (messages.length > 0) wakeOutboxWorker()
      if (holds(after, turn.speaker.id, 'guardian-angel')) await digests.refresh(turn.speaker)
      return { kind: 'card', card: todo.done(after, known) }
    })
  }

  async function idOf(target: RunCommand['network'], now: number): Promise<NetworkId | undefined> {
    return typeof target === 'string' ? target : networkOfCode(db, target.codeHash, now)
  }

  function refuse(inbound: Inbound, turn: Turn, todo: RunCommand, why: Refusal, network?: Network): Reply {
    const field = inbound.kind === 'form-submission' ? todo.field?.(why) : undefined
    if (field !== undefined && why.kind !== 'not-yours' && why.kind !== 'stalled')
      return { kind: 'form-errors', errors: { [field]: refusalSentence(why, turn.people) } }
    const { id } = turn.speaker
    const visible = network !== undefined && (maySee(network, id) || hasOpenNomination(network, id))
    return refusalAnswer(why, turn.people, visible ? network : undefined)
  }

  async function again(inbound: Inbound & { kind: 'button-press' }, speaker: Person): Promise<Reply> {
    const message = await messageOf(db, Number(inbound.values.message))
    const network = message && (await networks.load(message.network))
    const allowed = network !== undefined && holds(network, speaker.id, 'public-entrepreneur')
    if (message === undefined || !allowed) return { kind: 'card', card: resendResultCard('not-there') }
    const queued = await requeue(db, message.id, clock.now())
    if (queued) wakeOutboxWorker()
    return { kind: 'card', card: resendResultCard(queued ? 'queued' : 'already') }
  }

  async function passTimeFor(id: NetworkId) {
    const now = clock.now()
    const before = await networks.load(id)
    const answers = await networks.answers(before)
    const { entries, network: after } = passTime(before, now, answers)
    const known = await peopleOf(db, [after])
    const messages = await messagesFor(before, after, entries, known, holidays, answers)
    return networks.save({ before, after, entries, messages, processed: [], answers, now })
  }

  async function timePassedOn(id: NetworkId): Promise<void> {
    await retryOnConflict(() => passTimeFor(id))
    wakeOutboxWorker()
  }

  return {
    async receive(inbound) {
      try {
        return await handle(inbound)
      } catch (error) {
        const id = randomUUID().slice(0, 8)
        const { kind, place } = inbound
        log.error(
          { id, inbound: inbound.id, kind, platform: place.platform, ...errorSummary(error) },
          'an inbound event failed',
        )
        return { kind: 'card', card: unexpectedErrorCard(id) }
      }
    },
    passTime: (id) => networks.serialized(id, () => timePassedOn(id)),
    sendDigest: digests.due,
    renderMessage: (message) =>
      message.network === noNetwork
        ? digests.compose(message)
        : renderMessage(db, networks, downloads.link, message),
    async notifyUnknownDelivery(message) {
      const network = await networks.load(message.network)
      const known = await peopleOf(db, [network])
      const messages = unknownDeliveryMessages(message, network, known, clock.now())
      await save(db, { processed: [], at: clock.now(), messages })
      if (messages.length > 0) wakeOutboxWorker()
    },
    handlePlatformEvent: changes.changed,
    notifyUndeliverable: changes.unreached,
    downloadPages: downloads.pages,
    clearCache: () => networks.clearCache(),
  }
}
