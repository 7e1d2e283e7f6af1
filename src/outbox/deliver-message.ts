// Brings one claimed message to its adapter and writes down how it ended. Whatever breaks, it leaves at most once.
import type { ChatAdapter, Delivery, SendResult } from '../chat/adapter.ts'
import type { Clock } from '../scheduler/clock.ts'
import type { Db } from '../store/connection/open.ts'
import type { Message } from '../store/outbox.ts'
import { beginSend, type DeliveryOutcome, endSend } from '../store/outbox-delivery.ts'
import { findPost, type ShownPost } from '../store/outbox-queries.ts'
import { errorSummary, type Log } from '../util/log.ts'
import type { MessageRenderer, RenderedMessage } from './message-renderer.ts'
import { type MessageTrace, traceOf } from './message-trace.ts'

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

/** One message in the hands of this process. */
interface DeliveryContext extends DeliverOptions {
  readonly message: Message
  /** Stands in every log line about the message. */
  readonly trace: MessageTrace
}

/** A message that cannot be rendered is tried again after this time, so that a repaired bot still sends it … */
const renderAgainMs = 60_000
/** … until it has been due for this long; then it fails, so that it does not hold up its destination for ever. */
const renderForMs = 3_600_000

type RenderedDelivery = Exclude<RenderedMessage, { kind: 'obsolete' }>

/** Never rejects: what it could not write down is found by its lease, which runs out. */
export async function deliverMessage(message: Message, options: DeliverOptions): Promise<void> {
  const context = { ...options, message, trace: traceOf(message) }
  const { log, trace } = context
  log.debug(trace, 'A message was claimed.')
  try {
    await attempt(context)
  } catch (error) {
    log.error({ ...trace, ...errorSummary(error) }, 'A message was left where it was; its lease runs out.')
  }
}

async function attempt(context: DeliveryContext): Promise<void> {
  const { message, adapters, clock } = context
  const adapter = adapters.get(message.to.platform)
  if (!adapter) return end(context, failed(`No adapter for ${message.to.platform} is running.`))
  const rendered = await renderSafely(context)
  switch (rendered.kind) {
    case 'obsolete':
      return end(context, rendered)
    case 'broken':
      return end(context, renderAgain(message, clock.now()))
    case 'delivery':
      return send(context, rendered, adapter)
  }
}

function failed(why: string): DeliveryOutcome {
  return { kind: 'failed', why }
}

async function renderSafely(
  context: DeliveryContext,
): Promise<RenderedMessage | { readonly kind: 'broken' }> {
  const { message, renderMessage, log, trace } = context
  try {
    const rendered = await renderMessage(message)
    if (rendered.kind === 'delivery')
      log.debug({ ...trace, version: rendered.version }, 'A message was rendered.')
    return rendered
  } catch (error) {
    log.error({ ...trace, ...errorSummary(error) }, 'A message could not be worded.')
    return { kind: 'broken' }
  }
}

function renderAgain(message: Message, now: number): DeliveryOutcome {
  const why = 'It could not be put into words.'
  if (now - message.due >= renderForMs) return failed(why)
  return { kind: 'later', at: now + renderAgainMs, why }
}

async function send(
  context: DeliveryContext,
  rendered: RenderedDelivery,
  adapter: ChatAdapter,
): Promise<void> {
  const { message, db, clock, holder, leaseMs, log, trace } = context
  const shown = await findPostOf(context, message.subject)
  const thread = await findPostOf(context, rendered.under)
  if (rendered.updateOnly && !shown)
    return end(context, { kind: 'obsolete', why: 'there is no post to change' })
  const begun = clock.now()
  if (!(await beginSend(db, { id: message.id, holder, now: begun }, leaseMs))) {
    log.debug(trace, 'A message was no longer ours before it was sent.')
    return
  }
  if (shown && shown.version >= (rendered.needs ?? rendered.version))
    return end(context, { kind: 'sent', ...shown }, 'unchanged')
  // A process that stood still right here must not send what others have given up on in the meantime.
  if (clock.now() >= begun + leaseMs) {
    const why = 'The process stood still before it could be sent.'
    return end(context, { kind: 'later', at: clock.now(), why })
  }
  const result = await sendSafely(context, adapter, deliveryOf(message, rendered, { shown, thread }))
  await end(context, outcomeOf(result, rendered.version, clock.now()), shown ? 'changed' : 'new')
  // People should know of what an adapter gives up on; nobody misses what is no longer wanted.
  if (result.kind === 'failed' && !rendered.updateOnly)
    await notifySafely(context, () => context.onFailed(message, result.why))
}

