// Sends a card: one attempt, at most one copy of the message.
import type { Delivery, Post, SendResult } from '../../../src/chat/adapter.ts'
import type { Address, Channel, Direct } from '../../../src/chat/address.ts'
import type { Attachment } from '../../../src/chat/attachment.ts'
import type { Card } from '../../../src/chat/card.ts'
import type { RateLimit, RateLimiter } from '../../../src/chat/rate-limiter.ts'
import type { CallResult, UnsuccessfulCall } from '../../shared/call-result.ts'
import { downloadLinksFor, type FileLinks, withMissingNote } from '../../shared/download-links.ts'
import { reserveSlot } from '../../shared/rate-limit-slot.ts'
import { sentences } from '../messages.ts'
import { channelIn } from '../receive/activity.ts'
import { decodePost, encodePost } from '../render/action-ids.ts'
import { renderCard, type TeamsMessage, withLinks } from '../render/cards.ts'
import type { Connector } from './connector-client.ts'
import type { ConversationReferences } from './conversation-references.ts'

export interface MessageSenderOptions {
  readonly connector: Connector
  readonly references: ConversationReferences
  readonly rateLimiter: RateLimiter
  readonly pause: (milliseconds: number) => Promise<void>
}

/** A conversation in Teams, and the address through which it is reached. */
export interface ConversationReference {
  readonly serviceUrl: string
  readonly conversation: string
}

export interface MessageSender {
  send(delivery: Delivery): Promise<SendResult>
  /** The personal chat with the person, or why there is none at present. */
  openDirectChat(person: Direct): Promise<ConversationReference | UnsuccessfulCall>
  /** Posts one message in a conversation. */
  post(tenant: string, reference: ConversationReference, message: object): Promise<CallResult>
}

/** In milliseconds: the wait before a chat is opened again that may or may not have been opened. */
const reopenWait = 10_000

const notInstalled: UnsuccessfulCall = {
  kind: 'failed',
  why: 'not_installed: On the Table is not installed there.',
}

export function createMessageSender(options: MessageSenderOptions): MessageSender {
  const { connector } = options
  return {
    openDirectChat: (person) => openDirectChat(person, options),
    post: (tenant, { serviceUrl, conversation }, message) =>
      rateLimited(options, { tenant, conversation }, () => connector.post(serviceUrl, conversation, message)),
    send: (delivery) => send(delivery, options),
  }
}

async function send(delivery: Delivery, options: MessageSenderOptions): Promise<SendResult> {
  const { to, replaces } = delivery
  const reference = await findReference(to, options)
  if ('kind' in reference) return reference
  const messages = await renderDelivery(delivery)
  if (messages === undefined) return { kind: 'failed', why: 'There is nothing to send.' }
  if (replaces !== undefined) return replacePost(replaces, messages[0], { to, reference, options })
  return postMessages(messages, delivery, { to, reference, options })
}

type Messages = readonly [first: TeamsMessage, ...rest: TeamsMessage[]]

/** A bot can upload no files to a channel, and to a chat only after the person has agreed: it sends links to them. */
async function renderDelivery({ to, card, files = [], replaces }: Delivery): Promise<Messages | undefined> {
  const { links, missing } = replaces === undefined ? await downloadLinksFor(files) : noLinks
  const [first, ...rest] = renderCard(withoutFiles(card, missing), { shownIn: to, place: to })
  if (first === undefined) return undefined
  return [withLinks(first, links), ...rest]
}

const noLinks: FileLinks = { links: [], missing: [] }

function withoutFiles(card: Card, files: readonly Attachment[]): Card {
  const hasLinks = files.some(({ link }) => link !== undefined)
  return withMissingNote(card, files, hasLinks ? sentences.noLinks : sentences.noFiles)
}

interface Target {
  readonly to: Address
  readonly reference: ConversationReference
  readonly options: MessageSenderOptions
}

async function replacePost(post: Post, message: TeamsMessage, target: Target): Promise<SendResult> {
  const { to, reference, options } = target
  const { serviceUrl, conversation } = reference
  const { activity } = decodePost(post)
  const result = await rateLimited(options, { tenant: to.workspace, conversation }, () =>
    options.connector.update(serviceUrl, conversation, activity, message),
  )
  if (result.kind !== 'ok') return result
  return { kind: 'sent', post }
}

