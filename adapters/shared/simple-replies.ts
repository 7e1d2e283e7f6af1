// Replies and cards that an adapter makes by itself, out of plain words.
import type { Reply } from '../../src/chat/adapter.ts'
import { type Card, plainRun } from '../../src/chat/card.ts'
import type { Values } from '../../src/chat/inbound.ts'

export function textReply(text: string): Reply {
  return { kind: 'card', card: { blocks: [{ kind: 'text', runs: [plainRun(text)] }] } }
}

/** The errors of a form as a list, for where they cannot be shown beside its fields. */
export function errorListCard(errors: Values): Card {
  return { blocks: [{ kind: 'list', items: Object.values(errors).map((error) => [plainRun(error)]) }] }
}
