// The operations of Microsoft's Bot Connector, on tenants in memory.
import { cardFaults } from './card-faults.ts'
import type { Call, Json, StubMessage, StubPerson, StubTenant } from './types.ts'

/** Microsoft's error codes, each with its status and message. */
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

export type ErrorCode = keyof typeof errors

export class Refusal extends Error {
  readonly code: ErrorCode
  readonly status: number

  constructor(code: ErrorCode, message: string = errors[code][1]) {
    super(message)
    this.code = code
    this.status = errors[code][0]
  }
}

type Answer = readonly [status: number, body?: Json]

interface CreateRequest {
  readonly members?: readonly { readonly id?: string }[]
  readonly tenantId?: string
  readonly channelData?: { readonly tenant?: { readonly id?: string } }
}

/** What the operations work on. */
export interface ConnectorState {
  readonly tenants: readonly StubTenant[]
  readonly messages: StubMessage[]
  /** The ids of the people, teams and group chats that have the bot installed. */
  readonly installed: ReadonlySet<string>
  nextId(): string
}

/** The conversation of that person with the bot. */
export function personalChatOf({ aadObjectId }: StubPerson): string {
  return `a:1${aadObjectId}`
}

/** Throws a `Refusal` where Teams would answer with an error. */
export function perform(call: Call, state: ConnectorState): Answer {
  switch (call.operation) {
    case 'create':
      return createConversation(call, state)
    case 'post':
      return postMessage(call, state)
    case 'update':
      return updateMessage(call, state)
    case 'member':
      return [200, findMember(call, state)]
    case 'members':
      return [200, { members: membersOf(call.conversation, state) }]
  }
}

function createConversation({ body }: Call, { tenants, installed }: ConnectorState): Answer {
  const { members = [], tenantId, channelData } = body as CreateRequest
  const tenant = tenants.find(({ id }) => id === (channelData?.tenant?.id ?? tenantId))
  const [member, ...more] = members
  if (member?.id === undefined || more.length > 0) throw new Refusal('BadSyntax')
  if (tenant === undefined) throw new Refusal('ForbiddenOperationException')
  const person = tenant.people.find(({ id, aadObjectId }) => [id, aadObjectId].includes(member.id ?? ''))
  if (person === undefined) throw new Refusal('BadSyntax')
  if (!installed.has(person.id)) throw new Refusal('ForbiddenOperationException')
  return [201, { id: personalChatOf(person) }]
}

function postMessage({ conversation, about, body }: Call, state: ConnectorState): Answer {
  const tenant = findTenant(conversation, state).id
  const content = readMessage(body)
  const [place = '', thread] = conversation.split(';messageid=')
  const repliedTo = state.messages.find(({ id }) => id === about)?.root ?? about
  const root = place.endsWith('@thread.tacv2') ? (thread ?? repliedTo) : undefined
  const add = (part: Pick<StubMessage, 'text' | 'summary' | 'attachments'>) => {
    const id = state.nextId()
    state.messages.push({ tenant, conversation: place, id, ...(root && { root }), edited: false, ...part })
    return id
  }
  if (content.text === '' || content.attachments.length === 0) return [201, { id: add(content) }]
  // Text beside a card becomes a post of its own, and then Teams reports no id.
  add({ ...content, attachments: [] })
  add({ ...content, text: '' })
  return [202]
}

function updateMessage({ conversation, about, body }: Call, state: ConnectorState): Answer {
  findTenant(conversation, state)
  const [place] = conversation.split(';messageid=')
  const found = state.messages.find((message) => message.conversation === place && message.id === about)
  if (found === undefined) throw new Refusal('ActivityNotFoundInConversation')
  Object.assign(found, readMessage(body), { edited: true })
  return [200, { id: found.id }]
}

function findMember({ conversation, about = '' }: Call, state: ConnectorState) {
  const found = membersOf(conversation, state).find((member) => [member.id, member.objectId].includes(about))
  if (found === undefined) throw new Refusal('MemberNotFoundInConversation')
  return found
}

function membersOf(conversation: string, state: ConnectorState) {
  const { id: tenantId, people } = findTenant(conversation, state)
  const isPersonal = conversation.startsWith('a:')
  const members = people.filter((person) => !isPersonal || personalChatOf(person) === conversation)
  return members.map(({ id, aadObjectId, name }) => ({
    id,
    objectId: aadObjectId,
    name,
    tenantId,
    userRole: 'user',
  }))
}

/** The tenant of the conversation. Throws a `Refusal` if the bot is not installed in it. */
function findTenant(conversation: string, { tenants, installed }: ConnectorState): StubTenant {
  const [place = ''] = conversation.split(';messageid=')
  for (const tenant of tenants) {
    const person = tenant.people.find((candidate) => personalChatOf(candidate) === place)
    const team = tenant.teams.find(({ channels }) => channels.some(({ id }) => id === place))
    const installation = person ?? team ?? tenant.chats.find(({ id }) => id === place)
    if (installation === undefined) continue
    if (installed.has(installation.id)) return tenant
    throw new Refusal(person ? 'MessageWritesBlocked' : 'BotNotInConversationRoster')
  }
  throw new Refusal('ConversationNotFound')
}

const adaptiveCardType = 'application/vnd.microsoft.card.adaptive'
const pictureTypes = new Set<unknown>(['image/png', 'image/jpeg', 'image/gif'])
/** Microsoft's advice. It counts in UTF-16, without the pictures that are part of the message itself. */
const maxBytes = 80 * 1024

function readMessage(body: Json): Pick<StubMessage, 'text' | 'summary' | 'attachments'> {
  const text = String(body.text ?? '')
  const attachments = (body.attachments ?? []) as readonly Json[]
  if (body.type !== 'message' || (text === '' && attachments.length === 0)) throw new Refusal('BadSyntax')
  const counted = JSON.stringify(body, (_, value) => (String(value).startsWith('data:image/') ? '' : value))
  if (2 * counted.length > maxBytes) throw new Refusal('MessageSizeTooBig')
  const faults = attachments.flatMap(attachmentFaults)
  if (faults.length > 0) throw new Refusal('BadSyntax', faults.join('; '))
  return { text, summary: String(body.summary ?? ''), attachments }
}

function attachmentFaults({ contentType, content }: Json): readonly string[] {
  if (contentType === adaptiveCardType) return cardFaults(content)
  if (pictureTypes.has(contentType)) return []
  return [`an attachment of type ${contentType}`]
}
