// Posts a card: one attempt, and at most one copy of the message.
import type { Delivery, SendResult } from '../../../src/chat/adapter.ts'
import type { Address } from '../../../src/chat/address.ts'
import type { Attachment } from '../../../src/chat/attachment.ts'
import type { Card } from '../../../src/chat/card.ts'
import type { CallResult, UnsuccessfulCall } from '../../shared/call-result.ts'
import { type DownloadLink, downloadLinksFor, withMissingNote } from '../../shared/download-links.ts'
import type { GuestRouting } from '../install/guest-routing.ts'
import { sentences } from '../messages.ts'
import { decodePost, encodePost } from '../render/action-ids.ts'
import { type Rendered, renderCard, type SlackBlock } from '../render/cards.ts'
import type { DirectChannel, DirectMessageChannels } from './direct-messages.ts'
import { escapeMrkdwn, messageBody, type PostParts, postPartsOf } from './message-body.ts'
import type { RateLimitedApi } from './rate-limited-api.ts'
import {
  publishFiles,
  type UploadedFile,
  type UploadTarget,
  uploadBytes,
  uploadPicture,
} from './upload-file.ts'

export interface MessageSenderOptions {
  readonly api: RateLimitedApi
  readonly directMessages: DirectMessageChannels
  readonly guestRouting: GuestRouting
}

export function createMessageSender({
  api,
  directMessages,
  guestRouting,
}: MessageSenderOptions): (delivery: Delivery) => Promise<SendResult> {
  async function channelFor(to: Address): Promise<DirectChannel | UnsuccessfulCall> {
    if (to.kind === 'channel') return { workspace: to.workspace, channel: to.channel }
    const later = await api.reserveSlot(await guestRouting.installationFor(to))
    return later ?? directMessages(to)
  }

  return async (delivery) => {
    const channel = await channelFor(delivery.to)
    if ('kind' in channel) return channel
    const later = await api.reserveSlot(channel.workspace, channel.channel)
    if (later !== undefined) return later
    return deliver({ ...channel, call: api.call }, delivery)
  }
}

/** A channel, and the calls by which it is written to. */
interface Destination extends DirectChannel, UploadTarget {}

async function deliver(destination: Destination, delivery: Delivery): Promise<SendResult> {
  const { to, card, files = [], replaces, under } = delivery
  const pictures = await uploadPictures(destination, card)
  if ('kind' in pictures) return pictures
  const view = { workspace: destination.workspace, place: to, files: pictures }
  const parts = postPartsOf(renderCard(card, view))
  if (parts === undefined) return { kind: 'failed', why: 'There is nothing to send.' }
  if (replaces !== undefined) return updatePost(destination, replaces, parts)
  const thread = under === undefined ? undefined : decodePost(under).ts
  if (files.length === 0) return postNew(destination, parts, thread)
  const posted = await postWithFiles(destination, { parts, files, thread })
  if (posted.kind !== 'failed') return posted
  // Nothing has appeared: the card comes with links to the files, or says that they are missing.
  const { links, missing } = await downloadLinksFor(files)
  const noted = withMissingNote(card, missing, sentences.fileMissing)
  const linked = withLinkBlocks(postPartsOf(renderCard(noted, view)) ?? parts, links)
  return postNew(destination, linked, thread)
}

async function uploadPictures(
  destination: Destination,
  card: Card,
): Promise<readonly string[] | UnsuccessfulCall> {
  const ids: string[] = []
  for (const block of card.blocks) {
    if (block.kind !== 'image') continue
    const uploaded = await uploadPicture(destination, block)
    if (typeof uploaded === 'string') ids.push(uploaded)
    else if (uploaded.kind === 'later') return uploaded
    // The words of this picture and of those that follow stand in the card instead.
    else return ids
  }
  return ids
}

