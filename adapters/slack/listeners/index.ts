// What people do in Slack becomes an inbound, and the bot's answer what they see.
import type { Receive, Reply } from '../../../src/chat/adapter.ts'
import type { People } from '../install/user-profiles.ts'
import type { Within } from '../receive/ack-deadline.ts'
import type { Attend } from '../receive/error-handling.ts'
import type { Hearing, Once } from '../receive/event-router.ts'
import { mentioned, readTyped } from '../receive/parse-text.ts'
import type { Asked } from '../receive/request-context.ts'
import type { Shows } from '../send/respond.ts'
import type { Api } from '../send/web-api.ts'
import { hearPresses } from './block-actions.ts'
import { hearWords } from './slash-commands.ts'
import { hearForms } from './view-submissions.ts'

export interface Ear {
  readonly hearing: Hearing
  readonly once: Once
  readonly attend: Attend
  readonly receive: Receive
  readonly people: People
  readonly api: Api
  readonly shows: Shows
  /** The bot's own user id in that workspace. */
  readonly botOf: (workspace: string) => Promise<string | undefined>
  readonly within: Within
}

export function listen(ear: Ear): void {
  hearWords(ear)
  hearPresses(ear)
  hearForms(ear)
}

/** How many people one sentence can mention. */
const mostMentioned = 10

/** What was typed in Slack, as people read it, with whom its mentions mean. */
export async function read({ people }: Ear, typed: string, { workspace }: Asked) {
  const ids = mentioned(typed).slice(0, mostMentioned)
  if (ids.length === 0) return readTyped(typed, new Map())
  const profiles = await Promise.all(
    ids.map(async (user) => [user, await people.profile(workspace, user)] as const),
  )
  return readTyped(typed, new Map(profiles))
}

export async function answer(
  ear: Ear,
  id: string,
  typed: string,
  asked: Asked,
  more: { readonly formFirst?: true } = {},
): Promise<Reply> {
  const { from, place } = asked
  return ear.receive({ kind: 'said', id, from, place, ...(await read(ear, typed, asked)), ...more })
}
