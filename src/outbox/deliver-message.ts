// Carries one claimed message to its adapter and writes down how it ended. Whatever breaks, it leaves at most once.
import type { ChatAdapter, Delivery, SendResult } from '../chat/adapter.ts'
import type { Clock } from '../scheduler/clock.ts'
import type { Db } from '../store/connection/open.ts'
import type { Message } from '../store/outbox.ts'
import { beginSend, type DeliveryOutcome, endSend } from '../store/outbox-delivery.ts'
import { findPost } from '../store/outbox-queries.ts'
import { errorSummary, type Log } from '../util/log.ts'
import type { MessageRenderer, RenderedMessage } from './message-renderer.ts'

export interface DeliverOptions {
  readonly db: Db
  readonly adapters: ReadonlyMap<string, ChatAdapter>
  readonly renderMessage: MessageRenderer
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

type Composing = Exclude<RenderedMessage, { kind: 'obsolete' }>

/** Never rejects: what it could not write down is found by its lease, which runs out. */
export async function deliverMessage(message: Message, options: DeliverOptions): Promise<void> {
  const about = { message: message.id, network: message.network }
  try {
    await attempt(message, options)
  } catch (error) {
    options.log.error(
      { ...about, ...errorSummary(error) },
      'A message was left where it was; its lease runs out.',
    )
  }
}

async function attempt(message: Message, options: DeliverOptions): Promise<void> {
  const adapter = options.adapters.get(message.to.platform)
  if (!adapter) return end(message, options, failed(`No adapter for ${message.to.platform} is running.`))
  const composed = await composeSafely(message, options)
  switch (composed.kind) {
    case 'obsolete':
      return end(message, options, composed)
    case 'broken':
      return end(message, options, reword(message, options.clock.now()))
    case 'delivery':
      return send(message, composed, adapter, options)
  }
}

function failed(why: string): DeliveryOutcome {
  return { kind: 'failed', why }
}

async function composeSafely(
  message: Message,
  { renderMessage, log }: DeliverOptions,
): Promise<RenderedMessage | { readonly kind: 'broken' }> {
  try {
    return await renderMessage(message)
  } catch (error) {
    log.error(
      { message: message.id, network: message.network, ...errorSummary(error) },
      'A message could not be worded.',
    )
    return { kind: 'broken' }
  }
}

function reword(message: Message, now: number): DeliveryOutcome {
  const why = 'It could not be put into words.'
  return now - message.due < rewordForMs ? { kind: 'later', at: now + rewordMs, why } : failed(why)
}

async function send(
  message: Message,
  composed: Composing,
  adapter: ChatAdapter,
  options: DeliverOptions,
): Promise<void> {
  const { db, clock, holder, leaseMs } = options
  const shown = await postOf(db, message, message.subject)
  const under = await postOf(db, message, composed.under)
  if (composed.updateOnly && !shown)
    return end(message, options, { kind: 'obsolete', why: 'there is no post to change' })
  const begun = clock.now()
  if (!(await beginSend(db, { id: message.id, holder, now: begun }, leaseMs))) return
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
): Promise<SendResult> {
  try {
    return await adapter.send(delivery)
  } catch (error) {
    log.error({ message: message.id, network: message.network, ...errorSummary(error) }, 'An adapter broke.')
    return { kind: 'unknown', why: 'The adapter broke while sending it.' }
  }
}

function outcomeOf(sent: SendResult, version: number, now: number): DeliveryOutcome {
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

async function end(message: Message, options: DeliverOptions, outcome: DeliveryOutcome): Promise<void> {
  const { db, clock, holder, log } = options
  const about = { message: message.id, network: message.network, outcome: outcome.kind }
  if (!(await endSend(db, { id: message.id, holder, now: clock.now() }, outcome))) {
    log.warn(about, 'A message ended after it was no longer ours.')
    return
  }
  if (outcome.kind === 'sent') log.info(about, 'A message was sent.')
  else if (outcome.kind === 'obsolete') log.info(about, 'A message was no longer wanted.')
  else log.warn(about, 'A message was not sent.')
  if (outcome.kind === 'unknown') await reportUnknown(options, message)
}

/** Never rejects. */
export function reportUnknown(
  { onUnknown, log }: Pick<DeliverOptions, 'onUnknown' | 'log'>,
  message: Message,
): Promise<void> {
  return toldSafely(log, message, () => onUnknown(message))
}

async function toldSafely(log: Log, message: Message, tell: () => Promise<void>): Promise<void> {
  try {
    await tell()
  } catch (error) {
    log.error(
      { message: message.id, network: message.network, ...errorSummary(error) },
      'Nobody could be told of a message that may not have arrived.',
    )
  }
}
