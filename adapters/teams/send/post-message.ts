// Sends a card: one attempt, at most one copy of the message.
import type { Delivery, SendResult } from '../../../src/chat/adapter.ts'
import type { Address, Direct } from '../../../src/chat/address.ts'
import type { Attachment } from '../../../src/chat/attachment.ts'
import type { Card } from '../../../src/chat/card.ts'
import type { RateLimit, RateLimiter } from '../../../src/chat/rate-limiter.ts'
import type { CallResult } from '../../shared/call-result.ts'
import { type DownloadLinks, downloadLinksFor, withMissingNote } from '../../shared/download-links.ts'
import { reserveSlot } from '../../shared/rate-limit-slot.ts'
import { sentences } from '../messages.ts'
import { channelIn } from '../receive/activity.ts'
import { decodePost, encodePost } from '../render/action-ids.ts'
import { type Message, renderCard, withLinks } from '../render/cards.ts'
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

/** Before a chat that may not have been opened is opened again. */
const reopenWait = 10_000

/** What Teams takes: 7 a second and 1,800 an hour in a thread, 30 a second in a tenant. */
function allowancesOf(tenant: string, conversation: string): readonly RateLimit[] {
  return [
    { key: conversation, every: 1_000 / 7, burst: 7 },
    { key: `${conversation} in an hour`, every: 2_000, burst: 1_700 },
    { key: tenant, every: 1_000 / 30, burst: 30 },
  ]
}

export interface MessageSender {
  send(delivery: Delivery): Promise<SendResult>
  /** The chat with one person, or why there is none just now. */
  openDirectChat(person: Direct): Promise<ConversationReference | CallResult>
  /** Says one thing in a conversation. */
  post(tenant: string, target: ConversationReference, message: object): Promise<CallResult>
}

export function createMessageSender({
  connector,
  references,
  rateLimiter,
  pause,
}: MessageSenderOptions): MessageSender {
  async function targetOf(to: Address): Promise<ConversationReference | CallResult> {
    if (to.kind === 'channel') {
      const kept = await references.findChannel(to)
      return kept === undefined ? notInstalled : { ...kept, conversation: to.channel }
    }
    const kept = await references.findPerson(to)
    const serviceUrl = kept?.serviceUrl ?? (await references.serviceUrlOf(to.workspace))
    if (serviceUrl === undefined) return notInstalled
    if (kept?.chat !== undefined) return { serviceUrl, conversation: kept.chat }
    const opened = await paced(to.workspace, to.user, () =>
      connector.openChat(serviceUrl, to.workspace, kept?.id ?? to.user),
    )
    // Opening it twice opens one chat, so that it may be tried again whatever came of it.
    if (opened.kind === 'unknown') return { ...opened, kind: 'later', wait: reopenWait }
    if (opened.kind !== 'ok') return opened
    const conversation = String(opened.body.id ?? '')
    if (conversation === '') return { kind: 'later', wait: reopenWait, why: 'Teams named no chat.' }
    await references.saveChat(to, conversation)
    return { serviceUrl, conversation }
  }

  /** Threads of a channel have their turns together. */
  async function paced(tenant: string, where: string, call: () => Promise<CallResult>): Promise<CallResult> {
    const conversation = channelIn(where)
    const slot = { rateLimiter, pause, platform: 'Teams' }
    const later = await reserveSlot(slot, allowancesOf(tenant, conversation))
    if (later) return later
    const called = await call()
    if (called.kind === 'later') rateLimiter.backOff(conversation, called.wait)
    return called
  }

  return {
    openDirectChat: targetOf,
    post: (tenant, { serviceUrl, conversation }, message) =>
      paced(tenant, conversation, () => connector.post(serviceUrl, conversation, message)),
    async send({ to, card, files = [], replaces, under }) {
      const target = await targetOf(to)
      if ('kind' in target) return unsent(target)
      const { serviceUrl, conversation } = target
      // A bot can upload nothing to a channel, and to a chat only what somebody has agreed to beforehand.
      const { links, missing } = replaces === undefined ? await downloadLinksFor(files) : noLinks
      const [plain, ...rest] = renderCard(withoutFiles(card, missing), { shownIn: to, place: to })
      const first = plain && withLinks(plain, links)
      if (first === undefined) return { kind: 'failed', why: 'There is nothing to send.' }
      if (replaces !== undefined) {
        const { activity } = decodePost(replaces)
        const changed = await paced(to.workspace, conversation, () =>
          connector.update(serviceUrl, conversation, activity, first),
        )
        return changed.kind === 'ok' ? { kind: 'sent', post: replaces } : unsent(changed)
      }
      const thread = threadOf(conversation, to, under && decodePost(under).activity)
      const post = (where: string, message: Message) =>
        paced(to.workspace, conversation, () => connector.post(serviceUrl, where, message))
      const posted = await post(thread, first)
      if (posted.kind !== 'ok') return unsent(posted)
      const activity = String(posted.body.id ?? '')
      // What does not fit follows under it. Should one of these be lost, the card itself has arrived.
      const below = under === undefined ? threadOf(conversation, to, activity) : thread
      for (const message of rest) await post(below, message)
      return { kind: 'sent', post: encodePost({ conversation, activity }) }
    },
  }
}

const noLinks: DownloadLinks = { links: [], missing: [] }

function withoutFiles(card: Card, files: readonly Attachment[]): Card {
  const hasLinks = files.some(({ link }) => link !== undefined)
  return withMissingNote(card, files, hasLinks ? sentences.noLinks : sentences.noFiles)
}

const notInstalled: CallResult = {
  kind: 'failed',
  why: 'not_installed: On the Table is not installed there.',
}

/** Only channels have threads; in a chat everything stands in its one row. */
function threadOf(conversation: string, to: Address, first: string | undefined): string {
  const hasThreads = to.kind === 'channel' && conversation.endsWith('@thread.tacv2')
  return !first || !hasThreads ? conversation : `${conversation};messageid=${first}`
}

function unsent(called: CallResult): SendResult {
  if (called.kind === 'ok') throw new Error('It was sent.')
  return called
}
