// A Teams of our own: Microsoft's Bot Connector and its keys over real HTTP. It counts what it accepts.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { issuer, publicKey, signed, type TokenOptions } from './client.ts'

export type Json = Readonly<Record<string, unknown>>

export interface StubPerson {
  /** `29:…` */
  readonly id: string
  readonly aadObjectId: string
  readonly name: string
  readonly timezone: string
}

export interface StubChannel {
  /** `19:…@thread.tacv2` */
  readonly id: string
  readonly name: string
}

/** Its first channel is its General channel, whose id is that of the team. */
export interface StubTeam {
  readonly id: string
  readonly name: string
  readonly channels: readonly StubChannel[]
}

export interface StubTenant {
  readonly id: string
  /** They are all members of every team and group chat of their tenant. */
  readonly people: readonly StubPerson[]
  readonly teams: readonly StubTeam[]
  /** Group chats: `19:…@thread.v2`. */
  readonly chats: readonly { readonly id: string }[]
}

export interface StubMessage {
  readonly tenant: string
  /** Without a thread. */
  readonly conversation: string
  readonly id: string
  /** The first message of its thread, where it is not that itself. */
  readonly root?: string
  text: string
  summary: string
  attachments: readonly Json[]
  edited: boolean
}

export interface Call {
  readonly operation: 'create' | 'post' | 'update' | 'member' | 'members'
  /** As it was called, so with its thread; empty for `create`. */
  readonly conversation: string
  /** What is replied to or changed, or the person asked for. */
  readonly about?: string
  readonly body: Json
}

/** Microsoft's words for what went wrong, each with its status and message. */
const errors = {
  BadSyntax: [400, 'Bad format of activity'],
  ConversationBlockedByUser: [403, 'User blocked the conversation with the bot.'],
  BotNotInConversationRoster: [403, 'The bot is not part of the conversation roster.'],
  BotDisabledByAdmin: [403, 'The tenant admin disabled this bot.'],
  ForbiddenOperationException: [403, "Bot is not installed in user's personal scope"],
  MessageWritesBlocked: [403, 'Thread is blocked from message writes.'],
  ConversationNotFound: [404, 'Conversation not found.'],
  ActivityNotFoundInConversation: [404, 'Conversation not found.'],
  MemberNotFoundInConversation: [404, 'Member not found.'],
  PreconditionFailed: [412, 'Precondition failed, please try again.'],
  MessageSizeTooBig: [413, 'Message size too large.'],
  Throttled: [429, 'Too many requests.'],
} as const satisfies Record<string, readonly [number, string]>

/** What happens to a request instead of an ordinary answer. `accept`: it takes effect, but no answer arrives. */
export type Mishap =
  | { readonly kind: 'refuse'; readonly code: keyof typeof errors }
  | { readonly kind: 'status'; readonly status: number; readonly accept: boolean }
  | { readonly kind: 'reset'; readonly accept: boolean }
  | { readonly kind: 'hang'; readonly accept: boolean }
  | { readonly kind: 'slow-down'; readonly seconds?: number }

interface Wanted {
  readonly members?: readonly { readonly id?: string }[]
  readonly tenantId?: string
  readonly channelData?: { readonly tenant?: { readonly id?: string } }
}

export interface TeamsStub {
  readonly serviceUrl: string
  /** For `ToBotFromChannelOpenIdMetadataUrl`. */
  readonly keysUrl: string
  readonly messages: StubMessage[]
  /** Every request that took effect. */
  readonly accepted: Call[]
  /** Every request that arrived. */
  readonly arrived: (Call & { readonly at: number })[]
  /** The bot's own token, without which it is answered 401. Nothing: any will do. */
  bearer: string | undefined
  /** Asked for each request; nothing means an ordinary answer. */
  mishap: (call: Call) => Mishap | undefined
  /** What Teams sends along with an activity, good unless it is to be otherwise. */
  token(options?: TokenOptions): string
  /** The chat of that person with the bot. */
  chatOf(person: StubPerson): string
  /** For a person, a team or a group chat. At first it is installed everywhere. */
  install(where: { readonly id: string }): void
  uninstall(where: { readonly id: string }): void
  nextId(): string
  /** Every reason for which Teams would not show this Adaptive Card; empty where there is none. */
  cardFaults(card: unknown): string[]
  close(): Promise<void>
}

const adaptivecards: typeof import('adaptivecards') = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
)

class Refusal extends Error {
  readonly code: keyof typeof errors
  constructor(code: keyof typeof errors, message: string = errors[code][1]) {
    super(message)
    this.code = code
  }
}

