// The shell: inbound → load → decide → save (entries and messages, one transaction) → reply.
import { createHash, randomUUID } from 'node:crypto'
import { createChanges } from './changes.ts'
import type { Reply } from './chat/adapter.ts'
import type { Change } from './chat/change.ts'
import type { Inbound } from './chat/inbound.ts'
import type { Profile } from './chat/place.ts'
import type { Composed } from './clockwork/compose.ts'
import { traceOf } from './clockwork/log.ts'
import { answer, asksForAll, networkOf } from './conversation/conversation.ts'
import { refusal, sentence } from './conversation/refusals.ts'
import { brokenCard, sentAgainCard } from './conversation/sending.ts'
import type { Do, Person, Seen, Send, Turn } from './conversation/turn.ts'
import { createDigests, noNetwork } from './digests.ts'
import { createDownloads, type Downloads } from './downloads.ts'
import { type Holidays, noHolidays } from './holidays.ts'
import { createLinking } from './linking.ts'
import type { Refusal } from './network/decision.ts'
import type { NetworkId } from './network/entry.ts'
import { decide, passTime } from './network/network.ts'
import { holds } from './network/people.ts'
import { maySee } from './network/permissions.ts'
import { openRound } from './network/reflection.ts'
import type { Network } from './network/state.ts'
import { createNetworks } from './networks.ts'
import { askedMessage, composeMessage, messagesOf, peopleOf, unsureMessages } from './outgoing.ts'
import { createSeeking } from './seeking.ts'
import { answersOf } from './store/answers.ts'
import type { Db } from './store/db.ts'
import { save } from './store/journal.ts'
import { type Message, messageOf, sendAgain } from './store/outbox.ts'
import { meetPerson, saveRegion } from './store/people.ts'
import {
  agencyOf,
  networkOfCode,
  networksAsking,
  networksIn,
  networksOf,
  publicNetworksIn,
} from './store/projections.ts'

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

/** How often a decision is made anew when another process was faster. */
const mostTries = 20

