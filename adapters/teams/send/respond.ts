// Shows the bot's reply to the person who asked and to nobody else: in the personal chat, in a dialog or in a card.
import type { Reply } from '../../../src/chat/adapter.ts'
import type { Address } from '../../../src/chat/address.ts'
import type { Card } from '../../../src/chat/card.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import type { UnsuccessfulCall } from '../../shared/call-result.ts'
import { decodeOption } from '../../shared/option-values.ts'
import { errorListCard } from '../../shared/simple-replies.ts'
import { sentences } from '../messages.ts'
import type { RequestContext, SubmittedForm } from '../receive/actions.ts'
import { type Activity, channelIn, directOf, isMessageExtension, isPersonal } from '../receive/activity.ts'
import { platform } from '../render/action-ids.ts'
import { type AdaptiveCard, adaptiveCard, formCard, renderCard } from '../render/cards.ts'
import type { View } from '../render/rich-text.ts'
import type { ConversationReference, MessageSender } from './post-message.ts'

export interface Responder {
  /**
   * Answers a message, or an invoke whose deadline has passed, in the personal chat. In a channel or group chat a
   * sentence says that the answer is there.
   */
  toMessage(reply: Reply, request: RequestContext, submitted?: SubmittedForm): Promise<void>
  /** Answers a button in a message. Resolves to the result of the invoke. */
  toPress(reply: Reply, request: RequestContext): Promise<object>
  /** Answers a form in a card. Returns the result of the invoke: a card that takes the place of the old one. */
  toOpenForm(reply: Reply, request: RequestContext, submitted: SubmittedForm): object
  /** Answers a button or form in a dialog, or a button that opens one. Returns the result of the invoke. */
  toDialog(reply: Reply, request: RequestContext, submitted?: SubmittedForm): object
  /** Tells somebody that their organisation is not served. */
  refuse(request: RequestContext): Promise<void>
}

/** In characters: a longer text is a message rather than a notice under the card. */
const maxNoticeLength = 300

/** What is said about an answer that goes to the personal chat, by the result of the call. */
const outcomes = {
  ok: sentences.answeredAlone,
  unknown: sentences.answeredAlone,
  later: sentences.askAgain,
  failed: sentences.cannotAnswerAlone,
} as const

export function createResponder(sender: MessageSender): Responder {
  return {
    async toMessage(reply, request, submitted) {
      const card = cardOf(reply, submitted)
      if (card === undefined) return
      const outcome = await answerInDirectChat(card, request, sender)
      const { activity } = request
      if (isPersonal(activity) || isMessageExtension(activity)) return
      await postInConversation(outcome, request, sender)
    },
    async toPress(reply, request) {
      const card = cardOf(reply)
      if (card === undefined) return notice('')
      const text = plainText(card, request.from.zone, request.from.locale)
      const isNotice = card.blocks.every(({ kind }) => kind === 'text' || kind === 'note')
      if (isNotice && text.length <= maxNoticeLength) return notice(text)
      const outcome = await answerInDirectChat(card, request, sender)
      if (isPersonal(request.activity) && outcome === outcomes.ok) return notice('')
      return notice(outcome)
    },
    toOpenForm(reply, request, submitted) {
      const view = viewOf(request, conversationOf(request))
      switch (reply.kind) {
        case 'card':
          return cardReplacement(adaptiveCard(reply.card, view))
        case 'form':
          return cardReplacement(formCard(reply.form, view))
        case 'form-errors':
          return cardReplacement(formCard(withErrors(submitted, reply.errors), view))
        case 'none':
          return notice('')
      }
    },
    toDialog(reply, request, submitted) {
      const view: View = { ...viewOf(request, conversationOf(request)), isDialog: true }
      switch (reply.kind) {
        case 'card':
          return dialog('On the Table', adaptiveCard(reply.card, view))
        case 'form':
          return dialog(reply.form.title, formCard(reply.form, view))
        case 'form-errors':
          if (submitted === undefined) return {}
          return dialog(submitted.form.title, formCard(withErrors(submitted, reply.errors), view))
        case 'none':
          return {}
      }
    },
    refuse: (request) => postInConversation(sentences.otherTenant, request, sender),
  }
}

/** Resolves to the sentence that tells the person about it elsewhere. */
async function answerInDirectChat(
  card: Card,
  request: RequestContext,
  sender: MessageSender,
): Promise<string> {
  const { from } = request
  const reference = await directChatOf(request, sender)
  if ('kind' in reference) return outcomes[reference.kind]
  for (const message of renderCard(card, viewOf(request, directOf(from)))) {
    const result = await sender.post(from.workspace, reference, message)
    if (result.kind !== 'ok') return outcomes[result.kind]
  }
  return outcomes.ok
}

async function directChatOf(
  { activity, from }: RequestContext,
  sender: MessageSender,
): Promise<ConversationReference | UnsuccessfulCall> {
  if (isPersonal(activity)) return referenceTo(activity)
  return sender.openDirectChat(directOf(from))
}

/** Posts in the thread of the message, or of the card that was pressed. */
async function postInConversation(
  text: string,
  { activity, from }: RequestContext,
  sender: MessageSender,
): Promise<void> {
  await sender.post(from.workspace, referenceTo(activity), { type: 'message', textFormat: 'plain', text })
}

function referenceTo({ serviceUrl = '', conversation }: Activity): ConversationReference {
  return { serviceUrl, conversation: conversation?.id ?? '' }
}

/** The place in which the person sees the result of an invoke. */
function conversationOf({ activity, from }: RequestContext): Address {
  if (isPersonal(activity)) return directOf(from)
  const channel = channelIn(activity.conversation?.id ?? '')
  return { kind: 'channel', platform, workspace: from.workspace, channel }
}

function viewOf({ from, place }: RequestContext, shownIn: Address): View {
  const { zone, locale } = from
  return { shownIn, place, zone, locale }
}

function cardOf(reply: Reply, submitted?: SubmittedForm): Card | undefined {
  switch (reply.kind) {
    case 'card':
      return reply.card
    case 'form':
      return { blocks: [{ kind: 'inputs', form: reply.form }] }
    case 'form-errors':
      if (submitted === undefined) return errorListCard(reply.errors)
      return { blocks: [{ kind: 'inputs', form: withErrors(submitted, reply.errors) }] }
    case 'none':
      return undefined
  }
}

/** The form with its errors and with what was typed into it. */
function withErrors({ form, typed }: SubmittedForm, errors: Values): Form {
  const fields = form.fields.map((field) => {
    const value = typed[field.name] ?? ''
    return { ...field, initial: field.kind === 'choice' ? decodeOption(value) : value }
  })
  return { ...form, fields, errors }
}

/** Text that the person who pressed sees for a moment. An empty text shows nothing. */
export function notice(text: string): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text }
}

function cardReplacement(card: AdaptiveCard): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card }
}

function dialog(title: string, content: AdaptiveCard): object {
  const card = { contentType: 'application/vnd.microsoft.card.adaptive', content }
  return { task: { type: 'continue', value: { title, width: 'medium', height: 'medium', card } } }
}
