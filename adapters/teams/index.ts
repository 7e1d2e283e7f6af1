// The adapter for Microsoft Teams: it serves the configured tenants in one of Microsoft's clouds.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ChatAdapter } from '../../src/chat/adapter.ts'
import type { KeyValueStore, ProcessedIds, WithTimeout } from '../../src/chat/adapter-descriptor.ts'
import type { PlatformEvent } from '../../src/chat/platform-event.ts'
import { createRateLimiter } from '../../src/chat/rate-limiter.ts'
import { sendResponse } from '../shared/http-body.ts'
import { createInFlight } from '../shared/in-flight.ts'
import type { Cloud } from './clouds.ts'
import type { Activity } from './receive/activity.ts'
import { createAuthenticator, type Registration } from './receive/authenticate.ts'
import { createActivityHandler } from './receive/handle-activity.ts'
import { createReceiver, errorName } from './receive/http-receiver.ts'
import { createInstallationEvents } from './receive/installation-events.ts'
import { platform } from './render/action-ids.ts'
import { createConnector } from './send/connector-client.ts'
import { createConversationReferences } from './send/conversation-references.ts'
import { createMessageSender } from './send/post-message.ts'
import { createResponder } from './send/respond.ts'

export { type CloudName, clouds, rehearsal } from './clouds.ts'

export interface TeamsSettings {
  readonly cloud: Cloud
  /** If absent, nothing is authenticated: for rehearsals on this machine only. */
  readonly app?: Registration
  /** The tenants whose people are served. If absent, all are. */
  readonly tenants?: readonly string[]
}

export interface TeamsOptions {
  readonly settings: TeamsSettings
  readonly keyValueStore: KeyValueStore
  readonly processedIds: ProcessedIds
  readonly onPlatformEvent: (change: PlatformEvent) => Promise<void>
  readonly now: () => number
  readonly pause: (milliseconds: number) => Promise<void>
  readonly withTimeout: WithTimeout
  /** Replaces the token that Microsoft gives for our requests. */
  readonly token?: () => Promise<string>
  readonly log: { error(about: object, sentence: string): void }
}

export interface Teams extends ChatAdapter {
  /** Answers a request to a path under `/teams/`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

const messagesPath = '/teams/messages'

export function createTeams(options: TeamsOptions): Teams {
  const { settings, keyValueStore, processedIds, now, pause, withTimeout, log } = options
  const { app, cloud } = settings
  const tenants = settings.tenants?.map((tenant) => tenant.toLowerCase())
  const authenticator = createAuthenticator(app, cloud)
  const connector = createConnector({
    bot: `28:${app?.id ?? 'rehearsal'}`,
    token: options.token ?? authenticator.token,
    isTeams: cloud.isTeams,
  })
  const references = createConversationReferences(keyValueStore, connector, now)
  const sender = createMessageSender({ connector, references, rateLimiter: createRateLimiter(now), pause })
  const inFlight = createInFlight()
  let handleActivity: ((activity: Activity) => Promise<unknown>) | undefined
  let isOpen = false
  const receiver = createReceiver({
    authenticator,
    cloud,
    log,
    handle: async (activity) => handleActivity && inFlight.track(handleActivity(activity)),
  })

  return {
    platform,
    async start(receive) {
      const { onPlatformEvent } = options
      handleActivity = createActivityHandler({
        receive,
        references,
        responder: createResponder(sender),
        processedIds,
        isServed: (tenant) => tenants === undefined || tenants.includes(tenant.toLowerCase()),
        onInstallationEvent: createInstallationEvents({
          receive,
          onPlatformEvent,
          references,
          keyValueStore,
          sender,
        }),
        withTimeout,
        inBackground: (work) =>
          void inFlight.track(work).catch((error) => log.error(errorName(error), 'work for Teams failed')),
      })
      isOpen = true
    },
    send: sender.send,
    async stop() {
      isOpen = false
      await inFlight.drained()
    },
    async handle(request, response) {
      const [path] = (request.url ?? '').split('?', 1)
      if (path !== messagesPath || request.method !== 'POST') return sendResponse(response, 404)
      // Teams delivers an activity again if it was not accepted.
      if (!isOpen) return sendResponse(response, 503)
      return receiver(request, response)
    },
  }
}