export function createBot(options: BotOptions): Bot {
  const { db, clock, wakeCourier, log, publicUrl, holidays = noHolidays } = options
  const networks = createNetworks(db)
  const changes = createChanges({ db, networks, clock, wakeCourier, holidays })
  const link = createLinking({ db, inNetworks: changes.link })
  const digests = createDigests({ db, networks, clock, wakeCourier, holidays })
  const downloads = createDownloads({ db, networks, clock, publicUrl })
  const seek = createSeeking({ db, networks })

  async function handle(inbound: Inbound): Promise<Reply> {
    const speaker = await meetPerson(db, inbound.from, randomUUID())
    if (inbound.kind === 'pressed' && inbound.action === 'send-again') return again(inbound, speaker)
    const turn = await turnOf(inbound, speaker)
    const said = answer(turn, inbound, await seen(networkOf(inbound), speaker.id))
    if (said.kind === 'link') return link(turn, said)
    if (said.kind === 'find') return said.shown(await findable(inbound.from))
    if (said.kind === 'digest') return digests.answer(turn, said)
    if (said.kind === 'keep-holidays') {
      await saveRegion(db, speaker.id, said.region)
      return { kind: 'card', card: said.said }
    }
    if (said.kind === 'seek') return seek(turn, said)
    if (said.kind === 'send') return sendAsked(inbound, turn, said)
    return said.kind === 'do' ? await perform(inbound, turn, said) : said
  }

  /** Only of the workspace of whoever asks, whoever that is. */
  async function findable({ platform, workspace }: Inbound['from']): Promise<readonly Network[]> {
    const ids = await publicNetworksIn(db, platform, workspace)
    return Promise.all(ids.map((id) => networks.load(id)))
  }

  async function turnOf(inbound: Inbound, speaker: Person): Promise<Turn> {
    const { place, from } = inbound
    const ids = await meantBy(inbound, speaker)
    const known = await Promise.all(ids.map((id) => networks.load(id)))
    const asking = await askingOf(inbound, speaker)
    const named = networkOf(inbound)
    const spokenOf = [...known, ...asking, ...(named === undefined ? [] : [await networks.load(named)])]
    const meant = await meantIn(inbound)
    const agency = known[0]?.people.get(speaker.id)?.agency
    const guess = agency ?? (await agencyOf(db, speaker.id)) ?? from.organisation
    return {
      now: clock.now(),
      speaker,
      zone: speaker.zone ?? 'UTC',
      place,
      ...(guess !== undefined && { agencyGuess: guess }),
      ...(inbound.kind === 'said' && inbound.formFirst && { formFirst: true }),
      people: await peopleOf(db, spokenOf, [speaker, ...meant.values()]),
      meant,
      absent: absentIn(inbound),
      asking,
      reflected: await reflected(spokenOf, speaker.id),
      networks: known.filter((network) => maySee(network, speaker.id)),
      newId: randomUUID,
      codeFrom,
      hashCode,
    }
  }

  async function askingOf(inbound: Inbound, { id }: Person): Promise<readonly Network[]> {
    if (!asksForAll(inbound)) return []
    const asking = await Promise.all((await networksAsking(db, id)).map((one) => networks.load(one)))
    return asking.filter((network) => !maySee(network, id) && wasAsked(network, id))
  }

  /** By round, what the speaker has answered so far to those that are open in these networks. */
  async function reflected(some: readonly Network[], person: string): Promise<Turn['reflected']> {
    const open = some.filter((network) => openRound(network) !== undefined).map(({ id }) => id)
    const answers = open.length === 0 ? [] : await answersOf(db, person, open)
    return new Map(
      answers.flatMap(({ round, answer }) => (typeof answer === 'string' ? [] : [[round, answer] as const])),
    )
  }

  /** The networks of this place that the speaker is in, or all of theirs. */
  async function meantBy(inbound: Inbound, speaker: Person): Promise<readonly NetworkId[]> {
    const { place } = inbound
    if (place.kind === 'direct' || asksForAll(inbound)) return networksOf(db, speaker.id)
    const here = await networksIn(db, place, speaker.id)
    // A message can be handed in anywhere; what comes of it is for the network of who does it.
    const isHandedIn = inbound.kind === 'said' && inbound.formFirst
    return isHandedIn && here.length === 0 ? networksOf(db, speaker.id) : here
  }

  async function meantIn(inbound: Inbound): Promise<ReadonlyMap<string, Person>> {
    const present = profilesIn(inbound).filter(([, { absent }]) => absent === undefined)
    return new Map(
      await Promise.all(
        present.map(async ([key, profile]) => [key, await meetPerson(db, profile, randomUUID())] as const),
      ),
    )
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
    for (let tries = 0; tries < mostTries; tries += 1) {
      // What was read for the turn will mostly do: if it is out of date by now, the save says so.
      const before = (tries === 0 && wasRead && networks.kept(id)) || (await networks.load(id))
      const answers = await networks.answers(before)
      const outcome = decide(before, todo.command, { now: turn.now, by: turn.speaker.id, answers })
      if (outcome.kind === 'refused') return refuse(inbound, turn, todo, outcome.why, before)
      const { entries, network: after, given } = outcome
      const known = await peopleOf(db, [after], [...turn.people.values()])
      if (entries.length === 0 && given.length === 0) return { kind: 'card', card: todo.done(after, known) }
      const messages = await messagesOf(before, after, entries, known, holidays, answers)
      const processed = [inbound.id]
      const now = turn.now
      const saved = await networks.save({ before, after, entries, messages, processed, given, answers, now })
      if (saved === 'duplicate') return { kind: 'silence' }
      if (saved === 'conflict') continue
      if (messages.length > 0) wakeCourier()
      if (holds(after, turn.speaker.id, 'guardian-angel')) await digests.refresh(turn.speaker)
      return { kind: 'card', card: todo.done(after, known) }
    }
    throw new Error(`Another process was faster ${mostTries} times in a row.`)
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
    for (let tries = 0; tries < mostTries; tries += 1) {
      if ((await passTimeFor(id)) === 'conflict') continue
      wakeCourier()
      return
    }
    throw new Error(`Another process was faster ${mostTries} times in a row.`)
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

/** The accounts that were mentioned, by the mention; those that were picked in a form, by the field. */
function profilesIn(inbound: Inbound): readonly (readonly [string, Profile])[] {
  if (inbound.kind === 'said')
    return inbound.mentions.slice(0, 10).map(({ text, user }) => [text, user] as const)
  return inbound.kind === 'submitted' ? Object.entries(inbound.people) : []
}

function absentIn(inbound: Inbound): Turn['absent'] {
  return new Map(
    profilesIn(inbound).flatMap(([key, { absent }]) =>
      absent === undefined ? [] : [[key, absent] as const],
    ),
  )
}

function wasAsked(network: Network, person: string): boolean {
  return [...network.nominations.values()].some((one) => one.person === person)
}

/** 80 bits in letters and digits that are not mistaken for each other, in four groups. */
function codeFrom(seed: string): { code: string; codeHash: string } {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const bytes = createHash('sha256').update(`code ${seed}`).digest().subarray(0, 16)
  const letters = [...bytes].map((byte) => alphabet[byte % 32]).join('')
  const code = letters.replace(/(.{4})(?=.)/g, '$1-')
  return { code, codeHash: hashCode(code) }
}

/** Codes are compared without their dashes and spaces, in capitals. */
function hashCode(code: string): string {
  return createHash('sha256').update(code.replace(/[\s-]/g, '').toUpperCase()).digest('hex')
}
