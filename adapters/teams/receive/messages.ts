// Messages: what people type to the bot, and forms that come back as messages.
import type { Mention } from '../../../src/chat/inbound.ts'
import { textReply } from '../../shared/simple-replies.ts'
import { sentences } from '../messages.ts'
import { decode, platform } from '../render/action-ids.ts'
import type { Responder } from '../send/respond.ts'
import {
  type ActionOptions,
  deliveryId,
  findProfile,
  type RequestContext,
  runAction,
  submittedFormOf,
} from './actions.ts'
import { isBot } from './activity.ts'
import { parseText, type TextMention } from './parse-text.ts'

export interface MessageOptions extends ActionOptions {
  readonly responder: Responder
}

/** More mentions than this in one message are ignored: each one is a call to Teams. */
const maxMentions = 10

export async function handleMessage(request: RequestContext, options: MessageOptions): Promise<void> {
  const { activity, from, place } = request
  if (!activity.text && activity.value) return handleSubmission(request, activity.value, options)
  const { text, mentioned } = parseText(activity)
  const mentions = await Promise.all(
    mentioned.slice(0, maxMentions).map((mention) => findMention(request, mention, options)),
  )
  const reply = await options.receive({
    kind: 'message',
    id: deliveryId(activity),
    from,
    place,
    text: text.replace(/^\/network\b\s*/, ''),
    mentions: mentions.filter((mention) => mention !== undefined),
  })
  await options.responder.toMessage(reply, request)
}

/** In a client without dialogs a card sends its form as a message without text. */
async function handleSubmission(
  request: RequestContext,
  data: unknown,
  options: MessageOptions,
): Promise<void> {
  const payload = decode(data)
  if (payload === undefined) return options.responder.toMessage(textReply(sentences.outdated), request)
  const action = { payload, data }
  const reply = await runAction(action, request, options)
  return options.responder.toMessage(reply, request, submittedFormOf(action))
}

async function findMention(
  request: RequestContext,
  { text, id }: TextMention,
  { references }: ActionOptions,
): Promise<Mention | undefined> {
  const name = text.slice(1)
  const { workspace } = request.from
  if (isBot(id)) return { text, user: { platform, workspace, user: id, name, absent: 'app' } }
  const user = await findProfile(request, id, references)
  return user && { text, user: { ...user, name } }
}
