// The port that each place to chat implements, and what passes through it.

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

/** The adapter's own name for a post, opaque to everyone else. */
export type Post = string

/** A card that leaves for a place by itself. */
export interface Delivery {
  readonly to: Address
  readonly card: Card
  /** They come with the card, else their links do, or the card says that they are not there. A card that replaces another brings none. */
  readonly files?: readonly Attachment[]
  /** An earlier post that this card takes the place of. */
  readonly replaces?: Post
  /** An earlier post to which this one belongs (a thread). */
  readonly under?: Post
}

/**
 * How a send ended. `later`: it surely did not leave (429, connection refused), and may be tried again after
 * `wait` milliseconds. `unknown`: it may have left, so it is never repeated by itself. `failed`: it never will.
 */
export type SendResult =
  | { readonly kind: 'sent'; readonly post: Post }
  | { readonly kind: 'later'; readonly wait: number; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string }

export interface ChatAdapter {
  /** As in `Place.platform`. */
  readonly platform: string
  /** From here on inbound events go to `receive`. */
  start(receive: InboundHandler): Promise<void>
  /** One attempt, at most one copy; it never rejects. */
  send(delivery: Delivery): Promise<SendResult>
  /** Takes nothing more in, and ends when what is in hand is done. */
  stop(): Promise<void>
}
