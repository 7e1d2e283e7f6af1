// The bot's reply with the ids that the next request refers to.
import type { Reply } from '../../../src/chat/adapter.ts'

/** `post` identifies a private card when its buttons are pressed, `instance` a form when it is submitted. */
export type ReplyResult =
  | (Reply & { kind: 'card' } & { readonly post: string })
  | (Reply & { kind: 'form' } & { readonly instance: string })
  | (Reply & { kind: 'form-errors' } & { readonly instance?: string })
  | (Reply & { kind: 'none' })