export async function openTeamsStub(tenants: readonly StubTenant[]): Promise<TeamsStub> {
  const installed = new Set(
    tenants.flatMap(({ people, teams, chats }) => [...people, ...teams, ...chats].map(({ id }) => id)),
  )
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
    mishap: () => undefined,
    token: (options) => signed({ serviceUrl: stub.serviceUrl, ...options }),
    chatOf: ({ aadObjectId }) => `a:1${aadObjectId}`,
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

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const text = Buffer.concat(parts).toString()
    const { pathname } = new URL(request.url ?? '', origin)
    const [area, ...path] = pathname.slice(1).split('/').map(decodeURIComponent)
    if (area === 'keys') {
      send(response, 200, path.at(-1) === 'keys' ? { keys: [publicKey()] } : metadata(`${origin}/keys`))
      return
    }
    const [, , conversation = '', kind = '', about] = path
    const operation = operations[`${request.method} ${kind}`]
    const body = text === '' ? {} : JSON.parse(text)
    if (operation === undefined)
      send(response, 405, { message: 'The requested resource does not support it.' })
    else if (stub.bearer !== undefined && request.headers.authorization !== `Bearer ${stub.bearer}`)
      send(response, 401, { message: 'Authorization has been denied for this request.' })
    else serveCall({ operation, conversation, ...(about && { about }), body }, response)
  }

  function serveCall(call: Call, response: ServerResponse): void {
    stub.arrived.push({ ...call, at: performance.now() })
    const mishap = stub.mishap(call)
    const effect = () => {
      const answer = does[call.operation](call)
      stub.accepted.push(call)
      return answer
    }
    try {
      if (mishap === undefined) send(response, ...effect())
      else {
        if ('accept' in mishap && mishap.accept) effect()
        hurt(mishap, response)
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refuse(response, error)
    }
  }

  const does: Readonly<Record<Call['operation'], (call: Call) => [status: number, body?: Json]>> = {
    create({ body }) {
      const { members = [], tenantId, channelData } = body as Wanted
      const tenant = tenants.find(({ id }) => id === (channelData?.tenant?.id ?? tenantId))
      const [member, ...more] = members
      if (member?.id === undefined || more.length > 0) throw new Refusal('BadSyntax')
      if (tenant === undefined) throw new Refusal('ForbiddenOperationException')
      const person = tenant.people.find(({ id, aadObjectId }) => [id, aadObjectId].includes(member.id ?? ''))
      if (person === undefined) throw new Refusal('BadSyntax')
      if (!installed.has(person.id)) throw new Refusal('ForbiddenOperationException')
      return [201, { id: stub.chatOf(person) }]
    },
    post({ conversation, about, body }) {
      const tenant = reach(conversation).id
      const read = readMessage(body)
      const [channel = '', thread] = conversation.split(';messageid=')
      const replied = stub.messages.find(({ id }) => id === about)?.root ?? about
      const root = channel.endsWith('@thread.tacv2') ? (thread ?? replied) : undefined
      const add = (part: Partial<StubMessage>) => {
        const id = String(++counter)
        stub.messages.push({
          tenant,
          conversation: channel,
          id,
          ...(root && { root }),
          edited: false,
          ...read,
          ...part,
        })
        return id
      }
      if (read.text === '' || read.attachments.length === 0) return [201, { id: add({}) }]
      // Text beside a card becomes a post of its own, and then nobody is told an id.
      add({ attachments: [] })
      add({ text: '' })
      return [202]
    },
    update({ conversation, about, body }) {
      reach(conversation)
      const [channel] = conversation.split(';messageid=')
      const found = stub.messages.find((one) => one.conversation === channel && one.id === about)
      if (found === undefined) throw new Refusal('ActivityNotFoundInConversation')
      Object.assign(found, readMessage(body), { edited: true })
      return [200, { id: found.id }]
    },
    member({ conversation, about = '' }) {
      const found = membersOf(conversation).find((one) => [one.id, one.objectId].includes(about))
      if (found === undefined) throw new Refusal('MemberNotFoundInConversation')
      return [200, found]
    },
    members: ({ conversation }) => [200, { members: membersOf(conversation) }],
  }

  /** Where the bot is installed in that conversation: its tenant. */
  function reach(conversation: string): StubTenant {
    const [place = ''] = conversation.split(';messageid=')
    for (const tenant of tenants) {
      const person = tenant.people.find((one) => stub.chatOf(one) === place)
      const team = tenant.teams.find(({ channels }) => channels.some(({ id }) => id === place))
      const where = person ?? team ?? tenant.chats.find(({ id }) => id === place)
      if (where === undefined) continue
      if (installed.has(where.id)) return tenant
      throw new Refusal(person ? 'MessageWritesBlocked' : 'BotNotInConversationRoster')
    }
    throw new Refusal('ConversationNotFound')
  }

  function membersOf(conversation: string) {
    const tenant = reach(conversation)
    const people = tenant.people.filter(
      (one) => !conversation.startsWith('a:') || stub.chatOf(one) === conversation,
    )
    const more = { tenantId: tenant.id, userRole: 'user' }
    return people.map(({ id, aadObjectId, name }) => ({ id, objectId: aadObjectId, name, ...more }))
  }

  return stub
}

