// What people do in Teams becomes an inbound, and the bot's answer what they see.
import type { InboundHandler, Reply } from '../../../src/chat/adapter.ts'
import type { Profile } from '../../../src/chat/address.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Inbound, Mention, Values } from '../../../src/chat/inbound.ts'
import { createDeduplicator, type ProcessedIds } from '../../shared/deduplicate.ts'
import { decodeOption } from '../../shared/option-values.ts'
import { textReply } from '../../shared/simple-replies.ts'
import type { WithTimeout } from '../../shared/with-timeout.ts'
import { sentences } from '../messages.ts'
import { type ActionPayload, asObject, decode, fieldsIn, platform } from '../render/action-ids.ts'
import type { ConversationReferences } from '../send/conversation-references.ts'
import { notice, type RequestContext, type Responder } from '../send/respond.ts'
import {
  type Activity,
  channelIn,
  isMessageExtension,
  isPersonal,
  placeOf,
  profileOf,
  tenantOf,
} from './activity.ts'
import { messageExtensionText } from './message-extension.ts'
import { parseText } from './parse-text.ts'

/** The ids of apps, which Teams does not list among the members. */
const ofApps = '28:'

export interface ActivityHandlerOptions {
  readonly receive: InboundHandler
  readonly people: ConversationReferences
  readonly replies: Responder
  /** What was handled already, also before a restart: Teams delivers again what it got no answer to. */
  readonly handled: ProcessedIds
  /** The tenants whose people are served. */
  readonly isServed: (tenant: string) => boolean
  readonly arrives: (activity: Activity, from: Profile) => Promise<void>
  readonly withTimeout: WithTimeout
  /** For what goes on after Teams has been answered. */
  readonly goOn: (work: Promise<unknown>) => void
}

/** Teams delivers again what is not answered in ten seconds, and gives up a press after five. */
const answerWithin = 3_000
/** What there is to answer with may have to be sent first. */
const showWithin = 1_500

