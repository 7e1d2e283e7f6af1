// What people do in Slack becomes an inbound, and the bot's answer what they see.
import type { InboundHandler, Reply } from '../../../src/chat/adapter.ts'
import type { Deduplicator } from '../../shared/deduplicate.ts'
import type { WithTimeout } from '../../shared/with-timeout.ts'
import type { UserProfiles } from '../install/user-profiles.ts'
import type { WithErrorReply } from '../receive/error-handling.ts'
import type { EventRouter } from '../receive/event-router.ts'
import { mentioned, parseText } from '../receive/parse-text.ts'
import type { RequestContext } from '../receive/request-context.ts'
import type { Responder } from '../send/respond.ts'
import type { Api } from '../send/web-api.ts'
import { registerBlockActions } from './block-actions.ts'
import { registerCommands } from './slash-commands.ts'
import { registerViewSubmissions } from './view-submissions.ts'

export interface ListenerContext {
  readonly hearing: EventRouter
  readonly once: Deduplicator
  readonly attend: WithErrorReply
  readonly receive: InboundHandler
  readonly people: UserProfiles
  readonly api: Api
  readonly shows: Responder
  /** The bot's own user id in that workspace. */
  readonly botOf: (workspace: string) => Promise<string | undefined>
  readonly within: WithTimeout
}

export function registerListeners(ear: ListenerContext): void {
  registerCommands(ear)
  registerBlockActions(ear)
  registerViewSubmissions(ear)
}

/** How many people one sentence can mention. */
const mostMentioned = 10

/** What was typed in Slack, as people read it, with whom its mentions mean. */
export async function read({ people }: ListenerContext, typed: string, { workspace }: RequestContext) {
  const ids = mentioned(typed).slice(0, mostMentioned)
  if (ids.length === 0) return parseText(typed, new Map())
  const profiles = await Promise.all(
    ids.map(async (user) => [user, await people.profile(workspace, user)] as const),
  )
  return parseText(typed, new Map(profiles))
}

export async function answer(
  ear: ListenerContext,
  id: string,
  typed: string,
  asked: RequestContext,
  more: { readonly confirmInForm?: true } = {},
): Promise<Reply> {
  const { from, place } = asked
  return ear.receive({ kind: 'message', id, from, place, ...(await read(ear, typed, asked)), ...more })
}
