// Text from Slack becomes a message to the bot.
import type { Reply } from '../../../src/chat/adapter.ts'
import { mentionedUserIds, parseText } from '../receive/parse-text.ts'
import type { RequestContext } from '../receive/request-context.ts'
import type { ListenerContext } from './listener-context.ts'

/** How many people one message can mention. */
const maxMentions = 10

export interface IncomingText {
  readonly id: string
  /** As Slack sent it. */
  readonly text: string
  readonly confirmInForm?: true
}

/** Resolves to the bot's reply. */
export async function receiveMessage(
  context: ListenerContext,
  { id, text, confirmInForm }: IncomingText,
  request: RequestContext,
): Promise<Reply> {
  const { from, place } = request
  const parsed = await parseWithProfiles(context, text, request)
  const message = { kind: 'message', id, from, place, text: parsed.text, mentions: parsed.mentions } as const
  return context.receive(confirmInForm ? { ...message, confirmInForm } : message)
}

async function parseWithProfiles({ profiles }: ListenerContext, text: string, { workspace }: RequestContext) {
  const ids = mentionedUserIds(text).slice(0, maxMentions)
  if (ids.length === 0) return parseText(text, new Map())
  const mentioned = await Promise.all(
    ids.map(async (user) => [user, await profiles.profile(workspace, user)] as const),
  )
  return parseText(text, new Map(mentioned))
}
