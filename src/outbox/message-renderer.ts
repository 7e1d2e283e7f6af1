// The port through which a message gets its words: at the moment of sending, from a module that knows the networks.
import type { Delivery } from '../chat/adapter.ts'
import type { Message } from '../store/outbox.ts'

export type RenderedMessage =
  | {
      readonly kind: 'delivery'
      /** The card as things stand now. */
      readonly delivery: Omit<Delivery, 'to' | 'replaces' | 'under'>
      /** The version of the network when it was rendered. */
      readonly version: number
      /** A post that shows this version or a newer one is left as it is; without it, `version` counts. */
      readonly needs?: number
      /** It changes a post, and makes none. */
      readonly updateOnly?: boolean
      /** The subject whose post at the same place begins the thread. */
      readonly under?: string | undefined
    }
  /** It may not go, or nobody needs it any more. */
  | { readonly kind: 'obsolete'; readonly why: string }

/** Renders the message, and checks again whether its reader may see it. */
export type MessageRenderer = (message: Message) => Promise<RenderedMessage>
