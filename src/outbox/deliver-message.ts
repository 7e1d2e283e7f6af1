// Carries one claimed message to its adapter and writes down how it ended. Whatever breaks, it leaves at most once.
import type { ChatAdapter, Delivery, Sent } from '../chat/adapter.ts'
import type { Clock } from '../scheduler/clock.ts'
import type { Db } from '../store/connection/open.ts'
import { beginSend, endSend, type Message, type Outcome } from '../store/outbox.ts'
import { findPost } from '../store/outbox-queries.ts'
import { type Log, traceOf } from '../util/log.ts'
import type { Compose, Composed } from './message-renderer.ts'

export interface CarryOptions {
  readonly db: Db
  readonly adapters: ReadonlyMap<string, ChatAdapter>
  readonly compose: Compose
  readonly clock: Clock
  readonly holder: string
  readonly log: Log
  readonly leaseMs: number
  onUnknown(message: Message): Promise<void>
  onFailed(message: Message, why: string): Promise<void>
}

/** A message that cannot be worded is tried again after this time, so that a repaired bot still sends it … */
const rewordMs = 60_000
/** … until it has been due for this long; then it fails, so that it does not hold up its destination for ever. */
const rewordForMs = 3_600_000

type Composing = Exclude<Composed, { kind: 'unwanted' }>

/** Never rejects: what it could not write down is found by its lease, which runs out. */
export async function carry(message: Message, options: CarryOptions): Promise<void> {
  const about = { message: message.id, network: message.network }
  try {
    await attempt(message, options)
  } catch (error) {
    options.log.error({ ...about, ...traceOf(error) }, 'A message was left where it was; its lease runs out.')
  }
}

async function attempt(message: Message, options: CarryOptions): Promise<void> {
  const adapter = options.adapters.get(message.to.platform)
  if (!adapter) return end(message, options, failed(`No adapter for ${message.to.platform} is running.`))
  const composed = await composeSafely(message, options)
  switch (composed.kind) {
    case 'unwanted':
      return end(message, options, composed)
    case 'broken':
      return end(message, options, reword(message, options.clock.now()))
    case 'delivery':
      return send(message, composed, adapter, options)
  }
}

function failed(why: string): Outcome {
  return { kind: 'failed', why }
}

async function composeSafely(
  message: Message,
  { compose, log }: CarryOptions,
): Promise<Composed | { readonly kind: 'broken' }> {
  try {
    return await compose(message)
  } catch (error) {
    log.error(
      { message: message.id, network: message.network, ...traceOf(error) },
      'A message could not be worded.',
    )
    return { kind: 'broken' }
  }
}

function reword(message: Message, now: number): Outcome {
  const why = 'It could not be put into words.'
  return now - message.due < rewordForMs ? { kind: 'later', at: now + rewordMs, why } : failed(why)
}

async function send(
  message: Message,
  composed: Composing,
  adapter: ChatAdapter,
  options: CarryOptions,
): Promise<void> {
  const { db, clock, holder, leaseMs } = options
  const shown = await postOf(db, message, message.subject)
  const under = await postOf(db, message, composed.under)
  if (composed.updateOnly && !shown)
    return end(message, options, { kind: 'unwanted', why: 'there is no post to change' })
  const begun = clock.now()
  if (!(await beginSend(db, message.id, holder, begun, leaseMs))) return
  if (shown && shown.version >= (composed.needs ?? composed.version))
    return end(message, options, { kind: 'sent', ...shown })
  // A process that stood still right here must not send what others have given up on in the meantime.
  if (clock.now() >= begun + leaseMs) {
    const why = 'The process stood still before it could be sent.'
    return end(message, options, { kind: 'later', at: clock.now(), why })
  }
  const sent = await sendSafely(adapter, options.log, message, {
    ...composed.delivery,
    to: message.to,
    ...(shown && { replaces: shown.post }),
    ...(under && { under: under.post }),
  })
  await end(message, options, outcomeOf(sent, composed.version, clock.now()))
  // What an adapter gives up on, people should know of; what is no longer wanted, nobody misses.
  if (sent.kind === 'failed' && !composed.updateOnly)
    await toldSafely(options.log, message, () => options.onFailed(message, sent.why))
}

async function postOf(db: Db, { network, to }: Message, subject: string | undefined) {
  return subject === undefined ? undefined : findPost(db, { network, to, subject })
}

/** An adapter that throws, though it must not, may have sent before it broke. */
async function sendSafely(
  adapter: ChatAdapter,
  log: Log,
  message: Message,
  delivery: Delivery,
): Promise<Sent> {
  try {
    return await adapter.send(delivery)
  } catch (error) {
    log.error({ message: message.id, network: message.network, ...traceOf(error) }, 'An adapter broke.')
    return { kind: 'unknown', why: 'The adapter broke while sending it.' }
  }
}

function outcomeOf(sent: Sent, version: number, now: number): Outcome {
  switch (sent.kind) {
    case 'sent':
      return { kind: 'sent', post: sent.post, version }
    case 'later':
      return { kind: 'later', at: now + sent.wait, why: sent.why }
    case 'unknown':
    case 'failed':
      return sent
  }
}

async function end(message: Message, options: CarryOptions, outcome: Outcome): Promise<void> {
  const { db, clock, holder, log } = options
  const about = { message: message.id, network: message.network, outcome: outcome.kind }
  if (!(await endSend(db, message.id, holder, clock.now(), outcome))) {
    log.warn(about, 'A message ended after it was no longer ours.')
    return
  }
  if (outcome.kind === 'sent') log.info(about, 'A message was sent.')
  else if (outcome.kind === 'unwanted') log.info(about, 'A message was no longer wanted.')
  else log.warn(about, 'A message was not sent.')
  if (outcome.kind === 'unknown') await tellUnknown(options, message)
}

/** Never rejects. */
export function tellUnknown(
  { onUnknown, log }: Pick<CarryOptions, 'onUnknown' | 'log'>,
  message: Message,
): Promise<void> {
  return toldSafely(log, message, () => onUnknown(message))
}

async function toldSafely(log: Log, message: Message, tell: () => Promise<void>): Promise<void> {
  try {
    await tell()
  } catch (error) {
    log.error(
      { message: message.id, network: message.network, ...traceOf(error) },
      'Nobody could be told of a message that may not have arrived.',
    )
  }
}
