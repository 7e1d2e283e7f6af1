// Slack's Web API: one attempt at a time, and what is known of its fate afterwards.
import { type Logger, webApi } from '@slack/bolt'
import {
  type CallResult,
  callOutcomes,
  isUnreachable,
  type UnsuccessfulCall,
} from '../../shared/call-result.ts'

export interface Api {
  /** One attempt. `workspace` is the key of an installation. Never rejects. */
  call(workspace: string, method: string, args: Readonly<Record<string, unknown>>): Promise<CallResult>
  /** With a token at hand, or with none. */
  callAs(
    token: string | undefined,
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): Promise<CallResult>
}

/** Slack renews a workspace's token no more. The message begins with Slack's own word. */
export class TokenRefused extends Error {}

export interface ApiOptions {
  /** `https://slack.com/api/`, or that of another cloud. */
  readonly url: string
  /** Nothing where the app is not installed. */
  readonly tokenOf: (workspace: string) => Promise<string | undefined>
  readonly timeoutMs?: number
}

/** Where Slack says 429 without saying for how long. */
const usualWait = 30_000
const outcomes = callOutcomes('Slack', usualWait)

export const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => 'error' as never,
  setName() {},
}

export function createApi({ url, tokenOf, timeoutMs = 10_000 }: ApiOptions): Api {
  // Left to itself the client sends up to eleven copies, and waits out a 429 while everything else waits with it.
  const client = new webApi.WebClient(undefined, {
    slackApiUrl: url,
    fetch: fetchWithWait,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger: silent,
    allowAbsoluteUrls: false,
    maxRequestConcurrency: 1_000,
  })

  async function callAs(
    token: string | undefined,
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): Promise<CallResult> {
    try {
      const body: object = await client.apiCall(method, token === undefined ? args : { ...args, token })
      return { kind: 'ok', body: body as Readonly<Record<string, unknown>> }
    } catch (error) {
      return toCallResult(error)
    }
  }

  return {
    callAs,
    async call(workspace, method, args) {
      let token: string | undefined
      try {
        token = await tokenOf(workspace)
      } catch (error) {
        if (error instanceof TokenRefused) return { kind: 'failed', why: error.message }
        return {
          kind: 'later',
          wait: usualWait,
          why: 'The token of the workspace could not be read or renewed.',
        }
      }
      if (token === undefined)
        return { kind: 'failed', why: 'not_installed: the app is not in that workspace.' }
      return callAs(token, method, args)
    },
  }
}

/** The client knows a 429 only by its Retry-After, which Slack leaves out at times. */
const fetchWithWait: NonNullable<webApi.WebClientOptions['fetch']> = async (url, init) => {
  const response = await fetch(url, init as RequestInit)
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response
  return new Response('', { status: 429, headers: { 'retry-after': String(usualWait / 1_000) } })
}

interface SlackError {
  readonly code?: string
  readonly retryAfter?: number
  readonly statusCode?: number
  readonly data?: { readonly error?: string }
  readonly original?: { readonly code?: string; readonly cause?: { readonly code?: string } }
  readonly cause?: { readonly code?: string; readonly cause?: { readonly code?: string } }
}

function toCallResult(caught: unknown): UnsuccessfulCall {
  const error = caught as SlackError
  switch (error.code) {
    case webApi.ErrorCode.PlatformError:
      return fateOfRefusal(error.data?.error ?? 'unknown_error')
    case webApi.ErrorCode.RateLimitedError:
      return outcomes.rateLimited(error.retryAfter)
    case webApi.ErrorCode.HTTPError:
      return outcomes.serverError(error.statusCode)
    default:
      return isUnreachable(networkCode(error)) ? outcomes.unreachable() : outcomes.connectionLost()
  }
}

/** Slack says `ok: false` before it does anything, but for its own inner failures. */
function fateOfRefusal(word: string): UnsuccessfulCall {
  if (word === 'ratelimited' || word === 'rate_limited' || word === 'message_limit_exceeded')
    return { kind: 'later', wait: usualWait, why: 'Slack asked to slow down.' }
  if (word === 'internal_error' || word === 'fatal_error' || word === 'service_unavailable')
    return { kind: 'unknown', why: `Slack failed in itself (${word}).` }
  return { kind: 'failed', why: `${word}: ${meanings[word] ?? 'Slack refused it.'}` }
}

const meanings: Readonly<Record<string, string>> = {
  channel_not_found: 'the channel is gone, or the app is not in it.',
  not_in_channel: 'the app is not in that channel; add it there.',
  is_archived: 'the channel is archived.',
  user_not_found: 'there is no such person.',
  users_not_found: 'there is no such person.',
  user_disabled: 'the account was deactivated.',
  cannot_dm_bot: 'a bot cannot be written to.',
  messages_tab_disabled: 'the messages of the app are switched off.',
  token_revoked: 'the app was removed from that workspace.',
  account_inactive: 'the app was removed from that workspace.',
  invalid_auth: 'the token of the workspace is no longer good.',
  invalid_refresh_token: 'the token of the workspace cannot be renewed; install the app there again.',
  message_not_found: 'the message to change is gone.',
}

function networkCode({ original, cause }: SlackError): string {
  return original?.cause?.code ?? original?.code ?? cause?.cause?.code ?? cause?.code ?? ''
}
