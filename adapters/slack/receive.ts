// What people do in Slack becomes an inbound, and the bot's answer what they see.
import type { Receive, Reply } from '../../src/chat/adapter.ts'
import type { Api } from './api.ts'
import type { Asked } from './asked.ts'
import type { Attend } from './attend.ts'
import type { Hearing, Once } from './hearing.ts'
import type { Within } from './intake.ts'
import type { People } from './people.ts'
import { hearPresses } from './pressed.ts'
import type { Shows } from './reply.ts'
import { hearWords } from './said.ts'
import { hearForms } from './submitted.ts'
import { mentioned, readTyped } from './typed.ts'

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
