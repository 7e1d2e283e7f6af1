// Sends a card: one attempt, at most one copy of the message.
import type { Delivery, Sent } from '../../src/chat/adapter.ts'
import type { Card } from '../../src/chat/card.ts'
import type { Allowance, Pace } from '../../src/chat/pace.ts'
import type { Place } from '../../src/chat/place.ts'
import type { Api, Called } from './api.ts'
import { decodePost, encodePost } from './ids.ts'
import { type Rendered, renderCard } from './render.ts'
import { upload } from './upload.ts'

export interface SendOptions {
  readonly api: Api
  readonly pace: Pace
  readonly pause: (milliseconds: number) => Promise<void>
}

/** A shorter wait for a channel's turn is waited out here; for a longer one the message goes back to the outbox. */
const shortWait = 2_500

/** Slack takes one message a second in a channel, and short bursts; a workspace asks for quiet as a whole. */
function allowancesOf(workspace: string, channel: string): readonly Allowance[] {
  return [
    { key: workspace, every: 0, burst: 1 },
    { key: `${workspace} ${channel}`, every: 1_000, burst: 3 },
  ]
}

export function createSend({ api, pace, pause }: SendOptions): (delivery: Delivery) => Promise<Sent> {
  const channels = new Map<string, string>()

  /** A channel's id, or that of the conversation with a person, which opening twice does not open twice. */
  async function channelOf(to: Place): Promise<string | Called> {
    if (to.kind === 'channel') return to.channel
    const key = `${to.workspace} ${to.user}`
    const known = channels.get(key)
    if (known !== undefined) return known
    const opened = await api.call(to.workspace, 'conversations.open', { users: to.user })
    if (opened.kind !== 'ok') return opened
    const { id = '' } = opened.body.channel as { id?: string }
    if (channels.size > 10_000) channels.clear()
    channels.set(key, id)
    return id
  }

  async function takeTurn(workspace: string, channel: string): Promise<Sent | undefined> {
    for (;;) {
      const wait = pace.turn(allowancesOf(workspace, channel))
      if (wait === 0) return undefined
      if (wait > shortWait) return { kind: 'later', wait, why: 'Slack takes no more just now.' }
      await pause(wait)
    }
  }

  async function call(workspace: string, method: string, args: object): Promise<Called> {
    const called = await api.call(workspace, method, { ...args })
    if (called.kind === 'later') pace.quiet(workspace, called.wait)
    return called
  }

  async function uploadAll(workspace: string, card: Card): Promise<readonly string[] | Sent> {
    const files: string[] = []
    for (const block of card.blocks) {
      if (block.kind !== 'image') continue
      const file = await upload(api, workspace, block.png, block.alt)
      if (typeof file === 'string') files.push(file)
      else if (file.kind === 'later') return file
      // Without the picture its words stand there.
      else return files
    }
    return files
  }

  return async function send({ to, card, replaces, under }) {
    const { workspace } = to
    const channel = await channelOf(to)
    if (typeof channel !== 'string') return unsent(channel)
    const later = await takeTurn(workspace, channel)
    if (later) return later
    const files = await uploadAll(workspace, card)
    if ('kind' in files) return files
    const [first, ...rest] = renderCard(card, { workspace, place: to, files })
    if (first === undefined) return { kind: 'failed', why: 'There is nothing to send.' }
    if (replaces !== undefined) {
      // A channel's id can change; the time by which Slack names a message stays.
      const { ts } = decodePost(replaces)
      const changed = await call(workspace, 'chat.update', { channel, ts, ...message(first) })
      return changed.kind === 'ok' ? { kind: 'sent', post: replaces } : unsent(changed)
    }
    const thread = under === undefined ? undefined : decodePost(under).ts
    const posted = await post(workspace, channel, first, thread)
    if (posted.kind !== 'ok') return unsent(posted)
    const { ts, channel: where } = posted.body as { ts?: string; channel?: string }
    // What does not fit follows in the thread. Should one of these be lost, the card itself has arrived.
    for (const part of rest) await post(workspace, channel, part, thread ?? ts)
    return { kind: 'sent', post: encodePost({ channel: where ?? channel, ts: ts ?? '' }) }
  }

  function post(workspace: string, channel: string, part: Rendered, thread: string | undefined) {
    return call(workspace, 'chat.postMessage', {
      channel,
      ...message(part),
      ...(thread !== undefined && { thread_ts: thread }),
    })
  }
}

/** `text` is read as mrkdwn where it is shown at all, so people's words are escaped in it. */
export function message({ text, blocks }: Rendered) {
  return { text: escaped(text), blocks, mrkdwn: false, unfurl_links: false, unfurl_media: false }
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function unsent(called: Exclude<Called, { kind: 'ok' }> | Called): Sent {
  if (called.kind === 'ok') throw new Error('It was sent.')
  return called
}