async function postNew(
  destination: Destination,
  { first, rest }: PostParts,
  thread: string | undefined,
): Promise<SendResult> {
  const posted = await postPart(destination, first, thread)
  if (posted.kind !== 'ok') return posted
  const { ts = '', channel = destination.channel } = posted.body as { ts?: string; channel?: string }
  const more = await postContinuation(destination, rest, thread ?? ts)
  return { kind: 'sent', post: encodePost({ channel, ts, more }) }
}

interface PostWithFiles {
  readonly parts: PostParts
  readonly files: readonly Attachment[]
  readonly thread: string | undefined
}

/** `failed` or `later`: nothing of it has appeared. */
async function postWithFiles(
  destination: Destination,
  { parts: { first, rest }, files, thread }: PostWithFiles,
): Promise<SendResult> {
  const { channel } = destination
  const uploaded = await uploadFiles(destination, files)
  if ('kind' in uploaded) return uploaded.kind === 'unknown' ? { ...uploaded, kind: 'failed' } : uploaded
  const message = { channel_id: channel, blocks: first.blocks, thread_ts: thread }
  const posted = await publishFiles(destination, uploaded, message)
  if (posted.kind !== 'ok') return posted
  // Slack does not say under which `ts` it has posted them, so the continuation follows in the channel.
  const more = await postContinuation(destination, rest, thread)
  return { kind: 'sent', post: encodePost({ channel, ts: '', more }) }
}

async function uploadFiles(
  destination: Destination,
  files: readonly Attachment[],
): Promise<readonly UploadedFile[] | UnsuccessfulCall> {
  const uploaded: UploadedFile[] = []
  for (const file of files) {
    const id = await uploadBytes(destination, file)
    if (typeof id !== 'string') return id
    uploaded.push({ id, title: file.title })
  }
  return uploaded
}

/** Updates each message in its place, deletes those no longer needed, and posts further ones in the thread. */
async function updatePost(
  destination: Destination,
  post: string,
  { first, rest }: PostParts,
): Promise<SendResult> {
  const { call, workspace, channel } = destination
  // A channel's id can change, while the `ts` of a message stays.
  const old = decodePost(post)
  if (old.ts === '') return { kind: 'failed', why: 'no_ts: Slack did not say where that post stands.' }
  const updated = await call(workspace, 'chat.update', { channel, ts: old.ts, ...messageBody(first) })
  if (updated.kind !== 'ok') return updated
  for (const [index, ts] of old.more.entries()) {
    const part = rest[index]
    if (part === undefined) await call(workspace, 'chat.delete', { channel, ts })
    else await call(workspace, 'chat.update', { channel, ts, ...messageBody(part) })
  }
  const added = await postContinuation(destination, rest.slice(old.more.length), old.ts)
  const more = [...old.more.slice(0, rest.length), ...added]
  return { kind: 'sent', post: encodePost({ channel: old.channel, ts: old.ts, more }) }
}

/** Resolves to the `ts` of each. Should one of these be lost, the card has arrived, and says that it goes on. */
async function postContinuation(
  destination: Destination,
  parts: readonly Rendered[],
  thread: string | undefined,
): Promise<readonly string[]> {
  const more: string[] = []
  for (const part of parts) {
    const posted = await postPart(destination, part, thread)
    if (posted.kind === 'ok') more.push(String(posted.body.ts))
  }
  return more
}

function postPart(
  { call, workspace, channel }: Destination,
  part: Rendered,
  thread: string | undefined,
): Promise<CallResult> {
  const message = { channel, ...messageBody(part) }
  return call(
    workspace,
    'chat.postMessage',
    thread === undefined ? message : { ...message, thread_ts: thread },
  )
}

function withLinkBlocks(parts: PostParts, links: readonly DownloadLink[]): PostParts {
  const { text, blocks } = parts.first
  return { ...parts, first: { text, blocks: [...blocks, ...linkBlocks(links)] } }
}

function linkBlocks(links: readonly DownloadLink[]): SlackBlock[] {
  if (links.length === 0) return []
  const lines = links.map(({ title, url }) => `<${url}|${escapeMrkdwn(title).replaceAll('|', '¦')}>`)
  const text = [...lines, sentences.linksWork].join('\n')
  return [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }]
}