export function createActivityHandler(
  options: ActivityHandlerOptions,
): (activity: Activity) => Promise<unknown> {
  const { people, replies, receive, withTimeout, goOn } = options
  // What it wrote is kept with its id already; that it was answered may be noted after Teams has heard of it.
  const deduplicate = createDeduplicator(options.handled, goOn)

  return async (activity) => {
    const tenant = tenantOf(activity)
    const from = profileOf(activity)
    if (tenant === undefined || from === undefined) return undefined
    const asked: RequestContext = { activity, from, place: placeOf(activity, from) }
    if (!options.isServed(tenant)) return refuse(asked)
    // Where a message is handed in the bot may not be, and cannot write.
    const met: RequestContext = isMessageExtension(activity)
      ? asked
      : { ...asked, from: await people.remember(activity, from) }
    switch (activity.type) {
      case 'message':
        await inTime(
          answerWithin,
          deduplicate(idOf(activity), () => onMessage(met)),
        )
        return undefined
      case 'invoke':
        return onInvoke(met)
      case 'conversationUpdate':
      case 'installationUpdate':
        await inTime(answerWithin, options.arrives(activity, met.from))
        return undefined
      default:
        return undefined
    }
  }

  /** People of other tenants learn that they are not served, and nothing is kept of them. */
  async function refuse(asked: RequestContext): Promise<unknown> {
    if (asked.activity.type === 'message') await inTime(answerWithin, replies.refuse(asked))
    return asked.activity.type === 'invoke' ? notice(sentences.otherTenant) : undefined
  }

  /** What the work comes to in time. When it takes longer, it goes on by itself. */
  async function inTime<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
    const early = await withTimeout(milliseconds, work)
    if (early === undefined) goOn(work)
    return early
  }

  async function onMessage(asked: RequestContext): Promise<void> {
    const { activity, from, place } = asked
    if (!activity.text && activity.value) return onSentCard(asked, activity.value)
    const { text, mentioned } = parseText(activity)
    const mentions = await Promise.all(mentioned.slice(0, 10).map((one) => meant(asked, one)))
    const inbound: Inbound = {
      kind: 'message',
      id: idOf(activity),
      from,
      place,
      text: text.replace(/^\/network\b\s*/, ''),
      mentions: mentions.filter((mention) => mention !== undefined),
    }
    await replies.toMessage(await receive(inbound), asked)
  }

  /** A card without dialogs sends its form as a message without words. */
  async function onSentCard(asked: RequestContext, data: unknown): Promise<void> {
    const carried = decode(data)
    if (carried === undefined) return replies.toMessage(textReply(sentences.outdated), asked)
    return replies.toMessage(await act(carried, asked, data), asked, formOf(carried), fieldsIn(data))
  }

  async function meant(
    asked: RequestContext,
    { text, id }: { text: string; id: string },
  ): Promise<Mention | undefined> {
    if (id.startsWith(ofApps))
      return {
        text,
        user: { platform, workspace: asked.from.workspace, user: id, name: text.slice(1), absent: 'app' },
      }
    const user = await whoIs(asked, id)
    return user && { text, user: { ...user, name: text.slice(1) } }
  }

  function whoIs({ activity, from, place }: RequestContext, id: string): Promise<Profile | undefined> {
    const conversation = place.kind === 'channel' ? place.channel : channelIn(activity.conversation?.id ?? '')
    return people.whoIs(activity.serviceUrl ?? '', from.workspace, conversation, id)
  }

  async function onInvoke(asked: RequestContext): Promise<unknown> {
    const { name, value } = asked.activity
    switch (name) {
      case 'adaptiveCard/action':
        return onPress(asked, asObject(asObject(value).action).data)
      case 'task/fetch':
      case 'task/submit':
      case 'composeExtension/submitAction':
        return onDialog(asked, asObject(value).data)
      case 'composeExtension/fetchTask':
        return onHandedIn(asked, messageExtensionText(value))
      default:
        return undefined
    }
  }

  async function onPress(asked: RequestContext, data: unknown): Promise<object> {
    const carried = decode(data)
    if (carried === undefined) return notice(sentences.outdated)
    const there = await elsewhere(asked, carried)
    const reply = await soon(carried, there, data)
    if (reply === undefined) return notice(sentences.stillAtIt)
    const form = formOf(carried)
    if (form !== undefined) return replies.toOpenForm(reply, there, form, fieldsIn(data))
    return (await inTime(showWithin, replies.toPress(reply, there))) ?? notice(sentences.stillAtIt)
  }

  async function onDialog(asked: RequestContext, data: unknown): Promise<object> {
    const carried = decode(data)
    if (carried === undefined) return replies.toDialog(textReply(sentences.outdated), asked)
    const there = await elsewhere(asked, carried)
    const reply = (await soon(carried, there, data)) ?? textReply(sentences.stillAtIt)
    return replies.toDialog(reply, there, formOf(carried), fieldsIn(data))
  }

  /** It stands in the form until who handed it in has looked at it. */
  async function onHandedIn(asked: RequestContext, text: string): Promise<object> {
    const { activity, from, place } = asked
    const id = idOf(activity)
    const reply = receive({ kind: 'message', id, from, place, text, mentions: [], confirmInForm: true })
    const early = await withTimeout(answerWithin, reply)
    if (early === undefined) goOn(reply.then((late) => replies.toMessage(late, asked)))
    return replies.toDialog(early ?? textReply(sentences.stillAtIt), asked)
  }

  /** The answer, where it comes in time; a later one is told alone to who asked. */
  async function soon(
    carried: ActionPayload,
    asked: RequestContext,
    data: unknown,
  ): Promise<Reply | undefined> {
    const reply = act(carried, asked, data)
    const early = await withTimeout(answerWithin, reply)
    if (early === undefined)
      goOn(reply.then((late) => replies.toMessage(late, asked, formOf(carried), fieldsIn(data))))
    return early
  }

  /** What was shown in the chat between the two may belong to a channel; only to one where the bot is. */
  async function elsewhere(asked: RequestContext, { place }: ActionPayload): Promise<RequestContext> {
    if (place === undefined || !isPersonal(asked.activity)) return asked
    const isOwn = place.workspace === asked.from.workspace && place.platform === asked.from.platform
    const isKnown = place.kind === 'channel' && isOwn && (await people.findChannel(place)) !== undefined
    return isKnown ? { ...asked, place } : asked
  }

  async function act(carried: ActionPayload, asked: RequestContext, data: unknown): Promise<Reply> {
    const { activity, from, place } = asked
    const id = idOf(activity)
    if (carried.kind === 'press')
      return receive({
        kind: 'button-press',
        id,
        from,
        place,
        action: carried.action,
        values: carried.values,
      })
    const { form } = carried
    const typed = fieldsIn(data)
    const fields: Record<string, string> = {}
    const picked: Record<string, Profile> = {}
    for (const { name, kind } of form.fields) {
      const value = typed[name]
      if (value === undefined) continue
      if (kind !== 'person') fields[name] = kind === 'choice' ? decodeOption(value) : value
      else {
        const someone = await whoIs(asked, value)
        if (someone === undefined) return { kind: 'form-errors', errors: { [name]: sentences.notKnown } }
        picked[name] = someone
      }
    }
    for (const [name, value] of Object.entries(fields)) if (value === '') delete fields[name]
    const values: Values = form.values
    return receive({
      kind: 'form-submission',
      id,
      from,
      place,
      form: form.id,
      values,
      fields,
      people: picked,
    })
  }
}

function formOf(carried: ActionPayload): Form | undefined {
  return carried.kind === 'submit' ? carried.form : undefined
}

/** The same delivery twice has the same id. */
function idOf({ conversation, id, name, type }: Activity): string {
  return `teams ${name ?? type} ${conversation?.id} ${id}`
}
