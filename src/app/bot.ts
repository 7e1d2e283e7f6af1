// The shell: inbound → load → decide → save (entries and messages, one transaction) → reply.
import { randomUUID } from 'node:crypto'
import type { Reply } from '../chat/adapter.ts'
import type { Inbound } from '../chat/inbound.ts'
import type { Change } from '../chat/platform-event.ts'
import { brokenCard, sentAgainCard } from '../conversation/kit/failure-cards.ts'
import { refusal, sentence } from '../conversation/kit/refusal-messages.ts'
import { answer, networkOf } from '../conversation/router.ts'
import type { Do, Person, Seen, Send, Turn } from '../conversation/turn.ts'
import type { NetworkId } from '../domain/core/journal-entry.ts'
import type { Refusal } from '../domain/decision.ts'
import { holds, wasAsked } from '../domain/membership/members.ts'
import { decide, passTime } from '../domain/network.ts'
import { maySee } from '../domain/permissions.ts'
import type { Network } from '../domain/state.ts'
import { type Holidays, noHolidays } from '../holidays/public-holidays.ts'
import type { Composed } from '../outbox/message-renderer.ts'
import type { Db } from '../store/connection/database.ts'
import { save } from '../store/journal.ts'
import { type Message, messageOf, sendAgain } from '../store/outbox.ts'
import { meetPerson, saveRegion } from '../store/people.ts'
import { networkOfCode, publicNetworksIn } from '../store/projections.ts'
import { traceOf } from '../util/log.ts'
import { createLinking } from './account-linking.ts'
import { createDigests } from './digest-service.ts'
import { createDownloads, type Downloads } from './download-links.ts'
import { createSeeking } from './lesson-search.ts'
import { askedMessage, composeMessage, messagesOf, noNetwork, peopleOf, unsureMessages } from './messages.ts'
import { createNetworks, untilSaved } from './network-repository.ts'
import { createChanges } from './platform-events.ts'
import { createTurns } from './turn-context.ts'

export interface Bot {
  /** Answers every inbound; never rejects. */
  receive(inbound: Inbound): Promise<Reply>
  /** Does once whatever fell due for the network by now. */
  timePassed(network: NetworkId): Promise<void>
  /** Sends the digest of that person where its hour has come. */
  digestDue(person: string): Promise<void>
  compose(message: Message): Promise<Composed>
  /** Tells the network's entrepreneurs that nobody knows whether this message arrived. */
  tellUnsure(message: Message): Promise<void>
  /** Follows what a platform tells of channels, accounts and workspaces. */
  changed(change: Change): Promise<void>
  /** Tells the network's entrepreneurs that a message cannot be delivered, and marks the person. */
  unreached(message: Message, why: string): Promise<void>
  /** Where files are fetched that a chat could not take. */
  readonly pages: Downloads['pages']
  /** Forgets what it keeps in memory, after the store was changed beside it. */
  forgetAll(): void
}

export interface BotOptions {
  readonly db: Db
  readonly clock: { now(): number }
  /** None are kept where it is absent. */
  readonly holidays?: Holidays
  /** Called when messages wait to be sent. */
  readonly wakeCourier: () => void
  readonly log: { error(context: object, message: string): void }
  /** Where people reach this process, for links to files. */
  readonly publicUrl?: string | undefined
}

