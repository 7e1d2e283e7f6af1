// A courier in the hands of a test: the time, how each card is worded, and how each send ends.
import type { ChatAdapter, Delivery, Sent } from '../../src/chat/adapter.ts'
import { words } from '../../src/chat/card.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import type { Composed } from '../../src/outbox/message-renderer.ts'
import { type Courier, type CourierOptions, createCourier } from '../../src/outbox/outbox-worker.ts'
import type { Db } from '../../src/store/connection/open.ts'
import { save } from '../../src/store/journal.ts'
import { type Message, messageOf, type NewMessage } from '../../src/store/outbox.ts'
import { changes } from '../support/builders.ts'

/** Stands still until it is moved. */
export function handClock(at = 1_000) {
  return {
    at,
    now() {
      return this.at
    },
  }
}

export interface Post {
  readonly delivery: Delivery
  readonly text: string
  readonly at: number
}

/** A place to chat that keeps what it is given. Unless told otherwise, every send succeeds at once. */
export function keepingAdapter(clock: { now(): number }) {
  const posts: Post[] = []
  let next: (delivery: Delivery) => Sent | Promise<Sent> = () => ({
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

/** Everything that was logged, to be looked through. */
export function keepingLog() {
  const lines: { readonly about: object; readonly sentence: string }[] = []
  const add = (about: object, sentence: string) => void lines.push({ about, sentence })
  return { lines, info: add, warn: add, error: add }
}

/** Says what the message is about. */
export async function worded(message: Message): Promise<Composed> {
  const { version = 1, ...more } = JSON.parse(message.about)
  const card = { blocks: [{ kind: 'text' as const, runs: [words(String(more.say ?? message.id))] }] }
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
  return found && { state: found.state, ...(found.why !== undefined && { why: found.why }) }
}

export function courierOn(db: Db, some: Partial<CourierOptions> = {}) {
  const clock = handClock()
  const chat = keepingAdapter(clock)
  const log = keepingLog()
  const unknown: number[] = []
  const failed: (readonly [number, string])[] = []
  const courier: Courier = createCourier({
    db,
    adapters: new Map([[chat.adapter.platform, chat.adapter]]),
    compose: worded,
    clock,
    holder: 'one',
    log,
    onUnknown: async (message) => void unknown.push(message.id),
    onFailed: async (message, why) => void failed.push([message.id, why]),
    ...some,
  })
  return { clock, chat, log, unknown, failed, courier }
}
