// Slack as a place to chat: over HTTP or a socket, in one workspace or in many.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, type Receiver } from '@slack/bolt'
import type { ChatAdapter, Receive } from '../../src/chat/adapter.ts'
import type { Change } from '../../src/chat/platform-event.ts'
import { createPace } from '../../src/chat/rate-limiter.ts'
import { createWays } from './install/guest-routing.ts'
import {
  type Installations,
  keptInstallations,
  oneInstallation,
  type Vault,
} from './install/installation-store.ts'
import { createOAuth, installPath, redirectPath } from './install/oauth.ts'
import { createRotation } from './install/token-rotation.ts'
import { createPeople } from './install/user-profiles.ts'
import { listen } from './listeners/index.ts'
import { watch } from './listeners/workspace-events.ts'
import { createIntake, type Intake, type Within } from './receive/ack-deadline.ts'
import { createAttend } from './receive/error-handling.ts'
import { createOnce, type Handled, hearingOf } from './receive/event-router.ts'
import { createReceiver, type HttpReceiver } from './receive/http-receiver.ts'
import { createSocket } from './receive/socket-mode-receiver.ts'
import { platform } from './render/action-ids.ts'
import { createDirects } from './send/direct-messages.ts'
import { createSend } from './send/post-message.ts'
import { createPaced } from './send/rate-limited-api.ts'
import { createReply } from './send/respond.ts'
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
  readonly vault: Vault
  readonly handled: Handled
  readonly changed: (change: Change) => Promise<void>
  readonly now: () => number
  readonly pause: (milliseconds: number) => Promise<void>
  readonly within: Within
  readonly log: { error(about: object, sentence: string): void }
}

export interface Slack extends ChatAdapter {
  /** Answers a request to a path under `/slack/`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

const usualApi = 'https://slack.com/api/'

/** Rejects with a `SlackSettingError` where Slack does not take a setting. */
export async function createSlack(options: SlackOptions): Promise<Slack> {
  const { settings, vault, handled, now, pause, log, within } = options
  const url = settings.apiUrl ?? usualApi
  const api: Api = createApi({ url, tokenOf: (workspace) => tokenOf(workspace) })
  const installations = await installationsFor(settings, api, options)
  const client = settings.installed.kind === 'many' ? settings.installed.client : undefined
  const renewing = client && createRotation({ installations, vault, api: () => api, client, now, pause })
  const tokenOf = async (workspace: string) =>
    renewing ? renewing(workspace) : (await installations.of(workspace))?.token
  const botOf = async (workspace: string) => (await installations.of(workspace))?.bot
  const teamName = async (workspace: string) => (await installations.of(workspace))?.name
  const ways = createWays(installations, vault)
  const people = createPeople({ api, now, ways, teamName })
  const paced = createPaced(api, createPace(now), pause)
  const directs = createDirects(paced.call, ways)
  const send = createSend({ paced, directs, ways })
  const shows = createReply({ api, hosts: hostsOf(url), directs, ways, log })
  const intake = createIntake(within)
  const receiver = receiverFor(settings, options, intake)
  const oauth = client && createOAuth({ api, url, installations, vault, handled, client, now })

  return {
    platform,
    async start(receive: Receive) {
      const app = appWith(receiver, url, log)
      const hearing = hearingOf(app)
      const once = createOnce(handled)
      const attend = createAttend({ people, isInstalled: ways.isInstalled, log })
      listen({ hearing, once, attend, receive, people, api, shows, botOf, within })
      watch({ onEvent: hearing.onEvent, once, changed: options.changed, installations, people, botOf })
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
  { vault, now, pause }: SlackOptions,
): Promise<Installations> {
  return installed.kind === 'many'
    ? keptInstallations(vault)
    : oneInstallation(api, installed.botToken, { now, pause })
}

function receiverFor(
  { inbound, apiUrl }: SlackSettings,
  { now, pause, log }: SlackOptions,
  intake: Intake,
): Receiver {
  return inbound.kind === 'http'
    ? createReceiver({ signingSecret: inbound.signingSecret, now, intake })
    : createSocket({ appToken: inbound.appToken, apiUrl: apiUrl ?? usualApi, intake, pause, log })
}
