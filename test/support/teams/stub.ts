// A Teams for tests: Microsoft's Bot Connector and its keys over real HTTP. It records what it accepts.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cardFaults } from './card-faults.ts'
import { type ErrorCode, perform, personalChatOf, Refusal } from './connector.ts'
import { issuer, publicKey, signToken, type TokenOptions } from './tokens.ts'
import type { Call, Json, StubMessage, StubPerson, StubTenant } from './types.ts'

/** What happens to a request instead of an ordinary answer. With `accept` it takes effect, but no answer arrives. */
export type Fault =
  | { readonly kind: 'refuse'; readonly code: ErrorCode }
  | { readonly kind: 'status'; readonly status: number; readonly accept: boolean }
  | { readonly kind: 'reset'; readonly accept: boolean }
  | { readonly kind: 'hang'; readonly accept: boolean }
  | { readonly kind: 'slow-down'; readonly seconds?: number }

export interface TeamsStub {
  readonly serviceUrl: string
  /** The setting `ToBotFromChannelOpenIdMetadataUrl` of the framework. */
  readonly keysUrl: string
  readonly messages: StubMessage[]
  /** Every request that took effect. */
  readonly accepted: Call[]
  /** Every request that arrived. */
  readonly arrived: (Call & { readonly at: number })[]
  /** The bot's own token; another one is answered with 401. `undefined` accepts any token. */
  bearer: string | undefined
  /** Decides for each request; `undefined` means an ordinary answer. */
  fault: (call: Call) => Fault | undefined
  /** What Teams sends along with an activity; valid unless the options say otherwise. */
  token(options?: TokenOptions): string
  /** The id of that person's chat with the bot. */
  chatOf(person: StubPerson): string
  /** Installs the bot for a person, a team or a group chat. At first it is installed everywhere. */
  install(where: { readonly id: string }): void
  uninstall(where: { readonly id: string }): void
  nextId(): string
  /** Every reason for which Teams would not show this Adaptive Card; empty if there is none. */
  cardFaults(card: unknown): string[]
  close(): Promise<void>
}

export async function openTeamsStub(tenants: readonly StubTenant[]): Promise<TeamsStub> {
  const installed = new Set(tenants.flatMap(installableIds))
  let counter = 1_700_000_000_000
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const stub: TeamsStub = {
    serviceUrl: `${origin}/teams/`,
    keysUrl: `${origin}/keys/.well-known/openidconfiguration`,
    messages: [],
    accepted: [],
    arrived: [],
    bearer: 'the-token-of-the-bot',
    fault: () => undefined,
    token: (options) => signToken({ serviceUrl: stub.serviceUrl, ...options }),
    chatOf: personalChatOf,
    install: ({ id }) => void installed.add(id),
    uninstall: ({ id }) => void installed.delete(id),
    nextId: () => String(++counter),
    cardFaults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const state = { tenants, messages: stub.messages, installed, nextId: stub.nextId }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request)
    const { pathname } = new URL(request.url ?? '', origin)
    const [area, ...path] = pathname.slice(1).split('/').map(decodeURIComponent)
    if (area === 'keys') return sendKeys(response, path, `${origin}/keys`)
    const [, , conversation = '', kind = '', about] = path
    const operation = operations[`${request.method} ${kind}`]
    if (operation === undefined)
      return send(response, 405, { message: 'The requested resource does not support it.' })
    if (stub.bearer !== undefined && request.headers.authorization !== `Bearer ${stub.bearer}`)
      return send(response, 401, { message: 'Authorization has been denied for this request.' })
    const body = text === '' ? {} : JSON.parse(text)
    return serveCall({ operation, conversation, ...(about && { about }), body }, response)
  }

  function serveCall(call: Call, response: ServerResponse): void {
    stub.arrived.push({ ...call, at: performance.now() })
    const fault = stub.fault(call)
    try {
      if (fault === undefined) {
        send(response, ...accept(call))
        return
      }
      if ('accept' in fault && fault.accept) accept(call)
      applyFault(fault, response)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refuse(response, error)
    }
  }

  function accept(call: Call): ReturnType<typeof perform> {
    const answer = perform(call, state)
    stub.accepted.push(call)
    return answer
  }

  return stub
}

function installableIds({ people, teams, chats }: StubTenant): readonly string[] {
  return [...people, ...teams, ...chats].map(({ id }) => id)
}

const operations: Readonly<Record<string, Call['operation']>> = {
  'POST ': 'create',
  'POST activities': 'post',
  'PUT activities': 'update',
  'GET members': 'member',
  'GET pagedmembers': 'members',
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

function sendKeys(response: ServerResponse, path: readonly string[], url: string): void {
  const metadata = {
    issuer,
    jwks_uri: `${url}/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
  }
  send(response, 200, path.at(-1) === 'keys' ? { keys: [publicKey()] } : metadata)
}

function applyFault(fault: Fault, response: ServerResponse): void {
  switch (fault.kind) {
    case 'refuse':
      refuse(response, new Refusal(fault.code))
      break
    case 'status':
      send(response, fault.status, { error: { code: 'ServiceError', message: 'Something went wrong.' } })
      break
    case 'reset':
      response.socket?.resetAndDestroy()
      break
    case 'hang':
      break
    case 'slow-down':
      if (fault.seconds !== undefined) response.setHeader('retry-after', fault.seconds)
      refuse(response, new Refusal('Throttled'))
      break
  }
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  send(response, refusal.status, refusalBody(refusal))
}

function refusalBody({ code, message }: Refusal): Json {
  if (code !== 'MessageWritesBlocked') return { error: { code, message } }
  // This error comes from another layer of Teams, in another shape.
  return { errorCode: 209, message: JSON.stringify({ subCode: code, details: message }, null, 2) }
}

function send(response: ServerResponse, status: number, body?: Json): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(body && JSON.stringify(body))
}
