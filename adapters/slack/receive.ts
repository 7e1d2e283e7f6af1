// What people do in Slack becomes an inbound, and the bot's answer what they see. Slack is acknowledged first.
import type { App, types } from '@slack/bolt'
import type { Delivery, Receive, Reply } from '../../src/chat/adapter.ts'
import type { Inbound } from '../../src/chat/inbound.ts'
import type { Channel, Direct, Place, Profile } from '../../src/chat/place.ts'
import type { Api } from './api.ts'
import { sentences } from './errors.ts'
import type { OnEvent } from './events.ts'
import { decodeButton, decodeForm, platform } from './ids.ts'
import { installationOf, type Payload, workspaceOfPerson } from './origin.ts'
import type { People } from './people.ts'
import { renderCard } from './render.ts'
import { type Filled, filledIn, formCallback, modalErrors, submitAction } from './render-form.ts'
import { type Asked, cardModal, inAnswer, type Shows } from './reply.ts'
import { mentioned, readTyped, withoutAddress } from './typed.ts'

export interface ReceiveOptions {
  readonly receive: Receive
  readonly people: People
  readonly api: Api
  readonly show: Shows['show']
  readonly showParts: Shows['showParts']
  /** The bot's own user id in that workspace. */
  readonly botOf: (workspace: string) => Promise<string | undefined>
  /** What was handled already, also before a restart: Slack delivers an event up to four times. */
  readonly handled: Handled
  readonly within: Within
  readonly tell: (delivery: Delivery) => Promise<unknown>
}

/** What the work comes to, or nothing where it takes longer; the work goes on. */
export type Within = <T>(milliseconds: number, work: Promise<T>) => Promise<T | undefined>

export interface Handled {
  has(id: string): Promise<boolean>
  add(id: string): Promise<void>
}

/** A command is acknowledged within this time, answered or not. */
export const ackWithin = 400
/** A submitted form is answered within this time, or its answer comes in another way. */
export const answerWithin = 2_200
const outdated: Reply = {
  kind: 'card',
  card: { blocks: [{ kind: 'text', runs: [{ kind: 'words', text: sentences.outdated }] }] },
}

