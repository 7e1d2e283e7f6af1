// Messages to the bot: mentions in channels, and direct messages.
import { eventIdOf } from '../receive/event-router.ts'
import { withoutLeadingMention } from '../receive/parse-text.ts'
import {
  installationOf,
  type Payload,
  type TeamMembership,
  teamMembershipOf,
} from '../receive/payload-source.ts'
import type { ListenerContext } from './listener-context.ts'
import { receiveMessage } from './receive-message.ts'

export function registerMessages(context: ListenerContext): void {
  registerMentions(context)
  registerDirectMessages(context)
}

function registerMentions(context: ListenerContext): void {
  const { router, deduplicate, withErrorReply, botUserOf, responder } = context
  router.onEvent('app_mention', async ({ event, body }) => {
    const { user = '', channel, ts, thread_ts, text } = event
    if (!isByPerson(event)) return
    const payload = body as unknown as Payload
    const workspace = installationOf(payload)
    const thread = thread_ts === ts ? undefined : thread_ts
    const id = eventIdOf(body)
    await deduplicate(id, () =>
      withErrorReply({
        request: { workspace, user, channel, thread },
        teamHint: teamHintOf(payload, event),
        respond: responder.respond,
        handle: async (request) => {
          const bot = await botUserOf(workspace)
          const message = { id, text: withoutLeadingMention(text, bot ?? '') }
          await responder.respond(await receiveMessage(context, message, request), request)
        },
      }),
    )
  })
}

function registerDirectMessages(context: ListenerContext): void {
  const { router, deduplicate, withErrorReply, responder } = context
  router.onEvent('message', async ({ event, body }) => {
    const message = event as Message & typeof event
    if (message.channel_type !== 'im' || !isByPerson(message)) return
    const { user = '', text = '', channel } = message
    const payload = body as unknown as Payload
    const id = eventIdOf(body)
    await deduplicate(id, () =>
      withErrorReply({
        request: { workspace: installationOf(payload), user, channel },
        teamHint: teamHintOf(payload, message),
        respond: responder.respond,
        handle: async (request) =>
          responder.respond(await receiveMessage(context, { id, text }, request), request),
      }),
    )
  })
}

interface Message {
  readonly user?: string
  readonly text?: string
  readonly subtype?: string
  readonly bot_id?: string
  readonly team?: string
  readonly user_team?: string
}

/** Bots, Slack's own among them, give no commands. Edits and Slack's own notices have a subtype. */
function isByPerson({ user, subtype, bot_id }: Message): boolean {
  return user !== undefined && user !== 'USLACKBOT' && subtype === undefined && bot_id === undefined
}

function teamHintOf(payload: Payload, { team, user_team }: Message): TeamMembership {
  return teamMembershipOf(payload, user_team ?? team)
}
