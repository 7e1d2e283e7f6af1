// Shows the bot's answer to whoever asked, and to nobody else: in the chat between the two, or in a dialog.
import type { Reply } from '../../../src/chat/adapter.ts'
import type { Address, Profile } from '../../../src/chat/address.ts'
import type { Card } from '../../../src/chat/card.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import type { CallResult } from '../../shared/call-result.ts'
import { decodeOption } from '../../shared/option-values.ts'
import { errorListCard } from '../../shared/simple-replies.ts'
import { sentences } from '../messages.ts'
import { type Activity, channelIn, directOf, isMessageExtension, isPersonal } from '../receive/activity.ts'
import { platform } from '../render/action-ids.ts'
import { type AdaptiveCard, adaptiveCard, formCard, renderCard } from '../render/cards.ts'
import type { View } from '../render/rich-text.ts'
import type { ConversationReference, MessageSender } from './post-message.ts'

/** Who has asked what, and where the answer belongs. */
export interface RequestContext {
  readonly activity: Activity
  readonly from: Profile
  readonly place: Address
}

/** A longer answer than this is no notice under a card any more. */
const mostNotice = 300

export interface Responder {
  /** To something typed, or asked too long ago: alone with who did, and a word in the channel that it is there. */
  toMessage(reply: Reply, asked: RequestContext, form?: Form, typed?: Values): Promise<void>
  /** To the press of a button in a chat. The result of this and the next is what Teams is answered. */
  toPress(reply: Reply, asked: RequestContext): Promise<object>
  /** To a form that stands open in a card: the card that takes its place. */
  toOpenForm(reply: Reply, asked: RequestContext, form: Form, typed: Values): object
  /** To a button or a form in a dialog, or a button that opens one. */
  toDialog(reply: Reply, asked: RequestContext, form?: Form, typed?: Values): object
  /** To whoever is not served. */
  refuse(asked: RequestContext): Promise<void>
}

export function createResponder(sending: MessageSender): Responder {
  /** The sentence that tells of it elsewhere. */
  async function tellAlone(card: Card, asked: RequestContext): Promise<string> {
    const target = await aloneWith(asked)
    if ('kind' in target) return outcomes[target.kind]
    for (const message of renderCard(card, viewOf(asked, directOf(asked.from)))) {
      const said = await sending.post(asked.from.workspace, target, message)
      if (said.kind !== 'ok') return outcomes[said.kind]
    }
    return outcomes.ok
  }

  async function aloneWith({ activity, from }: RequestContext): Promise<ConversationReference | CallResult> {
    return isPersonal(activity) ? targetOf(activity) : sending.openDirectChat(directOf(from))
  }

  /** In the thread in which somebody asked, or under the card that somebody pressed. */
  async function sayThere(text: string, { activity, from }: RequestContext): Promise<void> {
    await sending.post(from.workspace, targetOf(activity), { type: 'message', textFormat: 'plain', text })
  }

  return {
    async toMessage(reply, asked, form, typed) {
      const card = cardOf(reply, form, typed)
      if (card === undefined) return
      const outcome = await tellAlone(card, asked)
      if (!isPersonal(asked.activity) && !isMessageExtension(asked.activity)) await sayThere(outcome, asked)
    },
    async toPress(reply, asked) {
      const card = cardOf(reply)
      if (card === undefined) return notice('')
      const text = plainText(card, asked.from.zone, asked.from.locale)
      const isNotice = card.blocks.every(({ kind }) => kind === 'text' || kind === 'note')
      if (isNotice && text.length <= mostNotice) return notice(text)
      const outcome = await tellAlone(card, asked)
      return notice(isPersonal(asked.activity) && outcome === outcomes.ok ? '' : outcome)
    },
    toOpenForm(reply, asked, form, typed) {
      const view = viewOf(asked, shownIn(asked))
      switch (reply.kind) {
        case 'card':
          return inItsPlace(adaptiveCard(reply.card, view))
        case 'form':
          return inItsPlace(formCard(reply.form, view))
        case 'form-errors':
          return inItsPlace(formCard(mended(form, typed, reply.errors), view))
        case 'none':
          return notice('')
      }
    },
    toDialog(reply, asked, form, typed = {}) {
      const view: View = { ...viewOf(asked, shownIn(asked)), isDialog: true }
      switch (reply.kind) {
        case 'card':
          return dialog('On the Table', adaptiveCard(reply.card, view))
        case 'form':
          return dialog(reply.form.title, formCard(reply.form, view))
        case 'form-errors':
          return form === undefined
            ? {}
            : dialog(form.title, formCard(mended(form, typed, reply.errors), view))
        case 'none':
          return {}
      }
    },
    refuse: (asked) => sayThere(sentences.otherTenant, asked),
  }
}

function targetOf({ serviceUrl = '', conversation }: Activity): ConversationReference {
  return { serviceUrl, conversation: conversation?.id ?? '' }
}

/** Where what is shown in answer to a press is read. */
function shownIn({ activity, from }: RequestContext): Address {
  if (isPersonal(activity)) return directOf(from)
  const channel = channelIn(activity.conversation?.id ?? '')
  return { kind: 'channel', platform, workspace: from.workspace, channel }
}

function viewOf({ from, place }: RequestContext, where: Address): View {
  const { zone, locale } = from
  return {
    shownIn: where,
    place,
    zone,
    locale,
  }
}

/** What is said of an answer that was to be told alone. */
const outcomes = {
  ok: sentences.answeredAlone,
  unknown: sentences.answeredAlone,
  later: sentences.askAgain,
  failed: sentences.cannotAnswerAlone,
} as const

function cardOf(reply: Reply, form?: Form, typed: Values = {}): Card | undefined {
  switch (reply.kind) {
    case 'card':
      return reply.card
    case 'form':
      return { blocks: [{ kind: 'inputs', form: reply.form }] }
    case 'form-errors':
      if (form !== undefined) return { blocks: [{ kind: 'inputs', form: mended(form, typed, reply.errors) }] }
      return errorListCard(reply.errors)
    case 'none':
      return undefined
  }
}

/** The form once more, with what was typed into it. */
function mended(form: Form, typed: Values, errors: Values): Form {
  const fields = form.fields.map((field) => {
    const value = typed[field.name] ?? ''
    return { ...field, initial: field.kind === 'choice' ? decodeOption(value) : value }
  })
  return { ...form, fields, errors }
}

/** Words that only who pressed sees, for a moment; without any, nothing happens before their eyes. */
export function notice(text: string): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text }
}

function inItsPlace(card: AdaptiveCard): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card }
}

function dialog(title: string, content: AdaptiveCard): object {
  const card = { contentType: 'application/vnd.microsoft.card.adaptive', content }
  return { task: { type: 'continue', value: { title, width: 'medium', height: 'medium', card } } }
}
