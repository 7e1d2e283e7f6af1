// A command that changes a network: decided, saved with everything that follows from it, and answered.

import type { Reply } from '../../chat/adapter.ts'
import { addressKey } from '../../chat/address.ts'
import type { Inbound } from '../../chat/inbound.ts'
import type { RunCommand } from '../../conversation/answers.ts'
import { refusalAnswer } from '../../conversation/kit/refusal-messages.ts'
import { refusalSentence } from '../../conversation/kit/refusal-sentences.ts'
import { wordsOfCommand } from '../../conversation/router.ts'
import type { Turn } from '../../conversation/turn.ts'
import { withTypedWords } from '../../conversation/understanding/kept-words.ts'
import type { NetworkId } from '../../domain/core/ids.ts'
import type { Refusal } from '../../domain/decision.ts'
import { holds, wasNominated } from '../../domain/membership/members.ts'
import { decide } from '../../domain/network.ts'
import { maySee } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import type { Saved } from '../../store/journal.ts'
import type { NewMessage } from '../../store/outbox.ts'
import { networkOfCode } from '../../store/projections.ts'
import type { AppContext, Correlation } from '../app-context.ts'
import type { DigestService } from '../digest-service.ts'
import { logQueued, messagesFor } from '../messages.ts'
import { retryOnConflict } from '../network-repository.ts'
import { peopleOf } from '../people-directory.ts'
import { postValue } from './pressed-posts.ts'

export interface CommandRequest {
  readonly inbound: Inbound
  readonly turn: Turn
  readonly wanted: RunCommand
  readonly correlation: Correlation
}

/** Decides and saves; resolves once everything is durable. */
export async function runCommand(
  context: AppContext,
  digests: DigestService,
  request: CommandRequest,
): Promise<Reply> {
  const { turn, wanted } = request
  const id = await networkIdOf(context, wanted.network, turn.now)
  if (id === undefined) return refuse(context, request, { kind: 'code-spent' })
  return context.networks.serialized(id, () =>
    retryOnConflict((tries) => attempt({ context, digests, request, id, tries })),
  )
}

async function networkIdOf(
  { db }: AppContext,
  target: RunCommand['network'],
  now: number,
): Promise<NetworkId | undefined> {
  if (typeof target === 'string') return target
  return networkOfCode(db, target.codeHash, now)
}

interface Attempt {
  readonly context: AppContext
  readonly digests: DigestService
  readonly request: CommandRequest
  readonly id: NetworkId
  /** How often another writer was faster. */
  readonly tries: number
}

async function attempt({ context, digests, request, id, tries }: Attempt): Promise<Reply | 'conflict'> {
  const { db, networks, log, wakeOutboxWorker } = context
  const { turn, wanted, correlation } = request
  const before = await networkBefore(context, request, { id, tries })
  const answers = await networks.answers(before)
  const outcome = decide(before, wanted.command, { now: turn.now, by: turn.speaker.id, answers })
  if (outcome.kind === 'refused') return refuse(context, request, outcome.why, before)
  const { entries, network: after, given } = outcome
  const known = await peopleOf(db, [after], turn.people)
  if (entries.length === 0 && given.length === 0) return { kind: 'card', card: wanted.done(after, known) }
  const decided = { before, after, entries, answers }
  const messages = await messagesFor({ ...decided, known, holidays: context.holidays, correlation })
  const processed = [request.inbound.id]
  const saved = await networks.save({ ...decided, messages, processed, given, now: turn.now })
  logSaved(context, request, { after, events: entries.map(({ kind }) => kind), saved })
  if (saved === 'duplicate') return { kind: 'none' }
  if (saved === 'conflict') return saved
  logQueued(log, messages)
  if (messages.length > 0) wakeOutboxWorker()
  const isAngel = holds(after, turn.speaker.id, 'guardian-angel')
  const refreshed = isAngel ? await digests.refresh(turn.speaker, correlation) : []
  if (wanted.showsOnCard && changesPressedPost(request.inbound, [...messages, ...refreshed]))
    return { kind: 'none' }
  return { kind: 'card', card: wanted.done(after, known) }
}

/** Whether one of the messages changes the very post on which the button stands that was pressed. */
function changesPressedPost(inbound: Inbound, messages: readonly NewMessage[]): boolean {
  if (inbound.kind === 'message') return false
  const post = inbound.values[postValue]
  if (post === undefined) return false
  const place = addressKey(inbound.place)
  return messages.some(({ subject, to }) => subject === post && addressKey(to) === place)
}

/** What was read for the turn will mostly do: if it is out of date by now, the save finds out. */
async function networkBefore(
  { networks }: AppContext,
  { wanted }: CommandRequest,
  { id, tries }: Pick<Attempt, 'id' | 'tries'>,
): Promise<Network> {
  const wasRead = id === wanted.network
  const cached = tries === 0 && wasRead ? networks.cached(id) : undefined
  return cached ?? networks.load(id)
}

/** A refusal that belongs to a field of the open form is shown there. Only a network that the speaker may see is named. */
function refuse(context: AppContext, request: CommandRequest, why: Refusal, network?: Network): Reply {
  const { inbound, turn, wanted, correlation } = request
  const command = wanted.command.kind
  context.log.debug(
    { correlation, network: network?.id, command, outcome: 'refused', refusal: why.kind },
    'A command was refused.',
  )
  const field = why.kind === 'not-yours' || why.kind === 'stalled' ? undefined : wanted.field?.(why)
  if (field !== undefined && inbound.kind === 'form-submission')
    return { kind: 'form-errors', errors: { [field]: refusalSentence(why, turn.people) } }
  const form = inbound.kind === 'message' ? wanted.retry?.(why, refusalSentence(why, turn.people)) : undefined
  if (form !== undefined) return { kind: 'form', form }
  const { id } = turn.speaker
  const isVisible = network !== undefined && (maySee(network, id) || wasNominated(network, id))
  const refused = refusalAnswer(why, turn.people, isVisible ? network : undefined)
  if (refused.kind !== 'card') return refused
  return { kind: 'card', card: withTypedWords(refused.card, wordsOfCommand(inbound)) }
}

interface SavedDecision {
  readonly after: Network
  readonly events: readonly string[]
  readonly saved: Saved
}

function logSaved(
  { log }: AppContext,
  { wanted, correlation }: CommandRequest,
  { after, events, saved }: SavedDecision,
): void {
  const { id: network, version } = after
  const command = wanted.command.kind
  log.debug({ correlation, network, command, outcome: saved, events, version }, 'A command was decided.')
}