export function listen(app: App, onEvent: OnEvent, options: ReceiveOptions): void {
  const { people, show, showParts } = options
  app.command(/.*/, async ({ command, ack, body }) => {
    const payload = body as unknown as Payload
    const answering = (async () => {
      const from = await personOf(payload, command.user_id, command.team_id)
      const asked: Asked = {
        workspace: installationOf(payload),
        from,
        place: placeOf(payload, command.channel_id, from),
        channel: command.channel_id,
        trigger: command.trigger_id,
        responseUrl: command.response_url,
      }
      return { asked, reply: await answer(`slack command ${command.trigger_id}`, command.text, asked) }
    })()
    const early = await options.within(ackWithin, answering)
    // An answer that is there in time goes along with the acknowledgement.
    if (early?.reply.kind === 'card') {
      const { first, others } = inAnswer(early.reply.card, early.asked)
      await ack(first as Parameters<typeof ack>[0])
      await showParts(others, early.asked)
      return
    }
    await ack()
    const { asked, reply } = early ?? (await answering)
    await show(reply, asked)
  })

  app.action(/.*/, async ({ ack, body, action }) => {
    await ack()
    if (body.type !== 'block_actions' || action.type !== 'button' || !('action_id' in action)) return
    const payload = body as unknown as Payload & BlockActions
    const { user, container, channel, view, message } = payload
    const from = await personOf(payload, user.id, user.team_id)
    const shownPlace = view?.private_metadata ? placeIn(view.private_metadata) : undefined
    const place = shownPlace ?? placeOf(payload, channel?.id, from)
    const asked: Asked = {
      workspace: installationOf(payload),
      from,
      place,
      channel: channel?.id ?? container?.channel_id,
      thread: message?.thread_ts,
      trigger: payload.trigger_id,
      responseUrl: payload.response_url,
      modal: view?.type === 'modal' ? view.id : undefined,
    }
    const id = `slack press ${payload.trigger_id}`
    if (action.action_id === submitAction) {
      const typed = filledIn(payload.state?.values ?? {})
      const inputs = {
        blocks: message?.blocks ?? [],
        key: action.value ?? '',
        label: action.text.text,
        typed,
      }
      await submit(id, action.value ?? '', typed, { ...asked, inputs }, show)
      return
    }
    const button = decodeButton(action.action_id, action.value ?? '')
    const reply = button ? await options.receive({ kind: 'pressed', id, from, place, ...button }) : outdated
    await show(reply, asked)
  })

  app.view({ callback_id: /.*/, type: 'view_submission' }, async ({ ack, body, view }) => {
    const payload = body as unknown as Payload
    const from = await personOf(payload, body.user.id, body.user.team_id)
    const asked: Asked = {
      workspace: installationOf(payload),
      from,
      place: placeIn(view.private_metadata) ?? directOf(from),
      modal: view.id,
    }
    let isLate = false
    const answer = async (reply: Reply, where: Asked): Promise<unknown> => {
      // The modal has closed; what it was answered comes as a direct message.
      if (isLate)
        return reply.kind === 'card' ? options.tell({ to: directOf(from), card: reply.card }) : undefined
      if (reply.kind === 'mend')
        return ack({ response_action: 'errors', errors: modalErrors(view.blocks, reply.errors) })
      if (reply.kind === 'card') return ack({ response_action: 'update', view: cardModal(reply.card, where) })
      await ack()
      if (reply.kind === 'form') await show(reply, { ...where, modal: undefined })
    }
    const key = view.callback_id === formCallback ? view.private_metadata : ''
    const submitted = submit(
      `slack form ${view.id} ${view.hash}`,
      key,
      filledIn(view.state.values),
      asked,
      answer,
    )
    const inTime = await options.within(
      answerWithin,
      submitted.then(() => true),
    )
    if (inTime) return
    isLate = true
    await ack()
    await submitted
  })

  app.shortcut(/.*/, async ({ ack, body }) => {
    await ack()
    const payload = body as unknown as Payload & Shortcut
    const from = await personOf(payload, payload.user.id, payload.user.team_id)
    const asked: Asked = {
      workspace: installationOf(payload),
      from,
      place: placeOf(payload, payload.channel?.id, from),
      channel: payload.channel?.id,
      trigger: payload.trigger_id,
      responseUrl: payload.response_url,
    }
    const words = payload.message?.text ?? ''
    await say(`slack shortcut ${payload.trigger_id}`, `${payload.callback_id} ${words}`, asked)
  })

  onEvent('app_mention', async ({ event, body }) => {
    const { user, channel, ts, thread_ts, text } = event
    if (user === undefined) return
    await once(body.event_id, async (id) => {
      const payload = body as unknown as Payload
      const workspace = installationOf(payload)
      const from = await personOf(payload, user, event.team)
      const bot = await options.botOf(workspace)
      const place = placeOf(payload, channel, from)
      const thread = thread_ts === ts ? undefined : thread_ts
      await say(id, withoutAddress(text, bot ?? ''), { workspace, from, place, channel, thread })
    })
  })

  onEvent('message', async ({ event, body }) => {
    if (event.channel_type !== 'im' || event.subtype !== undefined || event.bot_id !== undefined) return
    const { user, text = '', channel, team } = event
    await once(body.event_id, async (id) => {
      const payload = body as unknown as Payload
      const from = await personOf(payload, user, team)
      await say(id, text, { workspace: installationOf(payload), from, place: directOf(from), channel })
    })
  })

  onEvent('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return
    const payload = body as unknown as Payload
    const workspace = installationOf(payload)
    const from = await personOf(payload, event.user, undefined)
    const place = directOf(from)
    const id = `slack home ${body.event_id}`
    const reply = await options.receive({ kind: 'said', id, from, place, text: 'my networks', mentions: [] })
    if (reply.kind !== 'card') return
    const [first] = renderCard(reply.card, { ...from, workspace, place })
    const view = { type: 'home', blocks: first?.blocks ?? [] }
    await options.api.call(workspace, 'views.publish', { user_id: event.user, view })
  })

  async function answer(id: string, typed: string, asked: Asked): Promise<Reply> {
    const { workspace, from, place } = asked
    const ids = mentioned(typed).slice(0, 10)
    const profiles = await Promise.all(
      ids.map(async (user) => [user, await people.profile(workspace, workspace, user)] as const),
    )
    const { text, mentions } = readTyped(typed, new Map(profiles))
    return options.receive({ kind: 'said', id, from, place, text, mentions })
  }

  async function say(id: string, typed: string, asked: Asked): Promise<void> {
    await show(await answer(id, typed, asked), asked)
  }

  async function submit(
    id: string,
    key: string,
    typed: Filled,
    asked: Asked,
    answer: (reply: Reply, asked: Asked) => Promise<unknown>,
  ): Promise<unknown> {
    const form = decodeForm(key)
    if (form === undefined) return answer(outdated, asked)
    const { workspace, from } = asked
    const picked = await Promise.all(
      Object.entries(typed.people).map(
        async ([field, user]) => [field, await people.profile(workspace, workspace, user)] as const,
      ),
    )
    const inbound: Inbound = {
      kind: 'submitted',
      id,
      from,
      place: form.place,
      form: form.form,
      values: form.values,
      fields: typed.fields,
      people: Object.fromEntries(picked),
    }
    await answer(await options.receive(inbound), { ...asked, place: form.place })
  }

  /** Slack delivers an event again when it has heard nothing; what was handled is not handled again. */
  const inHand = new Set<string>()
  async function once(event: string, work: (id: string) => Promise<void>): Promise<void> {
    const id = `slack event ${event}`
    if (inHand.has(id) || (await options.handled.has(id))) return
    if (inHand.has(id)) return
    inHand.add(id)
    try {
      await work(id)
      await options.handled.add(id)
    } finally {
      inHand.delete(id)
    }
  }

  function personOf(payload: Payload, user: string, team: string | undefined): Promise<Profile> {
    return people.profile(installationOf(payload), workspaceOfPerson(payload, team), user)
  }
}

