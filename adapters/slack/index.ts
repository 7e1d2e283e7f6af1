// Slack as a place to chat: over HTTP or a socket, in one workspace or in many.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, type Receiver } from '@slack/bolt'
import type { ChatAdapter, InboundHandler } from '../../src/chat/adapter.ts'
import type { PlatformEvent } from '../../src/chat/platform-event.ts'
import { createRateLimiter } from '../../src/chat/rate-limiter.ts'
import { createDeduplicator, type ProcessedIds } from '../shared/deduplicate.ts'
import type { WithTimeout } from '../shared/with-timeout.ts'
import { createGuestRouting } from './install/guest-routing.ts'
import {
  type Installations,
  oneInstallation,
  type SecretStore,
  storedInstallations,
} from './install/installation-store.ts'
import { createOAuth, installPath, redirectPath } from './install/oauth.ts'
import { createTokenRotation } from './install/token-rotation.ts'
import { createUserProfiles } from './install/user-profiles.ts'
import { registerListeners } from './listeners/index.ts'
import { registerWorkspaceEvents } from './listeners/workspace-events.ts'
import { createInFlightRequests, type InFlightRequests } from './receive/ack-deadline.ts'
import { createWithErrorReply } from './receive/error-handling.ts'
import { createEventRouter } from './receive/event-router.ts'
import { createReceiver, type HttpReceiver } from './receive/http-receiver.ts'
import { createSocket } from './receive/socket-mode-receiver.ts'
import { platform } from './render/action-ids.ts'
import { createDirectMessageChannels } from './send/direct-messages.ts'
import { createMessageSender } from './send/post-message.ts'
import { createRateLimitedApi } from './send/rate-limited-api.ts'
import { createResponder } from './send/respond.ts'
import { type Api, createApi, silent } from './send/web-api.ts'

export { SlackSettingError } from './messages.ts'

export interface SlackSettings {
  /** `https://slack.com/api/` where not set. */
  readonly apiUrl?: string
  /** How requests come in. */
  readonly inbound:
    | { readonly kind: 'http'; readonly signingSecret: string }
    | { readonly kind: 'socket'; readonly appToken: string }
  /** Where it is installed. */
  readonly installed:
    | { readonly kind: 'one'; readonly botToken: string }
    | { readonly kind: 'many'; readonly client: { readonly id: string; readonly secret: string } }
}

export interface SlackOptions {
  readonly settings: SlackSettings
  readonly secrets: SecretStore
  readonly processedIds: ProcessedIds
  readonly onPlatformEvent: (change: PlatformEvent) => Promise<void>
  readonly now: () => number
  readonly pause: (milliseconds: number) => Promise<void>
  readonly withTimeout: WithTimeout
  readonly log: { error(about: object, sentence: string): void }
}

export interface Slack extends ChatAdapter {
  /** Answers a request to a path under `/slack/`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

const usualApi = 'https://slack.com/api/'

/** Rejects with a `SlackSettingError` where Slack does not take a setting. */
export async function createSlack(options: SlackOptions): Promise<Slack> {
  const { settings, secrets, processedIds, now, pause, log, withTimeout } = options
  const url = settings.apiUrl ?? usualApi
  const api: Api = createApi({ url, tokenOf: (workspace) => tokenOf(workspace) })
  const installations = await installationsFor(settings, api, options)
  const client = settings.installed.kind === 'many' ? settings.installed.client : undefined
  const renewing =
    client && createTokenRotation({ installations, vault: secrets, api: () => api, client, now, pause })
  const tokenOf = async (workspace: string) =>
    renewing ? renewing(workspace) : (await installations.of(workspace))?.token
  const botOf = async (workspace: string) => (await installations.of(workspace))?.bot
  const teamName = async (workspace: string) => (await installations.of(workspace))?.name
  const ways = createGuestRouting(installations, secrets)
  const people = createUserProfiles({ api, now, ways, teamName })
  const paced = createRateLimitedApi(api, createRateLimiter(now), pause)
  const directs = createDirectMessageChannels(paced.call, ways)
  const send = createMessageSender({ paced, directs, ways })
  const shows = createResponder({ api, hosts: hostsOf(url), directs, ways, log })
  const intake = createInFlightRequests(withTimeout)
  const receiver = receiverFor(settings, options, intake)
  const oauth =
    client && createOAuth({ api, url, installations, vault: secrets, handled: processedIds, client, now })

  return {
    platform,
    async start(receive: InboundHandler) {
      const app = appWith(receiver, url, log)
      const hearing = createEventRouter(app)
      const once = createDeduplicator(processedIds)
      const attend = createWithErrorReply({ people, isInstalled: ways.isInstalled, log })
      registerListeners({ hearing, once, attend, receive, people, api, shows, botOf, within: withTimeout })
      registerWorkspaceEvents({
        onEvent: hearing.onEvent,
        once,
        changed: options.onPlatformEvent,
        installations,
        people,
        botOf,
      })
      await app.start()
    },
    send,
    async stop() {
      // What is in hand may still have to be acknowledged.
      await intake.stop()
      await receiver.stop()
    },
    async handle(request, response) {
      const [pathname] = (request.url ?? '').split('?', 1)
      if (pathname === '/slack/events' && request.method === 'POST' && 'handle' in receiver)
        return (receiver as HttpReceiver).handle(request, response)
      if (oauth && pathname === installPath) return oauth.begin(response)
      if (oauth && pathname === redirectPath) return oauth.finish(request, response)
      response.writeHead(404).end()
    },
  }
}

/** Where answers to a `response_url` may go: hooks.slack.com, or that of another cloud. */
function hostsOf(url: string): ReadonlySet<string> {
  const { host } = new URL(url)
  return new Set([host, `hooks.${host}`])
}

function appWith(receiver: Receiver, url: string, log: SlackOptions['log']): App {
  const app = new App({
    receiver,
    // Each call fetches its own token; whether the app is installed is asked where somebody is attended to.
    authorize: async () => ({}),
    logger: silent,
    clientOptions: { slackApiUrl: url, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    // Bolt would ask Slack about each token first.
    tokenVerificationEnabled: false,
    // Who is heard is decided where it is heard; without a bot’s id Bolt could tell nothing.
    ignoreSelf: false,
    // Nothing is kept in Bolt from one request to the next.
    convoStore: false,
  })
  // Bolt's own handler would print the request. What fails here is not acknowledged, so Slack delivers it again.
  app.error(async (error) => {
    log.error({ error: error.name, code: error.code }, 'a request of Slack failed')
    throw error
  })
  return app
}

async function installationsFor(
  { installed }: SlackSettings,
  api: Api,
  { secrets, now, pause }: SlackOptions,
): Promise<Installations> {
  return installed.kind === 'many'
    ? storedInstallations(secrets)
    : oneInstallation(api, installed.botToken, { now, pause })
}

function receiverFor(
  { inbound, apiUrl }: SlackSettings,
  { now, pause, log }: SlackOptions,
  intake: InFlightRequests,
): Receiver {
  return inbound.kind === 'http'
    ? createReceiver({ signingSecret: inbound.signingSecret, now, intake })
    : createSocket({ appToken: inbound.appToken, apiUrl: apiUrl ?? usualApi, intake, pause, log })
}
