// Slack's requests over a socket that the app opens (Socket Mode), for where Slack cannot reach it.
import { type App, type Receiver, SocketModeReceiver } from '@slack/bolt'
import { silent } from '../send/web-api.ts'
import { SlackSettingError } from '../settings-error.ts'
import type { InFlightRequests } from './in-flight-requests.ts'

export interface SocketOptions {
  readonly appToken: string
  readonly apiUrl: string
  readonly inFlight: InFlightRequests
  readonly pause: (milliseconds: number) => Promise<void>
  readonly log: { error(about: object, sentence: string): void }
}

/** Slack's errors for a token that will never be accepted. */
const tokenErrors: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'not_allowed_token_type',
  'missing_scope',
  'account_inactive',
  'token_revoked',
  'token_expired',
])
/** In milliseconds. */
const firstRetryWait = 500
const maxRetryWait = 30_000

/** Starting rejects when Slack does not accept the token; whatever else keeps it from connecting is waited out. */
export function createSocket(options: SocketOptions): Receiver {
  const { appToken, apiUrl, inFlight } = options
  // The client's own reconnecting rejects a promise that nobody handles, which would end the process.
  const receiver = new SocketModeReceiver({
    appToken,
    logger: silent,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 } } },
  })
  const connection = createConnection(receiver.client, options)

  return {
    init(app: App) {
      const processEvent: App['processEvent'] = async (event) => {
        // An error was logged already. The event is not acknowledged, so Slack delivers it again.
        if (!inFlight.isStopped) await inFlight.run(app, event).catch(() => {})
      }
      receiver.init({ processEvent } as App)
    },
    start: connection.open,
    stop: connection.close,
  }
}

type SocketModeClient = SocketModeReceiver['client']

function createConnection(client: SocketModeClient, { pause, log }: SocketOptions) {
  let isStopped = false
  let isOpen = false
  let failures = 0

  /** Resolves to the error when it fails. */
  async function connect(): Promise<unknown> {
    try {
      await client.start()
    } catch (error) {
      failures += 1
      return error ?? new Error('The connection was closed.')
    }
    failures = 0
    isOpen = true
    client.once('disconnected', () => {
      isOpen = false
      void keepConnecting()
    })
    return undefined
  }

  /** Never rejects. */
  async function keepConnecting(): Promise<void> {
    while (!isStopped) {
      if (failures > 0) await pause(Math.min(firstRetryWait * 2 ** failures, maxRetryWait))
      if (isStopped) return
      const error = await connect()
      if (error === undefined) return
      log.error(
        { error: errorCode(error), failures },
        'Slack’s socket could not be opened; it is tried again',
      )
    }
  }

  return {
    async open(): Promise<void> {
      const error = await connect()
      if (error === undefined) return
      const code = errorCode(error)
      if (tokenErrors.has(code)) throw tokenNotAccepted(code)
      log.error({ error: code }, 'Slack’s socket could not be opened; it is tried again')
      void keepConnecting()
    },
    async close(): Promise<void> {
      isStopped = true
      if (isOpen) await client.disconnect()
    },
  }
}

function tokenNotAccepted(code: string): SlackSettingError {
  return new SlackSettingError(
    `Slack does not take SLACK_APP_TOKEN (${code}): copy an app-level token (xapp-…) with the scope connections:write from “Basic Information”, “App-Level Tokens” of your app at api.slack.com/apps.`,
  )
}

function errorCode(error: unknown): string {
  const { data, code, name } = error as { data?: { error?: string }; code?: string; name?: string }
  return data?.error ?? code ?? name ?? 'unknown'
}
