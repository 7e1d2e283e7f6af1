// The buttons of a reply, found by what stands on them or by what they do.
import type { Reply } from '../../src/chat/adapter.ts'
import type { Button } from '../../src/chat/card.ts'
import { buttonsOf, textOf } from './bot-harness.ts'

/** Throws if the reply has no button with that label. */
export function buttonWithLabel(reply: Reply, label: string): Button {
  return findButton(reply, (button) => button.label === label, label)
}

/** Throws if the reply has no button with that action. */
export function buttonWithAction(reply: Reply, action: string): Button {
  return findButton(reply, (button) => button.action === action, action)
}

function findButton(reply: Reply, matches: (button: Button) => boolean, description: string): Button {
  const found = buttonsIn(reply).find(matches)
  if (found === undefined) throw new Error(`No button “${description}” in ${textOf(reply)}`)
  return found
}

/** All buttons of a reply that is a card. Throws if it is anything else. */
export function buttonsIn(reply: Reply): readonly Button[] {
  if (reply.kind !== 'card') throw new Error(`It is no card: ${textOf(reply)}`)
  return buttonsOf(reply)
}