interface BlockActions {
  readonly user: { readonly id: string; readonly team_id?: string }
  readonly trigger_id: string
  readonly response_url?: string
  readonly container?: { readonly channel_id?: string }
  readonly channel?: { readonly id: string }
  readonly message?: { readonly thread_ts?: string; readonly blocks?: readonly types.KnownBlock[] }
  readonly view?: { readonly id: string; readonly type: string; readonly private_metadata?: string }
  readonly state?: { readonly values: Parameters<typeof filledIn>[0] }
}

interface Shortcut {
  readonly user: { readonly id: string; readonly team_id?: string }
  readonly callback_id: string
  readonly trigger_id: string
  readonly response_url?: string
  readonly channel?: { readonly id: string }
  readonly message?: { readonly text?: string }
}

function directOf({ platform: on, workspace, user }: Profile): Direct {
  return { kind: 'direct', platform: on, workspace, user }
}

/** Conversations between the bot and one person have ids that begin with D. */
function placeOf(payload: Payload, channel: string | undefined, from: Profile): Place {
  if (channel === undefined || channel.startsWith('D')) return directOf(from)
  return { kind: 'channel', platform, workspace: installationOf(payload), channel } satisfies Channel
}

function placeIn(metadata: string): Place | undefined {
  try {
    return (JSON.parse(metadata) as { place?: Place }).place
  } catch {
    return undefined
  }
}
