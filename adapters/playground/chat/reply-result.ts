// The bot's reply with the names under which one can go on from it.
import type { Reply } from '../../../src/chat/adapter.ts'

/** `post` names a private card for pressing its buttons, `instance` a form for submitting it. */
export type ReplyResult =
  | (Reply & { kind: 'card' } & { readonly post: string })
  | (Reply & { kind: 'form' } & { readonly instance: string })
  | (Reply & { kind: 'form-errors' } & { readonly instance?: string })
  | (Reply & { kind: 'none' })
