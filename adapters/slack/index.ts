// The Slack adapter: over HTTP or a socket, in one workspace or in many.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, type Receiver } from '@slack/bolt'
import type { ChatAdapter, InboundHandler } from '../../src/chat/adapter.ts'
import type { ProcessedIds, SecretStore, WithTimeout } from '../../src/chat/adapter-descriptor.ts'
import type { PlatformEvent } from '../../src/chat/platform-event.ts'
import { createRateLimiter } from '../../src/chat/rate-limiter.ts'
import { createDeduplicator } from '../shared/deduplicate.ts'
import { createGuestRouting, type GuestRouting } from './install/guest-routing.ts'
import { type Installations, oneInstallation, storedInstallations } from './install/installation-store.ts'
import { createOAuth, type OAuth, redirectPath } from './install/oauth.ts'
import { installPath } from './install/oauth-pages.ts'
import { createTokenRotation, type TokenOf } from './install/token-rotation.ts'
import { createUserProfiles, type UserProfiles } from './install/user-profiles.ts'
import { registerListeners } from './listeners/index.ts'
import { registerWorkspaceEvents } from './listeners/workspace-events.ts'
import { createWithErrorReply } from './receive/error-handling.ts'
import { createEventRouter } from './receive/event-router.ts'
import { createReceiver, type HttpReceiver } from './receive/http-receiver.ts'
import { createInFlightRequests, type InFlightRequests } from './receive/in-flight-requests.ts'
import { createSocket } from './receive/socket-mode-receiver.ts'
import { platform } from './render/action-ids.ts'
import { createDirectMessageChannels, type DirectMessageChannels } from './send/direct-messages.ts'
import { createMessageSender } from './send/post-message.ts'
import { createRateLimitedApi, type RateLimitedApi } from './send/rate-limited-api.ts'
import { createResponder } from './send/respond.ts'
import { type Api, createApi, silent } from './send/web-api.ts'

export interface SlackSettings {
  /** The base of the Web API; `https://slack.com/api/` by default. */
  readonly apiUrl?: string
  /** How requests come in. */
  readonly inbound:
    | { readonly kind: 'http'; readonly signingSecret: string }
    | { readonly kind: 'socket'; readonly appToken: string }
  /** The workspaces in which the app is installed. */
  readonly installed:
    | { readonly kind: 'one'; readonly botToken: string }
    | { readonly kind: 'many'; readonly client: { readonly id: string; readonly secret: string } }
}

export interface SlackOptions {
  readonly settings: SlackSettings
  readonly secrets: SecretStore
  readonly processedIds: ProcessedIds
  readonly onPlatformEvent: (event: PlatformEvent) => Promise<void>
  readonly now: () => number
  readonly pause: (milliseconds: number) => Promise<void>
  readonly withTimeout: WithTimeout
  readonly log: { error(about: object, sentence: string): void }
}