const operations: Readonly<Record<string, Call['operation']>> = {
  'POST ': 'create',
  'POST activities': 'post',
  'PUT activities': 'update',
  'GET members': 'member',
  'GET pagedmembers': 'members',
}

const adaptive = 'application/vnd.microsoft.card.adaptive'
const pictures = new Set<unknown>(['image/png', 'image/jpeg', 'image/gif'])
/** Microsoft's advice. It counts in UTF-16, and without pictures that stand in the message itself. */
const mostBytes = 80 * 1024

function readMessage(body: Json): Pick<StubMessage, 'text' | 'summary' | 'attachments'> {
  const text = String(body.text ?? '')
  const attachments = (body.attachments ?? []) as readonly Json[]
  if (body.type !== 'message' || (text === '' && attachments.length === 0)) throw new Refusal('BadSyntax')
  const counted = JSON.stringify(body, (_, value) => (String(value).startsWith('data:image/') ? '' : value))
  if (2 * counted.length > mostBytes) throw new Refusal('MessageSizeTooBig')
  const faults = attachments.flatMap(({ contentType, content }) => {
    if (contentType === adaptive) return cardFaults(content)
    return pictures.has(contentType) ? [] : [`an attachment of type ${contentType}`]
  })
  if (faults.length > 0) throw new Refusal('BadSyntax', faults.join('; '))
  return { text, summary: String(body.summary ?? ''), attachments }
}

export function cardFaults(card: unknown): string[] {
  const { type, version } = (card ?? {}) as Json
  if (type !== 'AdaptiveCard') return [`a card of type ${type}`]
  const faults = /^1\.[0-5]$/.test(String(version)) ? [] : [`version ${version}`]
  const context = new adaptivecards.SerializationContext(adaptivecards.Versions.v1_5)
  const parsed = new adaptivecards.AdaptiveCard()
  parsed.parse(withoutPeoplePickers(card), context)
  for (let at = 0; at < context.eventCount; at++) faults.push(context.getEventAt(at).message)
  for (const { message } of parsed.validateProperties().validationEvents) faults.push(message)
  JSON.stringify(card, (name, value) => {
    if (name === 'actions' && value.length > 6) faults.push(`${value.length} actions`)
    return value
  })
  return faults
}

/** Teams' own picker of people, which the library does not know. */
function withoutPeoplePickers(card: unknown): object {
  return JSON.parse(JSON.stringify(card), (_, value) =>
    value?.['choices.data']?.dataset === 'graph.microsoft.com/users'
      ? { type: 'Input.Text', id: value.id, label: value.label }
      : value,
  )
}

function metadata(url: string): Json {
  return {
    issuer,
    jwks_uri: `${url}/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
  }
}

function hurt(mishap: Mishap, response: ServerResponse): void {
  switch (mishap.kind) {
    case 'refuse':
      refuse(response, new Refusal(mishap.code))
      return
    case 'status':
      send(response, mishap.status, { error: { code: 'ServiceError', message: 'Something went wrong.' } })
      return
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'hang':
      return
    case 'slow-down':
      if (mishap.seconds !== undefined) response.setHeader('retry-after', mishap.seconds)
      refuse(response, new Refusal('Throttled'))
      return
  }
}

function refuse(response: ServerResponse, { code, message }: Refusal): void {
  const [status] = errors[code]
  if (code !== 'MessageWritesBlocked') send(response, status, { error: { code, message } })
  // This one comes from deeper inside Teams, in another shape.
  else
    send(response, status, {
      errorCode: 209,
      message: JSON.stringify({ subCode: code, details: message }, null, 2),
    })
}

function send(response: ServerResponse, status: number, body?: Json): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(body && JSON.stringify(body))
}
