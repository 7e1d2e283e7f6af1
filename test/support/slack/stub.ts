// A Slack of our own: its Web API over real HTTP, with what third-party stubs lack. It counts what it accepts.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { blockFaults } from './block-kit.ts'
import { callMethod, installationFor } from './stub-methods.ts'
import { addResponse, createStubState, Refusal, type StubState } from './stub-state.ts'
import type { Json, Mishap, SlackStub, StubTeam } from './stub-types.ts'

export type * from './stub-types.ts'

/** Slack takes this many responses to one response_url. */
const maxResponses = 5

export async function openSlackStub(teams: readonly StubTeam[]): Promise<SlackStub> {
  const server = createServer((request, response) => void handleRequest(state, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const state = createStubState({ teams, origin, close: () => closeServer(server) })
  return state.stub
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function handleRequest(
  state: StubState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const bytes = Buffer.concat(parts)
  const [, area = '', name = ''] = (request.url ?? '').split('/')
  if (area === 'response') return handleResponseUrl(state, { id: name, bytes }, response)
  if (area === 'upload') return handleUpload(state, { id: name, bytes }, response)
  const { stub } = state
  const body = parseBody(String(request.headers['content-type']), bytes.toString())
  const token = String(body.token ?? request.headers.authorization?.replace('Bearer ', '') ?? '')
  const team = installationFor(state, token)?.id ?? ''
  stub.arrived.push({ method: name, team, at: performance.now() })
  await stub.before(name)
  handleCall(state, { method: name, team, body: { ...body, token } }, response)
}

interface Call {
  readonly method: string
  readonly team: string
  readonly body: Json
}

function handleCall(state: StubState, { method, team, body }: Call, response: ServerResponse): void {
  const { stub } = state
  const mishap = stub.mishap(method, team)
  const takeEffect = () => {
    const result = callMethod(state, method, body)
    stub.accepted.push({ method, team, body })
    return result
  }
  try {
    if (mishap === undefined) {
      send(response, 200, { ok: true, ...takeEffect() })
      return
    }
    if ('accept' in mishap && mishap.accept) takeEffect()
    sendMishap(mishap, response)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    send(response, 200, { ok: false, error: error.message })
  }
}

function sendMishap(mishap: Mishap, response: ServerResponse): void {
  switch (mishap.kind) {
    case 'status':
      send(response, mishap.status, { ok: false })
      return
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'hang':
      return
    case 'slow-down': {
      const headers = mishap.seconds === undefined ? {} : { 'retry-after': String(mishap.seconds) }
      response.writeHead(429, headers).end()
      return
    }
    case 'refuse':
      send(response, 200, { ok: false, error: mishap.error })
      return
  }
}

interface Sent {
  /** The id at the end of the address. */
  readonly id: string
  readonly bytes: Buffer
}

function handleUpload({ stub, uploads }: StubState, { id, bytes }: Sent, response: ServerResponse): void {
  const mishap = stub.mishap('upload', '')
  if (mishap !== undefined) {
    sendMishap(mishap, response)
    return
  }
  const upload = uploads.get(id)
  stub.contents.set(id, { name: upload?.name ?? '', bytes })
  send(response, upload?.bytes === bytes.length ? 200 : 400, {})
}

function handleResponseUrl(state: StubState, { id, bytes }: Sent, response: ServerResponse): void {
  const body = JSON.parse(bytes.toString()) as Json
  const responseUrl = state.responseUrls.get(id)
  if (responseUrl === undefined || responseUrl.uses === maxResponses) {
    send(response, 404, { ok: false, error: 'expired_url' })
    return
  }
  const faults = blockFaults(body.blocks, 'message')
  if (faults.length > 0) {
    send(response, 400, { ok: false, error: `invalid_blocks: ${faults.join('; ')}` })
    return
  }
  responseUrl.uses += 1
  addResponse(state, responseUrl.recipient, body)
  state.stub.accepted.push({ method: 'response_url', team: responseUrl.recipient.team, body })
  send(response, 200, { ok: true })
}

const nestedFields: ReadonlySet<string> = new Set(['blocks', 'view', 'files'])

/** Slack's client sends nested values as JSON within a form. */
function parseBody(type: string, text: string): Json {
  if (type.startsWith('application/json')) return JSON.parse(text)
  const body: Record<string, unknown> = {}
  for (const [name, value] of new URLSearchParams(text))
    body[name] = nestedFields.has(name) ? JSON.parse(value) : value
  return body
}

function send(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
