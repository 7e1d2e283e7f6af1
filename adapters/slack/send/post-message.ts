// Sends a card: one attempt, at most one copy of the message.
import type { Delivery, SendResult } from '../../../src/chat/adapter.ts'
import type { Address } from '../../../src/chat/address.ts'
import type { Attachment } from '../../../src/chat/attachment.ts'
import type { Card } from '../../../src/chat/card.ts'
import type { UnsuccessfulCall } from '../../shared/call-result.ts'
import { type DownloadLink, downloadLinksFor, withMissingNote } from '../../shared/download-links.ts'
import type { GuestRouting } from '../install/guest-routing.ts'
import { sentences } from '../messages.ts'
import { decodePost, encodePost } from '../render/action-ids.ts'
import { type Rendered, renderCard, type SlackBlock } from '../render/cards.ts'
import { plain } from '../render/rich-text.ts'
import type { DirectChannel, DirectMessageChannels } from './direct-messages.ts'
import type { RateLimitedApi } from './rate-limited-api.ts'
import { publishFiles, type UploadedFile, upload, uploadBytes } from './upload-file.ts'

export interface MessageSenderOptions {
  readonly paced: RateLimitedApi
  readonly directs: DirectMessageChannels
  readonly ways: GuestRouting
}

export function createMessageSender({
  paced,
  directs,
  ways,
}: MessageSenderOptions): (delivery: Delivery) => Promise<SendResult> {
  const { call, reserveSlot } = paced

  async function channelOf(to: Address): Promise<DirectChannel | UnsuccessfulCall> {
    if (to.kind === 'channel') return { workspace: to.workspace, channel: to.channel }
    return (await reserveSlot(await ways.installationFor(to))) ?? directs(to)
  }

  async function uploadAll(workspace: string, card: Card): Promise<readonly string[] | UnsuccessfulCall> {
    const files: string[] = []
    for (const block of card.blocks) {
      if (block.kind !== 'image') continue
      const file = await upload(call, workspace, block.png, block.alt)
      if (typeof file === 'string') files.push(file)
      else if (file.kind === 'later') return file
      // Without the picture its words stand there.
      else return files
    }
    return files
  }

  async function bringAll(
    workspace: string,
    files: readonly Attachment[],
  ): Promise<readonly UploadedFile[] | UnsuccessfulCall> {
    const brought: UploadedFile[] = []
    for (const file of files) {
      const id = await uploadBytes(call, workspace, file)
      if (typeof id !== 'string') return id
      brought.push({ id, title: file.title })
    }
    return brought
  }

  return async function send({ to, card, files = [], replaces, under }) {
    const place = await channelOf(to)
    if ('kind' in place) return place
    const { workspace, channel } = place
    const later = await reserveSlot(workspace, channel)
    if (later) return later
    const pictures = await uploadAll(workspace, card)
    if ('kind' in pictures) return pictures
    const drawn = (some: Card) => wholeOf(renderCard(some, { workspace, place: to, files: pictures }))
    const whole = drawn(card)
    if (whole === undefined) return { kind: 'failed', why: 'There is nothing to send.' }
    if (replaces !== undefined) return change(workspace, channel, replaces, whole)
    if (files.length === 0) return begin(workspace, channel, whole, under)
    const withFiles = await beginWithFiles(workspace, channel, whole, files, under)
    if (withFiles.kind !== 'failed') return withFiles
    // Nothing has appeared: the card comes with links to them, or alone, and says so.
    const { links, missing } = await downloadLinksFor(files)
    const alone = drawn(withMissingNote(card, missing, sentences.fileMissing)) ?? whole
    const { first } = alone
    const linked = { ...alone, first: { ...first, blocks: [...first.blocks, ...linkBlocks(links)] } }
    return begin(workspace, channel, linked, under)
  }

  /** `failed` or `later`: nothing of it has appeared. */
  async function beginWithFiles(
    workspace: string,
    channel: string,
    { first, rest }: Whole,
    files: readonly Attachment[],
    under: string | undefined,
  ): Promise<SendResult> {
    const brought = await bringAll(workspace, files)
    if ('kind' in brought) return brought.kind === 'unknown' ? { ...brought, kind: 'failed' } : brought
    const thread = under === undefined ? undefined : decodePost(under).ts
    const posted = await publishFiles(call, workspace, brought, {
      channel_id: channel,
      blocks: first.blocks,
      thread_ts: thread,
    })
    if (posted.kind !== 'ok') return posted
    // Slack does not say under which time it posted them; what goes on follows below.
    const more = await postAll(workspace, channel, rest, thread)
    return { kind: 'sent', post: encodePost({ channel, ts: '', more }) }
  }

  async function begin(
    workspace: string,
    channel: string,
    { first, rest }: Whole,
    under: string | undefined,
  ): Promise<SendResult> {
    const thread = under === undefined ? undefined : decodePost(under).ts
    const posted = await post(workspace, channel, first, thread)
    if (posted.kind !== 'ok') return posted
    const { ts = '', channel: where = channel } = posted.body as { ts?: string; channel?: string }
    const more = await postAll(workspace, channel, rest, thread ?? ts)
    return { kind: 'sent', post: encodePost({ channel: where, ts, more }) }
  }

  /** Each part in its place; what the post no longer needs goes, and what it needs more follows in its thread. */
  async function change(
    workspace: string,
    channel: string,
    replaces: string,
    { first, rest }: Whole,
  ): Promise<SendResult> {
    // A channel's id can change; the time by which Slack names a message stays.
    const old = decodePost(replaces)
    if (old.ts === '') return { kind: 'failed', why: 'no_ts: Slack did not say where that post stands.' }
    const changed = await call(workspace, 'chat.update', { channel, ts: old.ts, ...message(first) })
    if (changed.kind !== 'ok') return changed
    for (const [index, ts] of old.more.entries()) {
      const part = rest[index]
      if (part === undefined) await call(workspace, 'chat.delete', { channel, ts })
      else await call(workspace, 'chat.update', { channel, ts, ...message(part) })
    }
    const added = await postAll(workspace, channel, rest.slice(old.more.length), old.ts)
    const more = [...old.more.slice(0, rest.length), ...added]
    return { kind: 'sent', post: encodePost({ channel: old.channel, ts: old.ts, more }) }
  }

  /** Should one of these be lost, the card itself has arrived, and says that it goes on. */
  async function postAll(
    workspace: string,
    channel: string,
    parts: readonly Rendered[],
    thread: string | undefined,
  ) {
    const more: string[] = []
    for (const part of parts) {
      const posted = await post(workspace, channel, part, thread)
      if (posted.kind === 'ok') more.push(String(posted.body.ts))
    }
    return more
  }

  function post(workspace: string, channel: string, part: Rendered, thread: string | undefined) {
    return call(workspace, 'chat.postMessage', {
      channel,
      ...message(part),
      ...(thread !== undefined && { thread_ts: thread }),
    })
  }
}

interface Whole {
  readonly first: Rendered
  readonly rest: readonly Rendered[]
}

function wholeOf([first, ...rest]: readonly Rendered[]): Whole | undefined {
  return first && { first: rest.length === 0 ? first : goingOn(first), rest }
}

function linkBlocks(links: readonly DownloadLink[]): SlackBlock[] {
  if (links.length === 0) return []
  const lines = links.map(({ title, url }) => `<${url}|${escaped(title).replaceAll('|', '¦')}>`)
  const text = [...lines, sentences.linksWork].join('\n')
  return [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }]
}

function goingOn({ text, blocks }: Rendered): Rendered {
  const note = { type: 'context' as const, elements: [plain(sentences.goesOn)] }
  return { text: `${text}\n${sentences.goesOn}`, blocks: [...blocks, note] }
}

/** `text` is read as mrkdwn where it is shown at all, so people's words are escaped in it. */
export function message({ text, blocks }: Rendered) {
  return { text: escaped(text), blocks, mrkdwn: false, unfurl_links: false, unfurl_media: false }
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
