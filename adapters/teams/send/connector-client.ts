// A client for the Bot Connector's REST API. Each call is one attempt: the framework's own client sends up to four times
// by itself, whatever its options say.
import { type CallResult, callOutcomes, isUnreachable } from '../../shared/call-result.ts'
import { asObject } from '../render/action-ids.ts'
import { type HttpResponse, request } from './http-client.ts'

export interface Connector {
  /** Opens the personal chat with a person of the tenant, or finds it. The body of `ok` has its `id`. */
  openChat(serviceUrl: string, tenant: string, person: string): Promise<CallResult>
  /** The body of `ok` has the `id` of the message. */
  post(serviceUrl: string, conversation: string, message: object): Promise<CallResult>
  update(serviceUrl: string, conversation: string, id: string, message: object): Promise<CallResult>
  /** `person` is their id in Teams or in the directory. The body of `ok` has `id`, `name` and `aadObjectId`. */
  member(serviceUrl: string, conversation: string, person: string): Promise<CallResult>
}

export interface ConnectorOptions {
  /** The bot's own account in Teams: `28:<app id>`. */
  readonly bot: string
  readonly token: () => Promise<string>
  readonly isTeams: (url: URL) => boolean
  readonly timeoutMs?: number
}

/** In milliseconds: the wait after a 429 that does not say for how long. */
const defaultWait = 10_000
const outcomes = callOutcomes('Teams', defaultWait)

interface Call {
  readonly serviceUrl: string
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Ids in a path below `/v3/conversations`; they are encoded. */
  readonly path: readonly string[]
  readonly body?: object
}

export function createConnector(options: ConnectorOptions): Connector {
  const { bot } = options
  return {
    openChat(serviceUrl, tenant, person) {
      const body = {
        isGroup: false,
        bot: { id: bot },
        members: [{ id: person }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
      }
      return call({ serviceUrl, method: 'POST', path: [], body }, options)
    },
    post(serviceUrl, conversation, message) {
      const body = { from: { id: bot }, ...message }
      return call({ serviceUrl, method: 'POST', path: [conversation, 'activities'], body }, options)
    },
    update(serviceUrl, conversation, id, message) {
      const body = { ...message, id }
      return call({ serviceUrl, method: 'PUT', path: [conversation, 'activities', id], body }, options)
    },
    member: (serviceUrl, conversation, person) =>
      call({ serviceUrl, method: 'GET', path: [conversation, 'members', person] }, options),
  }
}

async function call(
  { serviceUrl, method, path, body }: Call,
  { token, isTeams, timeoutMs = 10_000 }: ConnectorOptions,
): Promise<CallResult> {
  if (!URL.canParse(serviceUrl) || !isTeams(new URL(serviceUrl)))
    return { kind: 'failed', why: 'foreign_address: that is no address of Teams.' }
  let bearer: string
  try {
    bearer = await token()
  } catch {
    return { kind: 'later', wait: defaultWait, why: 'Microsoft gave no token for the bot.' }
  }
  const text = body && JSON.stringify(body)
  const address = [`${serviceUrl.replace(/\/+$/, '')}/v3/conversations`, ...path.map(encodeURIComponent)]
  try {
    const response = await request({
      url: address.join('/'),
      method,
      headers: headersFor(bearer, text),
      body: text,
      timeoutMs,
    })
    return toCallResult(response)
  } catch (error) {
    return noConnection(error) ? outcomes.unreachable() : outcomes.connectionLost()
  }
}

function headersFor(bearer: string, text: string | undefined): Readonly<Record<string, string | number>> {
  const headers: Record<string, string | number> = {}
  if (bearer !== '') headers.authorization = `Bearer ${bearer}`
  if (text === undefined) return headers
  headers['content-type'] = 'application/json'
  headers['content-length'] = Buffer.byteLength(text)
  return headers
}

function toCallResult({ status, text, retryAfter }: HttpResponse): CallResult {
  const body = parseJson(text)
  if (status >= 200 && status < 300) return { kind: 'ok', body: asObject(body) }
  const code = errorCodeIn(body)
  if (status === 429) return outcomes.rateLimited(secondsOf(retryAfter))
  // Somebody else was changing the same message, and our change was refused.
  if (status === 412) return { kind: 'later', wait: 1_000, why: 'Teams was changing it just then (412).' }
  if (status >= 500) return outcomes.serverError(status)
  return {
    kind: 'failed',
    why: `${code || status}: ${meanings[code] ?? statusMeanings[status] ?? 'Teams refused it.'}`,
  }
}

/** The error code of Teams, which stands at the top of an error or deep in its message. Empty if there is none. */
function errorCodeIn(body: unknown): string {
  const text = JSON.stringify(body)
  const known = Object.keys(meanings).find((code) => text.includes(code))
  if (known !== undefined) return known
  const { code } = asObject(asObject(body).error)
  return typeof code === 'string' ? code : ''
}

const meanings: Readonly<Record<string, string>> = {
  ConversationBlockedByUser: 'that person has blocked On the Table.',
  BotNotInConversationRoster: 'On the Table is not installed there.',
  MessageWritesBlocked: 'that person has not installed On the Table, or has removed it.',
  ForbiddenOperationException: 'On the Table is not installed there.',
  BotDisabledByAdmin: 'an admin has blocked On the Table.',
  ConversationNotFound: 'the channel or chat is gone.',
  ActivityNotFoundInConversation: 'the message to change is gone.',
  MessageSizeTooBig: 'the message is too large for Teams.',
}

const statusMeanings: Readonly<Record<number, string>> = {
  401: 'Teams does not take the registration of the bot.',
  403: 'On the Table may not write there.',
  404: 'the channel or chat is gone.',
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

function secondsOf(retryAfter: string | undefined): number | undefined {
  const seconds = Number(retryAfter ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds : undefined
}

/** Whether no connection was made. */
function noConnection(error: unknown): boolean {
  const { code = '', syscall } = error as { code?: string; syscall?: string }
  return isUnreachable(code) || (code === 'ETIMEDOUT' && syscall === 'connect')
}
