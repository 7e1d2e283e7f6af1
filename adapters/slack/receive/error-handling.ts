// Attending to what somebody does in Slack: who it is, and what they hear where it breaks.
import { randomUUID } from 'node:crypto'
import type { Reply } from '../../../src/chat/adapter.ts'
import type { UserProfiles } from '../install/user-profiles.ts'
import { unexpectedErrorReply } from '../messages.ts'
import type { TeamMembership } from './payload-source.ts'
import {
  type RequestContext,
  requestContextOf,
  type UnidentifiedRequest,
  unidentifiedUser,
} from './request-context.ts'

export interface ErrorHandlingOptions {
  readonly people: UserProfiles
  readonly isInstalled: (workspace: string) => Promise<boolean>
  readonly log: { error(about: object, sentence: string): void }
}

export interface RequestHandling {
  readonly question: UnidentifiedRequest
  /** What the payload tells of the person's team. */
  readonly teamHint?: TeamMembership
  readonly work: (asked: RequestContext) => Promise<unknown>
  /** Shows the person that it broke. */
  readonly show: (reply: Reply, asked: RequestContext) => Promise<unknown>
  /** Says that the app is not installed there any more, where that can be said. */
  readonly refuse?: () => Promise<unknown>
}

export type WithErrorReply = (attention: RequestHandling) => Promise<void>

/** Whatever breaks is logged once, without words, under an id that the person is told. */
export function createWithErrorReply({ people, isInstalled, log }: ErrorHandlingOptions): WithErrorReply {
  return async ({ question, teamHint, work, show, refuse }) => {
    let asked = unidentifiedUser(question)
    try {
      if (!(await isInstalled(question.workspace))) {
        await refuse?.()
        return
      }
      asked = requestContextOf(question, await people.profile(question.workspace, question.user, teamHint))
      await work(asked)
    } catch (error) {
      const id = randomUUID().slice(0, 8)
      log.error({ id, ...nameOf(error) }, 'what somebody did in Slack could not be answered')
      await show(unexpectedErrorReply(id), asked).catch(() => {})
    }
  }
}

/** An error's own message may quote what people wrote. */
function nameOf(error: unknown): object {
  const { name, code, stack } = error as { name?: string; code?: unknown; stack?: string }
  const at = stack?.split('\n').find((line) => /^\s+at /.test(line))
  return { error: name ?? 'unknown', code, ...(at && { at: at.trim() }) }
}
