// Invokes: buttons, dialogs and message extensions. Teams shows the result of the request to the person who acted.
import type { Reply } from '../../../src/chat/adapter.ts'
import type { WithTimeout } from '../../../src/chat/adapter-descriptor.ts'
import { textReply } from '../../shared/simple-replies.ts'
import { sentences } from '../messages.ts'
import { type ActionPayload, asObject, decode } from '../render/action-ids.ts'
import { notice, type Responder } from '../send/respond.ts'
import {
  type ActionOptions,
  deliveryId,
  type RequestContext,
  runAction,
  type SentAction,
  type SubmittedForm,
  submittedFormOf,
} from './actions.ts'
import { isPersonal } from './activity.ts'
import { messageExtensionText } from './message-extension.ts'

export interface InvokeOptions extends ActionOptions {
  readonly responder: Responder
  readonly withTimeout: WithTimeout
  /** Takes over work that goes on after Teams has been answered. */
  readonly inBackground: (work: Promise<unknown>) => void
}

/** In milliseconds. Teams gives up an invoke after five seconds. */
const replyTimeout = 3_000
/** In milliseconds, after the reply is there: showing it may need a message to be sent first. */
const showTimeout = 1_500

/** Resolves to the result for Teams, or to `undefined` for an invoke that we do not know. */
export async function handleInvoke(
  request: RequestContext,
  options: InvokeOptions,
): Promise<object | undefined> {
  const { name, value } = request.activity
  switch (name) {
    case 'adaptiveCard/action':
      return handlePress(request, asObject(asObject(value).action).data, options)
    case 'task/fetch':
    case 'task/submit':
    case 'composeExtension/submitAction':
      return handleDialog(request, asObject(value).data, options)
    case 'composeExtension/fetchTask':
      return handleMessageExtension(request, messageExtensionText(value), options)
    default:
      return undefined
  }
}

async function handlePress(request: RequestContext, data: unknown, options: InvokeOptions): Promise<object> {
  const { responder, withTimeout, inBackground } = options
  const payload = decode(data)
  if (payload === undefined) return notice(sentences.outdated)
  const action = { payload, data }
  const origin = await originOf(request, payload, options)
  const reply = await replyInTime(action, origin, options)
  if (reply === undefined) return notice(sentences.stillAtIt)
  const submitted = submittedFormOf(action)
  if (submitted !== undefined) return responder.toOpenForm(reply, origin, submitted)
  const shown = responder.toPress(reply, origin)
  const inTime = await withTimeout(showTimeout, shown)
  if (inTime !== undefined) return inTime
  inBackground(shown)
  return notice(sentences.stillAtIt)
}

async function handleDialog(request: RequestContext, data: unknown, options: InvokeOptions): Promise<object> {
  const payload = decode(data)
  if (payload === undefined) return options.responder.toDialog(textReply(sentences.outdated), request)
  const action = { payload, data }
  const origin = await originOf(request, payload, options)
  const reply = (await replyInTime(action, origin, options)) ?? textReply(sentences.stillAtIt)
  return options.responder.toDialog(reply, origin, submittedFormOf(action))
}

/** The text of the message stands in a form until the person has confirmed it. */
async function handleMessageExtension(
  request: RequestContext,
  text: string,
  options: InvokeOptions,
): Promise<object> {
  const { activity, from, place } = request
  const id = deliveryId(activity)
  const reply = options.receive({
    kind: 'message',
    id,
    from,
    place,
    text,
    mentions: [],
    confirmInForm: true,
  })
  const inTime = await withinTimeout(reply, { request, options })
  return options.responder.toDialog(inTime ?? textReply(sentences.stillAtIt), request)
}

function replyInTime(
  action: SentAction,
  request: RequestContext,
  options: InvokeOptions,
): Promise<Reply | undefined> {
  const reply = runAction(action, request, options)
  return withinTimeout(reply, { request, options, submitted: submittedFormOf(action) })
}

interface LateReply {
  readonly request: RequestContext
  readonly options: InvokeOptions
  readonly submitted?: SubmittedForm
}

/** Resolves to `undefined` after the timeout; the reply then follows as a message to the person alone. */
async function withinTimeout(
  reply: Promise<Reply>,
  { request, options, submitted }: LateReply,
): Promise<Reply | undefined> {
  const inTime = await options.withTimeout(replyTimeout, reply)
  if (inTime === undefined)
    options.inBackground(reply.then((late) => options.responder.toMessage(late, request, submitted)))
  return inTime
}

/**
 * The request with the channel that a card in the personal chat belongs to. A channel that the bot is not installed in,
 * or one of another tenant, is ignored.
 */
async function originOf(
  request: RequestContext,
  { place }: ActionPayload,
  { references }: InvokeOptions,
): Promise<RequestContext> {
  if (place?.kind !== 'channel' || !isPersonal(request.activity)) return request
  const { workspace, platform } = request.from
  if (place.workspace !== workspace || place.platform !== platform) return request
  if ((await references.findChannel(place)) === undefined) return request
  return { ...request, place }
}
