// Slack's requests over a socket that the app opens, for where nobody can reach it.
import { type App, type Receiver, SocketModeReceiver } from '@slack/bolt'
import { SlackSettingError } from '../messages.ts'
import { silent } from '../send/web-api.ts'
import type { InFlightRequests } from './ack-deadline.ts'

export interface SocketOptions {
  readonly appToken: string
  readonly apiUrl: string
  readonly intake: InFlightRequests
  readonly pause: (milliseconds: number) => Promise<void>
  readonly log: { error(about: object, sentence: string): void }
}

/** What Slack says of a token that will never do. */
const wrong = new Set([
  'invalid_auth',
  'not_authed',
  'not_allowed_token_type',
  'missing_scope',
  'account_inactive',
  'token_revoked',
  'token_expired',
])
const longestWait = 30_000

/** Rejects at the start where Slack does not take the token; whatever else keeps it from connecting passes. */
export function createSocket({ appToken, apiUrl, intake, pause, log }: SocketOptions): Receiver {
  // Left to itself the client reconnects in a promise that nobody listens to, which would end the process.
  const inner = new SocketModeReceiver({
    appToken,
    logger: silent,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 } } },
  })
  let isStopped = false
  let isOpen = false
  let failures = 0

  async function connect(): Promise<unknown> {
    try {
      await inner.client.start()
      failures = 0
      isOpen = true
      inner.client.once('disconnected', () => {
        isOpen = false
        void keepConnecting()
      })
      return undefined
    } catch (error) {
      failures += 1
      return error ?? new Error('The connection was closed.')
    }
  }

  /** Never rejects. */
  async function keepConnecting(): Promise<void> {
    while (!isStopped) {
      if (failures > 0) await pause(Math.min(500 * 2 ** failures, longestWait))
      if (isStopped) return
      const fault = await connect()
      if (fault === undefined) return
      log.error({ error: wordOf(fault), failures }, 'Slack’s socket could not be opened; it is tried again')
    }
  }

  return {
    init(app: App) {
      const processEvent: App['processEvent'] = async (event) => {
        // What breaks was logged; it is not acknowledged, so Slack delivers it again.
        if (!intake.isStopped) await intake.run(app, event).catch(() => {})
      }
      inner.init({ processEvent } as App)
    },
    async start() {
      const fault = await connect()
      if (fault === undefined) return
      if (wrong.has(wordOf(fault)))
        throw new SlackSettingError(
          `Slack does not take SLACK_APP_TOKEN (${wordOf(fault)}): copy an app-level token (xapp-…) with the scope connections:write from “Basic Information”, “App-Level Tokens” of your app at api.slack.com/apps.`,
        )
      log.error({ error: wordOf(fault) }, 'Slack’s socket could not be opened; it is tried again')
      void keepConnecting()
    },
    async stop() {
      isStopped = true
      if (isOpen) await inner.client.disconnect()
    },
  }
}

function wordOf(fault: unknown): string {
  const { data, code, name } = fault as { data?: { error?: string }; code?: string; name?: string }
  return data?.error ?? code ?? name ?? 'unknown'
}