export function createBot(options: BotOptions): Bot {
  const { db, clock, wakeCourier, log, publicUrl, holidays = noHolidays } = options
  const networks = createNetworks(db)
  const changes = createChanges({ db, networks, clock, wakeCourier, holidays })
  const link = createLinking({ db, inNetworks: changes.link })
  const digests = createDigests({ db, networks, clock, wakeCourier, holidays })
  const downloads = createDownloads({ db, networks, clock, publicUrl })
  const seek = createSeeking({ db, networks })
  const turnOf = createTurns({ db, networks, clock })

  async function handle(inbound: Inbound): Promise<Reply> {
    const speaker = await meetPerson(db, inbound.from, randomUUID())
    if (inbound.kind === 'pressed' && inbound.action === 'send-again') return again(inbound, speaker)
    const turn = await turnOf(inbound, speaker)
    const said = answer(turn, inbound, await seen(networkOf(inbound), speaker.id))
    switch (said.kind) {
      case 'card':
      case 'form':
      case 'mend':
        return said
      case 'do':
        return perform(inbound, turn, said)
      case 'send':
        return sendAsked(inbound, turn, said)
      case 'link':
        return link(turn, said)
      case 'find':
        return said.shown(await findable(inbound.from))
      case 'seek':
        return seek(turn, said)
      case 'digest':
        return digests.answer(turn, said)
      case 'keep-holidays':
        await saveRegion(db, speaker.id, said.region)
        return { kind: 'card', card: said.said }
    }
  }

  /** Only of the workspace of whoever asks, whoever that is. */
  async function findable({ platform, workspace }: Inbound['from']): Promise<readonly Network[]> {
    const ids = await publicNetworksIn(db, platform, workspace)
    return Promise.all(ids.map((id) => networks.load(id)))
  }

  async function seen(id: NetworkId | undefined, person: string): Promise<Seen | undefined> {
    if (id === undefined) return undefined
    const network = await networks.load(id)
    if (maySee(network, person)) return { network, as: 'participant' }
    return wasAsked(network, person) ? { network, as: 'nominee' } : undefined
  }

  /** It is worded, and its files are made, when it leaves. */
  async function sendAsked(
    { id, from }: Inbound,
    { now }: Turn,
    { network, about, said }: Send,
  ): Promise<Reply> {
    const { platform, workspace, user } = from
    const to = { kind: 'direct', platform, workspace, user } as const
    const messages = [askedMessage(await networks.load(network), about, to, now)]
    const saved = await save(db, { processed: [id], at: now, messages })
    if (saved === 'duplicate') return { kind: 'silence' }
    wakeCourier()
    return { kind: 'card', card: said }
  }

  async function perform(inbound: Inbound, turn: Turn, todo: Do): Promise<Reply> {
    const id = await idOf(todo.network, turn.now)
    if (id === undefined) return refuse(inbound, turn, todo, { kind: 'code-spent' })
    const wasRead = id === todo.network
    return networks.inTurn(id, () => performOn(id, wasRead, inbound, turn, todo))
  }

  async function performOn(
    id: NetworkId,
    wasRead: boolean,
    inbound: Inbound,
    turn: Turn,
    todo: Do,
  ): Promise<Reply> {
    return untilSaved(async (tries) => {
      // What was read for the turn will mostly do: if it is out of date by now, the save says so.
      const before = (tries === 0 && wasRead && networks.kept(id)) || (await networks.load(id))
      const answers = await networks.answers(before)
      const outcome = decide(before, todo.command, { now: turn.now, by: turn.speaker.id, answers })
      if (outcome.kind === 'refused') return refuse(inbound, turn, todo, outcome.why, before)
      const { entries, network: after, given } = outcome
      const known = await peopleOf(db, [after], turn.people)
      if (entries.length === 0 && given.length === 0) return { kind: 'card', card: todo.done(after, known) }
      const messages = await messagesOf(before, after, entries, known, holidays, answers)
      const processed = [inbound.id]
      const now = turn.now
      const saved = await networks.save({ before, after, entries, messages, processed, given, answers, now })
      if (saved === 'duplicate') return { kind: 'silence' }
      if (saved === 'conflict') return saved
      if (messages.length > 0) wakeCourier()
      if (holds(after, turn.speaker.id, 'guardian-angel')) await digests.refresh(turn.speaker)
      return { kind: 'card', card: todo.done(after, known) }
    })
  }

  async function idOf(target: Do['network'], now: number): Promise<NetworkId | undefined> {
    return typeof target === 'string' ? target : networkOfCode(db, target.codeHash, now)
  }

  function refuse(inbound: Inbound, turn: Turn, todo: Do, why: Refusal, network?: Network): Reply {
    const field = inbound.kind === 'submitted' ? todo.field?.(why) : undefined
    if (field !== undefined && why.kind !== 'not-yours' && why.kind !== 'stalled')
      return { kind: 'mend', errors: { [field]: sentence(why, turn.people) } }
    const { id } = turn.speaker
    const visible = network !== undefined && (maySee(network, id) || wasAsked(network, id))
    return refusal(why, turn.people, visible ? network : undefined)
  }

  async function again(inbound: Inbound & { kind: 'pressed' }, speaker: Person): Promise<Reply> {
    const message = await messageOf(db, Number(inbound.values.message))
    const network = message && (await networks.load(message.network))
    const allowed = network !== undefined && holds(network, speaker.id, 'public-entrepreneur')
    if (message === undefined || !allowed) return { kind: 'card', card: sentAgainCard('not-there') }
    const queued = await sendAgain(db, message.id, clock.now())
    if (queued) wakeCourier()
    return { kind: 'card', card: sentAgainCard(queued ? 'queued' : 'already') }
  }

  async function passTimeFor(id: NetworkId) {
    const now = clock.now()
    const before = await networks.load(id)
    const answers = await networks.answers(before)
    const { entries, network: after } = passTime(before, now, answers)
    const known = await peopleOf(db, [after])
    const messages = await messagesOf(before, after, entries, known, holidays, answers)
    return networks.save({ before, after, entries, messages, processed: [], answers, now })
  }

  async function timePassedOn(id: NetworkId): Promise<void> {
    await untilSaved(() => passTimeFor(id))
    wakeCourier()
  }

  return {
    async receive(inbound) {
      try {
        return await handle(inbound)
      } catch (error) {
        const id = randomUUID().slice(0, 8)
        const { kind, place } = inbound
        log.error(
          { id, inbound: inbound.id, kind, platform: place.platform, ...traceOf(error) },
          'an inbound event failed',
        )
        return { kind: 'card', card: brokenCard(id) }
      }
    },
    timePassed: (id) => networks.inTurn(id, () => timePassedOn(id)),
    digestDue: digests.due,
    compose: (message) =>
      message.network === noNetwork
        ? digests.compose(message)
        : composeMessage(db, networks, downloads.link, message),
    async tellUnsure(message) {
      const network = await networks.load(message.network)
      const known = await peopleOf(db, [network])
      const messages = unsureMessages(message, network, known, clock.now())
      await save(db, { processed: [], at: clock.now(), messages })
      if (messages.length > 0) wakeCourier()
    },
    changed: changes.changed,
    unreached: changes.unreached,
    pages: downloads.pages,
    forgetAll: () => networks.forgetAll(),
  }
}