export interface Slack extends ChatAdapter {
  /** Handles a request to a path under `/slack/`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

const defaultApiUrl = 'https://slack.com/api/'

/** Rejects with a `SlackSettingError` when Slack does not accept a setting. */
export async function createSlack(options: SlackOptions): Promise<Slack> {
  const { settings, log } = options
  const url = settings.apiUrl ?? defaultApiUrl
  const services = await createServices(options, url)
  const inFlight = createInFlightRequests(options.withTimeout)
  const receiver = createReceiverFor(options, url, inFlight)
  const oauth = createOAuthFor(options, url, services)
  const { rateLimitedApi, directMessages, guestRouting } = services
  return {
    platform,
    async start(receive) {
      const app = createApp(receiver, url, log)
      registerOn(app, { receive, options, services, url })
      await app.start()
    },
    send: createMessageSender({ api: rateLimitedApi, directMessages, guestRouting }),
    async stop() {
      // Requests in flight may still have to be acknowledged.
      await inFlight.stop()
      await receiver.stop()
    },
    handle: createHttpHandler(receiver, oauth),
  }
}

/** What receiving and sending have in common. */
interface Services {
  readonly api: Api
  readonly rateLimitedApi: RateLimitedApi
  readonly installations: Installations
  readonly guestRouting: GuestRouting
  readonly profiles: UserProfiles
  readonly directMessages: DirectMessageChannels
}

async function createServices(options: SlackOptions, url: string): Promise<Services> {
  const { secrets, now, pause } = options
  // The API asks for tokens, and tokens are renewed through the API.
  const api: Api = createApi({ url, tokenOf: (workspace) => tokenOf(workspace) })
  const installations = await openInstallations(options, api)
  const tokenOf = createTokenOf(options, installations, api)
  const guestRouting = createGuestRouting(installations, secrets)
  const teamName = async (workspace: string) => (await installations.of(workspace))?.name
  const profiles = createUserProfiles({ api, now, guestRouting, teamName })
  const rateLimitedApi = createRateLimitedApi(api, createRateLimiter(now), pause)
  const directMessages = createDirectMessageChannels(rateLimitedApi.call, guestRouting)
  return { api, rateLimitedApi, installations, guestRouting, profiles, directMessages }
}

async function openInstallations(
  { settings: { installed }, secrets, now, pause }: SlackOptions,
  api: Api,
): Promise<Installations> {
  if (installed.kind === 'many') return storedInstallations(secrets)
  return oneInstallation(api, installed.botToken, { now, pause })
}

function createTokenOf(
  { settings: { installed }, secrets, now, pause }: SlackOptions,
  installations: Installations,
  api: Api,
): TokenOf {
  if (installed.kind === 'one') return async (workspace) => (await installations.of(workspace))?.token
  const { client } = installed
  return createTokenRotation({ installations, secrets, api, client, now, pause })
}

function createReceiverFor(
  { settings: { inbound }, now, pause, log }: SlackOptions,
  url: string,
  inFlight: InFlightRequests,
): Receiver | HttpReceiver {
  if (inbound.kind === 'http') return createReceiver({ signingSecret: inbound.signingSecret, now, inFlight })
  return createSocket({ appToken: inbound.appToken, apiUrl: url, inFlight, pause, log })
}

/** Returns `undefined` when the app is installed by a setting. */
function createOAuthFor(
  { settings: { installed }, secrets, processedIds, now }: SlackOptions,
  url: string,
  { api, installations }: Services,
): OAuth | undefined {
  if (installed.kind === 'one') return undefined
  return createOAuth({ api, url, installations, secrets, processedIds, client: installed.client, now })
}

function createApp(receiver: Receiver, url: string, log: SlackOptions['log']): App {
  const app = new App({
    receiver,
    // Each call fetches its own token, and each request is checked for an installation when it is handled.
    authorize: async () => ({}),
    logger: silent,
    clientOptions: { slackApiUrl: url, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    // Bolt would verify each token with Slack first.
    tokenVerificationEnabled: false,
    // The listeners ignore bots themselves. Bolt cannot, because it is not given the bot's id.
    ignoreSelf: false,
    // Bolt keeps nothing from one request to the next.
    convoStore: false,
  })
  // Bolt's own handler would print the request. A request that fails is not acknowledged, so Slack delivers it again.
  app.error(async (error) => {
    log.error({ error: error.name, code: error.code }, 'a request of Slack failed')
    throw error
  })
  return app
}

interface Registration {
  readonly receive: InboundHandler
  readonly options: SlackOptions
  readonly services: Services
  readonly url: string
}

function registerOn(app: App, { receive, options, services, url }: Registration): void {
  const { processedIds, onPlatformEvent, withTimeout, log } = options
  const { api, installations, guestRouting, profiles, directMessages } = services
  const router = createEventRouter(app)
  const deduplicate = createDeduplicator(processedIds)
  const botUserOf = async (workspace: string) => (await installations.of(workspace))?.bot
  const { isInstalled } = guestRouting
  registerListeners({
    router,
    deduplicate,
    withErrorReply: createWithErrorReply({ profiles, isInstalled, log }),
    receive,
    profiles,
    api,
    responder: createResponder({ api, hosts: responseHosts(url), directMessages, guestRouting, log }),
    botUserOf,
    withTimeout,
  })
  const { onEvent } = router
  registerWorkspaceEvents({ onEvent, deduplicate, onPlatformEvent, installations, profiles, botUserOf })
}

/** The hosts that a `response_url` may have: hooks.slack.com, or that of another cloud. */
function responseHosts(url: string): ReadonlySet<string> {
  const { host } = new URL(url)
  return new Set([host, `hooks.${host}`])
}

function createHttpHandler(receiver: Receiver | HttpReceiver, oauth: OAuth | undefined): Slack['handle'] {
  return async (request, response) => {
    const [pathname] = (request.url ?? '').split('?', 1)
    if (pathname === '/slack/events' && request.method === 'POST' && 'handle' in receiver)
      return receiver.handle(request, response)
    if (oauth && pathname === installPath) return oauth.begin(response)
    if (oauth && pathname === redirectPath) return oauth.finish(request, response)
    response.writeHead(404).end()
  }
}
