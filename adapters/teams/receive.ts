// What people do in Teams becomes an inbound, and the bot's answer what they see.
import type { Receive } from '../../src/chat/adapter.ts'
import type { Inbound, Mention, Values } from '../../src/chat/inbound.ts'
import type { Profile } from '../../src/chat/place.ts'
import { type Activity, channelIn, isPersonal, placeOf, profileOf, tenantOf } from './activity.ts'
import { sentences } from './errors.ts'
import { asObject, type Carried, decode, fieldsIn } from './ids.ts'
import type { People } from './people.ts'
import { decodeOption } from './render-form.ts'
import { type Asked, notice, outdated, type Replies } from './reply.ts'
import { readTyped } from './typed.ts'

export interface ReceiveOptions {
  readonly receive: Receive
  readonly people: People
  readonly replies: Replies
  /** What was handled already, also before a restart: Teams delivers again what it got no answer to. */
  readonly handled: Handled
  /** The tenants whose people are served. */
  readonly isServed: (tenant: string) => boolean
  readonly arrives: (activity: Activity, from: Profile) => Promise<void>
  readonly within: Within
}

export interface Handled {
  has(id: string): Promise<boolean>
  add(id: string): Promise<void>
}

/** What the work comes to, or nothing where it takes longer; the work goes on. */
export type Within = <T>(milliseconds: number, work: Promise<T>) => Promise<T | undefined>

/** Teams delivers again what is not answered in ten seconds, and gives up a press after five. */
const answerWithin = 3_000

export function createReceive(options: ReceiveOptions): (activity: Activity) => Promise<unknown> {
  const { people, replies, receive, within } = options
  const inHand = new Set<string>()

  return async (activity) => {
    const tenant = tenantOf(activity)
    const from = profileOf(activity)
    if (tenant === undefined || from === undefined) return undefined
    const asked: Asked = { activity, from, place: placeOf(activity, from) }
    if (!options.isServed(tenant)) return refuse(asked)
    await people.meet(activity)
    switch (activity.type) {
      case 'message':
        await within(
          answerWithin,
          once(activity, () => onMessage(asked)),
        )
        return undefined
      case 'invoke':
        return onInvoke(asked)
      case 'conversationUpdate':
      case 'installationUpdate':
        return options.arrives(activity, from)
      default:
        return undefined
    }
  }

  /** People of other tenants learn that they are not served, and nothing is kept of them. */
  async function refuse(asked: Asked): Promise<unknown> {
    if (asked.activity.type === 'message') await replies.refuse(asked)
    return asked.activity.type === 'invoke' ? notice(sentences.otherTenant) : undefined
  }

  async function onMessage(asked: Asked): Promise<void> {
    const { activity, from, place } = asked
    // A card without dialogs sends its form as a message without words.
    const carried = activity.text ? undefined : decode(activity.value)
    if (carried !== undefined) return replies.toMessage(await act(carried, asked, activity.value), asked)
    const { text, mentioned } = readTyped(activity)
    const mentions = await Promise.all(mentioned.slice(0, 10).map((one) => meant(asked, one)))
    const inbound: Inbound = {
      kind: 'said',
      id: idOf(activity),
      from,
      place,
      text: text.replace(/^\/network\b\s*/, ''),
      mentions: mentions.filter((mention) => mention !== undefined),
    }
    await replies.toMessage(await receive(inbound), asked)
  }

  async function meant(
    asked: Asked,
    { text, id }: { text: string; id: string },
  ): Promise<Mention | undefined> {
    const user = await whoIs(asked, id)
    return user && { text, user: { ...user, name: text.slice(1) } }
  }

  function whoIs({ activity, from, place }: Asked, id: string): Promise<Profile | undefined> {
    const conversation = place.kind === 'channel' ? place.channel : channelIn(activity.conversation?.id ?? '')
    return people.whoIs(activity.serviceUrl ?? '', from.workspace, conversation, id)
  }

  async function onInvoke(asked: Asked): Promise<unknown> {
    const { name, value } = asked.activity
    switch (name) {
      case 'adaptiveCard/action':
        return onPress(asked, asObject(asObject(value).action).data)
      case 'task/fetch':
      case 'task/submit':
        return onDialog(asked, asObject(value).data)
      default:
        return undefined
    }
  }

  async function onPress(asked: Asked, data: unknown): Promise<object> {
    const carried = decode(data)
    if (carried === undefined) return notice(sentences.outdated)
    const there = await elsewhere(asked, carried)
    const answered = act(carried, there, data).then((reply) =>
      carried.kind === 'press'
        ? replies.toPress(reply, there)
        : replies.toOpenForm(reply, there, carried.form, fieldsIn(data)),
    )
    return (await within(answerWithin, answered)) ?? notice(sentences.stillAtIt)
  }

  async function onDialog(asked: Asked, data: unknown): Promise<object> {
    const carried = decode(data)
    if (carried === undefined) return replies.toDialog(outdated, asked)
    const there = await elsewhere(asked, carried)
    const reply = await act(carried, there, data)
    return carried.kind === 'press'
      ? replies.toDialog(reply, there)
      : replies.toDialog(reply, there, carried.form, fieldsIn(data))
  }

  /** What was shown in the chat between the two may belong to a channel; only to one where the bot is. */
  async function elsewhere(asked: Asked, { place }: Carried): Promise<Asked> {
    if (place === undefined || !isPersonal(asked.activity)) return asked
    const isOwn = place.workspace === asked.from.workspace && place.platform === asked.from.platform
    const isKnown = place.kind === 'channel' && isOwn && (await people.channel(place)) !== undefined
    return isKnown ? { ...asked, place } : asked
  }

  async function act(carried: Carried, asked: Asked, data: unknown) {
    const { activity, from, place } = asked
    const id = idOf(activity)
    if (carried.kind === 'press')
      return receive({ kind: 'pressed', id, from, place, action: carried.action, values: carried.values })
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
        if (someone === undefined) return { kind: 'mend', errors: { [name]: sentences.notKnown } } as const
        picked[name] = someone
      }
    }
    for (const [name, value] of Object.entries(fields)) if (value === '') delete fields[name]
    const values: Values = form.values
    return receive({ kind: 'submitted', id, from, place, form: form.id, values, fields, people: picked })
  }

  async function once(activity: Activity, work: () => Promise<void>): Promise<void> {
    const id = idOf(activity)
    if (inHand.has(id) || (await options.handled.has(id)) || inHand.has(id)) return
    inHand.add(id)
    try {
      await work()
      await options.handled.add(id)
    } finally {
      inHand.delete(id)
    }
  }
}

/** The same delivery twice has the same id. */
function idOf({ conversation, id, name, type }: Activity): string {
  return `teams ${name ?? type} ${conversation?.id} ${id}`
}
