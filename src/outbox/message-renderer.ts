// How a message gets its words: at the moment of sending, by whoever knows the networks.
import type { Delivery } from '../chat/adapter.ts'
import type { Message } from '../store/outbox.ts'

/**
 * `delivery`: the card as things stand now. `version` is the network's when it was worded. A post that shows the
 * version that the message `needs` (where absent, this one) or a newer one is left as it is. `updateOnly` changes a
 * post, and makes none. `under` is the subject whose post at the same place begins the thread.
 * `unwanted`: it may not go, or nobody needs it any more.
 */
export type RenderedMessage =
  | {
      readonly kind: 'delivery'
      readonly delivery: Omit<Delivery, 'to' | 'replaces' | 'under'>
      readonly version: number
      readonly needs?: number
      readonly updateOnly?: boolean
      readonly under?: string | undefined
    }
  | { readonly kind: 'obsolete'; readonly why: string }

/** Words the message, and checks again whether its reader may see it. */
export type MessageRenderer = (message: Message) => Promise<RenderedMessage>
