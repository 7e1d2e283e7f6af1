// What people type: the slash command, mentions, direct messages; shortcuts, and the home tab, which are said for them.
import type { Reply } from '../../../src/chat/adapter.ts'
import { sentences } from '../messages.ts'
import { ackUnlessDone } from '../receive/ack-deadline.ts'
import { eventIdOf } from '../receive/event-router.ts'
import { withoutAddress } from '../receive/parse-text.ts'
import { installationOf, type Payload, teamMembershipOf } from '../receive/payload-source.ts'
import type { RequestContext, UnidentifiedRequest } from '../receive/request-context.ts'
import { homeView, splitForAck } from '../send/respond.ts'
import { answer, type ListenerContext } from './index.ts'

/** A command is acknowledged within this time, answered or not. */
const ackWithin = 400

export function registerCommands(ear: ListenerContext): void {
  hearCommands(ear)
  hearShortcuts(ear)
  hearMentions(ear)
  hearMessages(ear)
  hearHome(ear)
}

function hearCommands(ear: ListenerContext): void {
  ear.hearing.onCommand(async ({ command, ack, body }) => {
    const question: UnidentifiedRequest = {
      workspace: installationOf(body as unknown as Payload),
      user: command.user_id,
      channel: command.channel_id,
      trigger: command.trigger_id,
      responseUrl: command.response_url,
    }
    let isLate = false
    const show = async (reply: Reply, asked: RequestContext) => {
      if (isLate || reply.kind !== 'card') {
        await ack()
        return ear.shows.respond(reply, asked)
      }
      // An answer that is there in time goes along with the acknowledgement.
      const { first, others } = splitForAck(reply.card, asked)
      await ack(first as Parameters<typeof ack>[0])
      await ear.shows.respondParts(others, asked)
    }
    const attending = ear.attend({
      question,
      show,
      work: async (asked) =>
        show(await answer(ear, `slack command ${command.trigger_id}`, command.text, asked), asked),
      refuse: () => ack({ response_type: 'ephemeral', text: sentences.notInstalled }),
    })
    await ackUnlessDone(ear.within, ackWithin, attending, () => {
      isLate = true
      return ack()
    })
  })
}

interface Shortcut extends Payload {
  readonly user: { readonly id: string; readonly team_id?: string }
  readonly callback_id: string
  readonly trigger_id: string
  readonly response_url?: string
  readonly channel?: { readonly id: string }
  readonly message?: { readonly text?: string }
}

function hearShortcuts(ear: ListenerContext): void {
  const { respond } = ear.shows
  ear.hearing.onShortcut(async ({ ack, body }) => {
    await ack()
    const payload = body as unknown as Shortcut
    const question: UnidentifiedRequest = {
      workspace: installationOf(payload),
      user: payload.user.id,
      channel: payload.channel?.id,
      trigger: payload.trigger_id,
      responseUrl: payload.response_url,
    }
    // A message that is handed in stands in the form, until its sender has looked at it.
    const words = `${payload.callback_id} ${payload.message?.text ?? ''}`
    const id = `slack shortcut ${payload.trigger_id}`
    const work = async (asked: RequestContext) =>
      respond(await answer(ear, id, words, asked, { confirmInForm: true }), asked)
    const teamHint = teamMembershipOf(payload, payload.user.team_id)
    await ear.attend({ question, teamHint, work, show: respond })
  })
}

function hearMentions(ear: ListenerContext): void {
  ear.hearing.onEvent('app_mention', async ({ event, body }) => {
    const { user, channel, ts, thread_ts, text } = event
    if (!isByPerson(event)) return
    const payload = body as unknown as Payload
    const workspace = installationOf(payload)
    const question = {
      workspace,
      user: user ?? '',
      channel,
      thread: thread_ts === ts ? undefined : thread_ts,
    }
    const id = eventIdOf(body)
    await ear.once(id, async () => {
      const work = async (asked: RequestContext) => {
        const bot = await ear.botOf(workspace)
        await ear.shows.respond(await answer(ear, id, withoutAddress(text, bot ?? ''), asked), asked)
      }
      await ear.attend({ question, teamHint: toldBy(payload, event), work, show: ear.shows.respond })
    })
  })
}

function hearMessages(ear: ListenerContext): void {
  ear.hearing.onEvent('message', async ({ event, body }) => {
    const message = event as Written & typeof event
    if (message.channel_type !== 'im' || !isByPerson(message)) return
    const { user = '', text = '', channel } = message
    const payload = body as unknown as Payload
    const question = { workspace: installationOf(payload), user, channel }
    const id = eventIdOf(body)
    await ear.once(id, async () => {
      const work = async (asked: RequestContext) =>
        ear.shows.respond(await answer(ear, id, text, asked), asked)
      await ear.attend({ question, teamHint: toldBy(payload, message), work, show: ear.shows.respond })
    })
  })
}

interface Written {
  readonly user?: string
  readonly text?: string
  readonly subtype?: string
  readonly bot_id?: string
  readonly team?: string
  readonly user_team?: string
}

/** Bots, Slack's own among them, command nobody; nor do edits and notices that Slack makes of messages. */
function isByPerson({ user, subtype, bot_id }: Written): boolean {
  return user !== undefined && user !== 'USLACKBOT' && subtype === undefined && bot_id === undefined
}

function toldBy(payload: Payload, { team, user_team }: Written) {
  return teamMembershipOf(payload, user_team ?? team)
}

function hearHome(ear: ListenerContext): void {
  ear.hearing.onEvent('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return
    const workspace = installationOf(body as unknown as Payload)
    const show = async (reply: Reply, asked: RequestContext) => {
      if (reply.kind !== 'card') return
      const view = homeView(reply.card, asked)
      await ear.api.call(workspace, 'views.publish', { user_id: event.user, view })
    }
    const work = async (asked: RequestContext) =>
      show(await answer(ear, `slack home ${body.event_id}`, 'home', asked), asked)
    await ear.attend({ question: { workspace, user: event.user }, work, show })
  })
}
