// The context that every listener is given.
import type { InboundHandler } from '../../../src/chat/adapter.ts'
import type { WithTimeout } from '../../../src/chat/adapter-descriptor.ts'
import type { Deduplicator } from '../../shared/deduplicate.ts'
import type { UserProfiles } from '../install/user-profiles.ts'
import type { WithErrorReply } from '../receive/error-handling.ts'
import type { EventRouter } from '../receive/event-router.ts'
import type { Responder } from '../send/respond.ts'
import type { Api } from '../send/web-api.ts'

export interface ListenerContext {
  readonly router: EventRouter
  readonly deduplicate: Deduplicator
  readonly withErrorReply: WithErrorReply
  readonly receive: InboundHandler
  readonly profiles: UserProfiles
  readonly api: Api
  readonly responder: Responder
  /** The bot's own user id in that workspace. */
  readonly botUserOf: (workspace: string) => Promise<string | undefined>
  readonly withTimeout: WithTimeout
}
