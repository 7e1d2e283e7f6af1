// Slack as a place to chat: over HTTP or a socket, in one workspace or in many.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, type Authorize, type Receiver, SocketModeReceiver } from '@slack/bolt'
import type { ChatAdapter, Receive } from '../../src/chat/adapter.ts'
import type { Change } from '../../src/chat/change.ts'
import { createPace } from '../../src/chat/pace.ts'
import { type Api, createApi, silent } from './api.ts'
import { watch } from './changes.ts'
import { SlackSettingError } from './errors.ts'
import { eventsOf } from './events.ts'
import { platform } from './ids.ts'
import { type Installations, keptInstallations, oneInstallation, type Vault } from './installations.ts'
import { createOAuth, installPath, redirectPath } from './oauth.ts'
import { createPeople } from './people.ts'
import { type Handled, listen, type Within } from './receive.ts'
import { createReceiver, type HttpReceiver } from './receiver.ts'
import { createReply } from './reply.ts'
import { createRotation } from './rotation.ts'
import { createSend } from './send.ts'

export { SlackSettingError } from './errors.ts'

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
  const { settings, vault, now, pause, log } = options
  const url = settings.apiUrl ?? usualApi
  const api: Api = createApi({ url, tokenOf: (workspace) => tokenOf(workspace) })
  const installations = await installationsFor(settings, api, vault)
  const renewing =
    settings.installed.kind === 'many'
      ? createRotation({
          installations,
          vault,
          api: () => api,
          client: settings.installed.client,
          now,
          pause,
        })
      : undefined
  const tokenOf = async (workspace: string) =>
    renewing ? renewing(workspace) : (await installations.of(workspace))?.token
  const people = createPeople({
    api,
    now,
    teamName: async (workspace) => (await installations.of(workspace))?.name,
  })
  const botOf = async (workspace: string) => (await installations.of(workspace))?.bot
  const shows = createReply({ api, hosts: new Set(['hooks.slack.com', new URL(url).host]) })
  const send = createSend({ api, pace: createPace(now), pause })
  const receiver = receiverFor(settings, options)
  const work = createWork()
  const oauth =
    settings.installed.kind === 'many'
      ? createOAuth({
          api,
          url,
          installations,
          vault,
          handled: options.handled,
          client: settings.installed.client,
          now,
        })
      : undefined

  return {
    platform,
    async start(receive: Receive) {
      const app = new App({
        receiver,
        authorize: authorizeBy(installations, tokenOf),
        logger: silent,
        clientOptions: { slackApiUrl: url, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
        // Bolt would ask Slack about each token first.
        tokenVerificationEnabled: false,
        // Nothing is kept in Bolt from one request to the next.
        convoStore: false,
      })
      // Errors are told by `bot.receive` and by the log; Bolt's own handler would print the request.
      app.error(async (error) =>
        log.error({ error: error.name, code: error.code }, 'a request of Slack failed'),
      )
      const { handled } = options
      const onEvent = eventsOf(app)
      listen(app, onEvent, {
        receive: (inbound) => work.inHand(() => receive(inbound)),
        people,
        api,
        ...shows,
        botOf,
        handled,
        within: options.within,
        tell: send,
      })
      watch(onEvent, { changed: options.changed, installations, people, botOf })
      await app.start()
    },
    send,
    async stop() {
      await receiver.stop()
      await work.ended()
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

async function installationsFor(settings: SlackSettings, api: Api, vault: Vault): Promise<Installations> {
  if (settings.installed.kind === 'many') return keptInstallations(vault)
  try {
    return await oneInstallation(api, settings.installed.botToken)
  } catch (error) {
    throw new SlackSettingError(
      `Slack does not take SLACK_BOT_TOKEN (${(error as Error).message}) Copy the “Bot User OAuth Token” (xoxb-…) from “OAuth & Permissions” of your app at api.slack.com/apps.`,
    )
  }
}

function receiverFor({ inbound, apiUrl }: SlackSettings, { now, log }: SlackOptions): Receiver {
  if (inbound.kind === 'http') return createReceiver({ signingSecret: inbound.signingSecret, now, log })
  const clientOptions = { slackApiUrl: apiUrl ?? usualApi }
  return new SocketModeReceiver({
    appToken: inbound.appToken,
    logger: silent,
    installerOptions: { clientOptions },
  })
}

function authorizeBy(
  installations: Installations,
  tokenOf: (workspace: string) => Promise<string | undefined>,
): Authorize<boolean> {
  return async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
    const workspace = (isEnterpriseInstall ? enterpriseId : teamId) ?? ''
    const installation = await installations.of(workspace)
    const botToken = await tokenOf(workspace)
    if (installation === undefined || botToken === undefined) throw new Error('It is not installed there.')
    return { botToken, ...(installation.bot !== undefined && { botUserId: installation.bot }) }
  }
}

/** What is in hand, so that stopping can wait for it. */
function createWork() {
  const running = new Set<Promise<unknown>>()
  return {
    async inHand<T>(step: () => Promise<T>): Promise<T> {
      const mine = step()
      running.add(mine)
      try {
        return await mine
      } finally {
        running.delete(mine)
      }
    },
    async ended() {
      await Promise.allSettled([...running])
    },
  }
}