async function findPostOf(
  { db, message }: DeliveryContext,
  subject: string | undefined,
): Promise<ShownPost | undefined> {
  if (subject === undefined) return undefined
  return findPost(db, { network: message.network, to: message.to, subject })
}

interface Posts {
  /** The post that shows the subject of the message. */
  readonly shown: ShownPost | undefined
  /** The post that begins the thread to which the message belongs. */
  readonly thread: ShownPost | undefined
}

function deliveryOf(message: Message, { delivery }: RenderedDelivery, { shown, thread }: Posts): Delivery {
  return { ...delivery, to: message.to, replaces: shown?.post, under: thread?.post }
}

/** An adapter that throws, though it must not, may have sent before it broke. */
async function sendSafely(
  context: DeliveryContext,
  adapter: ChatAdapter,
  delivery: Delivery,
): Promise<SendResult> {
  const { log, trace } = context
  try {
    const result = await adapter.send(delivery)
    log.debug({ ...trace, result: result.kind }, 'The platform answered.')
    return result
  } catch (error) {
    log.error({ ...trace, ...errorSummary(error) }, 'An adapter broke.')
    return { kind: 'unknown', why: 'The adapter broke while sending it.' }
  }
}

function outcomeOf(result: SendResult, version: number, now: number): DeliveryOutcome {
  switch (result.kind) {
    case 'sent':
      return { kind: 'sent', post: result.post, version }
    case 'later':
      return { kind: 'later', at: now + result.wait, why: result.why }
    case 'unknown':
    case 'failed':
      return result
  }
}

/** What a send does to the post of its subject; an `unchanged` post already shows what is needed, so nothing leaves. */
type PostChange = 'new' | 'changed' | 'unchanged'

async function end(context: DeliveryContext, outcome: DeliveryOutcome, post?: PostChange): Promise<void> {
  const { message, db, clock, holder, log, trace } = context
  const why = 'why' in outcome ? outcome.why : undefined
  const line = { ...trace, outcome: outcome.kind, why, post }
  if (!(await endSend(db, { id: message.id, holder, now: clock.now() }, outcome))) {
    log.warn(line, 'A message ended after it was no longer ours.')
    return
  }
  logOutcome(log, line, outcome.kind)
  if (outcome.kind === 'unknown') await reportUnknown(message, context)
}

function logOutcome(log: Log, line: object, kind: DeliveryOutcome['kind']): void {
  switch (kind) {
    case 'sent':
      log.info(line, 'A message was sent.')
      break
    case 'obsolete':
      log.info(line, 'A message was no longer wanted.')
      break
    case 'later':
    case 'unknown':
    case 'failed':
      log.warn(line, 'A message was not sent.')
  }
}

/** Never rejects. */
export function reportUnknown(
  message: Message,
  { onUnknown, log }: Pick<DeliverOptions, 'onUnknown' | 'log'>,
): Promise<void> {
  return notifySafely({ log, trace: traceOf(message) }, () => onUnknown(message))
}

async function notifySafely(
  { log, trace }: Pick<DeliveryContext, 'log' | 'trace'>,
  notify: () => Promise<void>,
): Promise<void> {
  try {
    await notify()
  } catch (error) {
    log.error(
      { ...trace, ...errorSummary(error) },
      'Nobody could be told of a message that may not have arrived.',
    )
  }
}
