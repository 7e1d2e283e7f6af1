// One inbound event, from who speaks to the reply that this person reads.
import { randomUUID } from 'node:crypto'
import type { Reply } from '../../chat/adapter.ts'
import type { ButtonPress, Inbound } from '../../chat/inbound.ts'
import type { FoundInvitation, SendNotice } from '../../conversation/answers.ts'
import { resendResultCard } from '../../conversation/kit/failure-cards.ts'
import { answer, networkOf, wordsOfCommand } from '../../conversation/router.ts'
import type { NetworkAccess, Person, Turn } from '../../conversation/turn.ts'
import { withTypedWords } from '../../conversation/understanding/kept-words.ts'
import type { Instant, NetworkId, PersonId } from '../../domain/core/ids.ts'
import { openInvitation } from '../../domain/membership/invitations.ts'
import { holds, wasNominated } from '../../domain/membership/members.ts'
import { maySee } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { traceOf } from '../../outbox/message-trace.ts'
import { save } from '../../store/journal.ts'
import { messageOf, requeue } from '../../store/outbox.ts'
import { meetPerson, saveRegion } from '../../store/people.ts'
import { networkOfCode, publicNetworksIn } from '../../store/projections.ts'
import type { AppContext, Correlation } from '../app-context.ts'
import type { DigestService } from '../digest-service.ts'
import { linkAccounts } from '../linking/link-accounts.ts'
import { logQueued, requestedMessage } from '../messages.ts'
import type { PlatformEvents } from '../platform-events.ts'
import { searchLessons } from './lesson-search.ts'
import { formFromPost } from './pressed-posts.ts'
import { runCommand } from './run-command.ts'
import { turnOf } from './turn-context.ts'

export interface InboundContext extends AppContext {
  readonly digests: DigestService
  readonly platformEvents: PlatformEvents
}

/** Rejects when something breaks; nothing is half done then. */
export async function answerInbound(
  context: InboundContext,
  inbound: Inbound,
  correlation: Correlation,
): Promise<Reply> {
  const { db, digests } = context
  const speaker = await meetPerson(db, inbound.from, randomUUID())
  if (inbound.kind === 'button-press' && inbound.action === 'send-again')
    return sendAgain(context, { inbound, speaker, correlation })
  const turn = await turnOf(context, inbound, speaker)
  const access = await accessTo(context, networkOf(inbound), speaker.id)
  const wanted = await context.holidays.ask((holidaysOf) => answer({ ...turn, holidaysOf }, inbound, access))
  switch (wanted.kind) {
    case 'card':
    case 'form-errors':
      return wanted
    case 'form':
      return inbound.kind === 'button-press'
        ? { ...wanted, form: formFromPost(wanted.form, inbound) }
        : wanted
    case 'run-command':
      return runCommand(context, digests, { inbound, turn, wanted, correlation })
    case 'send':
      return sendRequested(context, { inbound, turn, wanted, correlation })
    case 'link':
      return linkAccounts(context, { turn, account: inbound.from, step: wanted.step, correlation })
    case 'find':
      return wanted.render(await publicNetworksNear(context, inbound.from))
    case 'look-up-invitation':
      return wanted.render(await invitationOf(context, wanted.codeHash, turn.now))
    case 'search-lessons':
      return keepingWords(await searchLessons(context, turn, wanted), inbound)
    case 'digest':
      return keepingWords(await digests.answer(turn, wanted), inbound)
    case 'set-holiday-region':
      await saveRegion(db, speaker.id, wanted.region)
      return { kind: 'card', card: wanted.reply }
  }
}

/** Repeats the words that were typed where the answer does not show them. */
function keepingWords(reply: Reply, inbound: Inbound): Reply {
  if (reply.kind !== 'card') return reply
  return { kind: 'card', card: withTypedWords(reply.card, wordsOfCommand(inbound)) }
}

/** The public networks of the speaker's own workspace. */
async function publicNetworksNear(
  { db, networks }: AppContext,
  { platform, workspace }: Inbound['from'],
): Promise<readonly Network[]> {
  const ids = await publicNetworksIn(db, platform, workspace)
  return Promise.all(ids.map((id) => networks.load(id)))
}

/** A closed network lets nobody in. */
async function invitationOf(
  { db, networks }: AppContext,
  codeHash: string,
  now: Instant,
): Promise<FoundInvitation | undefined> {
  const id = await networkOfCode(db, codeHash, now)
  if (id === undefined) return undefined
  const network = await networks.load(id)
  const invitation = openInvitation(network, codeHash, now)
  if (invitation === undefined || network.closing !== undefined) return undefined
  return { network, invitation }
}

async function accessTo(
  { networks }: AppContext,
  id: NetworkId | undefined,
  person: PersonId,
): Promise<NetworkAccess | undefined> {
  if (id === undefined) return undefined
  const network = await networks.load(id)
  if (maySee(network, person)) return { network, as: 'participant' }
  if (wasNominated(network, person)) return { network, as: 'nominee' }
  return undefined
}

interface SendRequest {
  readonly inbound: Inbound
  readonly turn: Turn
  readonly wanted: SendNotice
  readonly correlation: Correlation
}

/** Queues what was asked for. It is rendered, and its files are made, when it leaves. */
async function sendRequested(context: AppContext, request: SendRequest): Promise<Reply> {
  const { db, networks, log, wakeOutboxWorker } = context
  const { inbound, turn, wanted, correlation } = request
  const { now } = turn
  const { platform, workspace, user } = inbound.from
  const to = { kind: 'direct', platform, workspace, user } as const
  const network = await networks.load(wanted.network)
  const messages = [requestedMessage({ network, about: wanted.about, to, now, correlation })]
  const saved = await save(db, { processed: [inbound.id], at: now, messages })
  if (saved === 'duplicate') return { kind: 'none' }
  logQueued(log, messages)
  wakeOutboxWorker()
  return { kind: 'card', card: wanted.reply }
}

interface ResendRequest {
  readonly inbound: ButtonPress
  readonly speaker: Person
  readonly correlation: Correlation
}

/** Queues a message again of which nobody knows whether it arrived. Only an entrepreneur of its network may. */
async function sendAgain(context: AppContext, request: ResendRequest): Promise<Reply> {
  const { db, networks, clock, log, wakeOutboxWorker } = context
  const { inbound, speaker, correlation } = request
  const message = await messageOf(db, Number(inbound.values.message))
  const network = message && (await networks.load(message.network))
  const isAllowed = network !== undefined && holds(network, speaker.id, 'public-entrepreneur')
  if (message === undefined || !isAllowed) return { kind: 'card', card: resendResultCard('not-there') }
  const isQueued = await requeue(db, message.id, clock.now())
  if (!isQueued) return { kind: 'card', card: resendResultCard('already') }
  log.info({ ...traceOf(message), requestedBy: correlation }, 'A message was queued again.')
  wakeOutboxWorker()
  return { kind: 'card', card: resendResultCard('queued') }
}
