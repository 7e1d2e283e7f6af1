// An outbox worker for tests, which decide the time, how each message is rendered and how each send ends.
import type { ChatAdapter, Delivery, SendResult } from '../../src/chat/adapter.ts'
import { plainRun } from '../../src/chat/card.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import type { RenderedMessage } from '../../src/outbox/message-renderer.ts'
import {
  createOutboxWorker,
  type OutboxWorker,
  type OutboxWorkerOptions,
} from '../../src/outbox/outbox-worker.ts'
import type { Db } from '../../src/store/connection/open.ts'
import { save } from '../../src/store/journal.ts'
import { type Message, messageOf, type NewMessage } from '../../src/store/outbox.ts'
import { changes } from '../support/builders.ts'

/** A clock that stands still until it is moved. */
export function manualClock(at = 1_000) {
  return {
    at,
    now() {
      return this.at
    },
  }
}

interface Post {
  readonly delivery: Delivery
  readonly text: string
  readonly at: number
}

/** An adapter that records what it is given. Every send succeeds at once, until `endsWith` says otherwise. */
function recordingAdapter(clock: { now(): number }) {
  const posts: Post[] = []
  let next: (delivery: Delivery) => SendResult | Promise<SendResult> = () => ({
    kind: 'sent',
    post: `post-${posts.length}`,
  })
  const adapter: ChatAdapter = {
    platform: 'playground',
    start: async () => {},
    stop: async () => {},
    async send(delivery) {
      posts.push({ delivery, text: plainText(delivery.card), at: clock.now() })
      return next(delivery)
    },
  }
  return {
    adapter,
    posts,
    texts: () => posts.map((post) => post.text),
    endsWith(how: typeof next) {
      next = how
    },
  }
}

/** A log that keeps its lines, except those for debugging. */
export function recordingLog() {
  const lines: { readonly about: object; readonly sentence: string }[] = []
  const add = (about: object, sentence: string) => void lines.push({ about, sentence })
  return { lines, debug() {}, info: add, warn: add, error: add }
}

/** Renders a message as the text `say` of its payload. */
export async function renderedAs(message: Message): Promise<RenderedMessage> {
  const { version = 1, ...more } = JSON.parse(message.about)
  const card = { blocks: [{ kind: 'text' as const, runs: [plainRun(String(more.say ?? message.id))] }] }
  return { kind: 'delivery', delivery: { card }, version, ...more }
}

export function about(say: string, more: object = {}): Pick<NewMessage, 'about'> {
  return { about: JSON.stringify({ say, ...more }) }
}

export async function queue(db: Db, ...messages: NewMessage[]): Promise<void> {
  await save(db, changes({ messages }))
}

export async function stateOf(db: Db, id: number) {
  const found = await messageOf(db, id)
  return found && { state: found.state, why: found.why }
}

export function outboxWorkerOn(db: Db, some: Partial<OutboxWorkerOptions> = {}) {
  const clock = manualClock()
  const chat = recordingAdapter(clock)
  const log = recordingLog()
  const unknown: number[] = []
  const failed: (readonly [number, string])[] = []
  const worker: OutboxWorker = createOutboxWorker({
    db,
    adapters: new Map([[chat.adapter.platform, chat.adapter]]),
    renderMessage: renderedAs,
    clock,
    holder: 'one',
    log,
    onUnknown: async (message) => void unknown.push(message.id),
    onFailed: async (message, why) => void failed.push([message.id, why]),
    ...some,
  })
  return { clock, chat, log, unknown, failed, worker }
}
