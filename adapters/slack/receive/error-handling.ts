// Attending to what somebody does in Slack: who it is, and what they hear where it breaks.
import { randomUUID } from 'node:crypto'
import type { Reply } from '../../../src/chat/adapter.ts'
import type { People } from '../install/user-profiles.ts'
import { brokenReply } from '../messages.ts'
import type { Belonging } from './payload-source.ts'
import { type Asked, askedBy, type Question, unknownAsker } from './request-context.ts'

export interface AttendOptions {
  readonly people: People
  readonly isInstalled: (workspace: string) => Promise<boolean>
  readonly log: { error(about: object, sentence: string): void }
}

export interface Attention {
  readonly question: Question
  /** What the payload tells of the person's team. */
  readonly told?: Belonging
  readonly work: (asked: Asked) => Promise<unknown>
  /** Shows the person that it broke. */
  readonly show: (reply: Reply, asked: Asked) => Promise<unknown>
  /** Says that the app is not installed there any more, where that can be said. */
  readonly refuse?: () => Promise<unknown>
}

export type Attend = (attention: Attention) => Promise<void>

/** Whatever breaks is logged once, without words, under an id that the person is told. */
export function createAttend({ people, isInstalled, log }: AttendOptions): Attend {
  return async ({ question, told, work, show, refuse }) => {
    let asked = unknownAsker(question)
    try {
      if (!(await isInstalled(question.workspace))) {
        await refuse?.()
        return
      }
      asked = askedBy(question, await people.profile(question.workspace, question.user, told))
      await work(asked)
    } catch (error) {
      const id = randomUUID().slice(0, 8)
      log.error({ id, ...nameOf(error) }, 'what somebody did in Slack could not be answered')
      await show(brokenReply(id), asked).catch(() => {})
    }
  }
}

/** An error's own message may quote what people wrote. */
function nameOf(error: unknown): object {
  const { name, code, stack } = error as { name?: string; code?: unknown; stack?: string }
  const at = stack?.split('\n').find((line) => /^\s+at /.test(line))
  return { error: name ?? 'unknown', ...(code !== undefined && { code }), ...(at && { at: at.trim() }) }
}