async function postMessages(
  [first, ...rest]: Messages,
  { under }: Delivery,
  { to, reference, options }: Target,
): Promise<SendResult> {
  const { serviceUrl, conversation } = reference
  const post = (thread: string, message: TeamsMessage) =>
    rateLimited(options, { tenant: to.workspace, conversation }, () =>
      options.connector.post(serviceUrl, thread, message),
    )
  const thread = threadOf(reference, to, under && decodePost(under).activity)
  const result = await post(thread, first)
  if (result.kind !== 'ok') return result
  const activity = String(result.body.id ?? '')
  // The parts that do not fit follow below. If one of them is lost, the card itself has arrived.
  const threadBelow = under === undefined ? threadOf(reference, to, activity) : thread
  for (const message of rest) await post(threadBelow, message)
  return { kind: 'sent', post: encodePost({ conversation, activity }) }
}

/** The thread that begins with the activity. Only channels have threads; a chat is a single row of messages. */
function threadOf(
  { conversation }: ConversationReference,
  to: Address,
  activity: string | undefined,
): string {
  const hasThreads = to.kind === 'channel' && conversation.endsWith('@thread.tacv2')
  if (!activity || !hasThreads) return conversation
  return `${conversation};messageid=${activity}`
}

async function findReference(
  to: Address,
  options: MessageSenderOptions,
): Promise<ConversationReference | UnsuccessfulCall> {
  if (to.kind === 'direct') return openDirectChat(to, options)
  return findChannel(to, options)
}

async function findChannel(
  channel: Channel,
  { references }: MessageSenderOptions,
): Promise<ConversationReference | UnsuccessfulCall> {
  const stored = await references.findChannel(channel)
  if (stored === undefined) return notInstalled
  return { serviceUrl: stored.serviceUrl, conversation: channel.channel }
}

async function openDirectChat(
  person: Direct,
  options: MessageSenderOptions,
): Promise<ConversationReference | UnsuccessfulCall> {
  const { references, connector } = options
  const { workspace: tenant, user } = person
  const stored = await references.findPerson(person)
  const serviceUrl = stored?.serviceUrl ?? (await references.serviceUrlOf(tenant))
  if (serviceUrl === undefined) return notInstalled
  if (stored?.chat !== undefined) return { serviceUrl, conversation: stored.chat }
  const result = await rateLimited(options, { tenant, conversation: user }, () =>
    connector.openChat(serviceUrl, tenant, stored?.id ?? user),
  )
  // Opening a chat twice opens the same chat, so it may be tried again whatever the result.
  if (result.kind === 'unknown') return { kind: 'later', wait: reopenWait, why: result.why }
  if (result.kind !== 'ok') return result
  const conversation = String(result.body.id ?? '')
  if (conversation === '') return { kind: 'later', wait: reopenWait, why: 'Teams named no chat.' }
  await references.saveChat(person, conversation)
  return { serviceUrl, conversation }
}

interface RateLimitScope {
  readonly tenant: string
  readonly conversation: string
}

/** All threads of a channel share its limits. */
async function rateLimited(
  { rateLimiter, pause }: MessageSenderOptions,
  scope: RateLimitScope,
  call: () => Promise<CallResult>,
): Promise<CallResult> {
  const conversation = channelIn(scope.conversation)
  const slot = { rateLimiter, pause, platform: 'Teams' }
  const refusal = await reserveSlot(slot, limitsOf(scope.tenant, conversation))
  if (refusal) return refusal
  const result = await call()
  if (result.kind === 'later') rateLimiter.backOff(conversation, result.wait)
  return result
}

/** Teams allows 7 messages a second and 1,800 an hour in a conversation, and 30 a second in a tenant. */
function limitsOf(tenant: string, conversation: string): readonly RateLimit[] {
  return [
    { key: conversation, every: 1_000 / 7, burst: 7 },
    { key: `${conversation} in an hour`, every: 2_000, burst: 1_700 },
    { key: tenant, every: 1_000 / 30, burst: 30 },
  ]
}
