// Error handling for whatever somebody does in Slack: who it is, and what they see when it breaks.
import { randomUUID } from 'node:crypto'
import type { Reply } from '../../../src/chat/adapter.ts'
import type { UserProfiles } from '../install/user-profiles.ts'
import { unexpectedErrorReply } from '../messages.ts'
import type { TeamMembership } from './payload-source.ts'
import {
  type RequestContext,
  requestContextOf,
  type UnidentifiedRequest,
  withUnknownUser,
} from './request-context.ts'

export interface ErrorHandlingOptions {
  readonly profiles: UserProfiles
  readonly isInstalled: (workspace: string) => Promise<boolean>
  readonly log: { error(about: object, sentence: string): void }
}

/** Shows a reply to the person who made the request. */
export type Respond = (reply: Reply, request: RequestContext) => Promise<unknown>

interface RequestHandling {
  readonly request: UnidentifiedRequest
  /** What the payload says about the person's team. */
  readonly teamHint?: TeamMembership
  readonly handle: (request: RequestContext) => Promise<unknown>
  readonly respond: Respond
  /** Says that the app is not installed there any more, where Slack still lets it say so. */
  readonly refuse?: () => Promise<unknown>
}

export type WithErrorReply = (handling: RequestHandling) => Promise<void>

/** An error is logged once, without people's words, under an id that the person is given. */
export function createWithErrorReply({ profiles, isInstalled, log }: ErrorHandlingOptions): WithErrorReply {
  return async ({ request, teamHint, handle, respond, refuse }) => {
    let context = withUnknownUser(request)
    try {
      if (!(await isInstalled(request.workspace))) {
        await refuse?.()
        return
      }
      context = requestContextOf(request, await profiles.profile(request.workspace, request.user, teamHint))
      await handle(context)
    } catch (error) {
      const id = randomUUID().slice(0, 8)
      log.error({ id, ...summaryOf(error) }, 'what somebody did in Slack could not be answered')
      await respond(unexpectedErrorReply(id), context).catch(() => {})
    }
  }
}

/** The message of an error is left out, because it may quote what people wrote. */
function summaryOf(error: unknown): object {
  const { name = 'unknown', code, stack } = error as { name?: string; code?: unknown; stack?: string }
  const at = stack?.split('\n').find((line) => /^\s+at /.test(line))
  return at === undefined ? { error: name, code } : { error: name, code, at: at.trim() }
}
