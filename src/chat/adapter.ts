// The port that the adapter of each chat platform implements, and what passes through it.

import type { Address } from './address.ts'
import type { Attachment } from './attachment.ts'
import type { Card } from './card.ts'
import type { Form } from './form.ts'
import type { Inbound, Values } from './inbound.ts'

/** The bot's answer to one inbound, shown to the person who asked and to nobody else. */
export type Reply =
  | { readonly kind: 'card'; readonly card: Card }
  /** Opens the form. */
  | { readonly kind: 'form'; readonly form: Form }
  /** The submitted form stays open, keeps what was typed, and shows these errors by field name. */
  | { readonly kind: 'form-errors'; readonly errors: Values }
  | { readonly kind: 'none' }

/** Answers every inbound; it never rejects. */
export type InboundHandler = (inbound: Inbound) => Promise<Reply>

/** The adapter's own id of a post. Nobody else looks into it. */
export type Post = string

/** A card that is posted without an inbound that it answers. */
export interface Delivery {
  readonly to: Address
  readonly card: Card
  /**
   * An adapter that cannot post files posts their links or, without links, says that they are missing. A card that
   * replaces another has no files.
   */
  readonly files?: readonly Attachment[]
  /** The earlier post that this card replaces. */
  readonly replaces?: Post
  /** The earlier post in whose thread this card is posted. */
  readonly under?: Post
}

/**
 * How a send ended. `later` means that the message surely did not leave (429, connection refused), and may be tried again
 * after `wait` milliseconds. `unknown` means that it may have left, so it is never repeated by itself. `failed` means
 * that it can never be sent.
 */
export type SendResult =
  | { readonly kind: 'sent'; readonly post: Post }
  | { readonly kind: 'later'; readonly wait: number; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string }

export interface ChatAdapter {
  /** The same as `Address.platform`. */
  readonly platform: string
  /** Begins to hand inbound events to `receive`. */
  start(receive: InboundHandler): Promise<void>
  /** Makes one attempt that posts at most one copy. It never rejects. */
  send(delivery: Delivery): Promise<SendResult>
  /** Accepts no more inbound events, and resolves once those in flight are done. */
  stop(): Promise<void>
}
