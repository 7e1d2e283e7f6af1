// What cards still offer of a network that is closed.
import type { Block, Button } from '../chat/card.ts'
import { mayReopen } from '../domain/membership/closing.ts'
import { attributesOf } from './action-names.ts'
import { type Answer, showCard } from './answers.ts'
import { buttons, card } from './kit/markup.ts'
import type { NetworkTurn } from './turn.ts'

/** Takes the buttons away that a closed network would refuse. Other answers, and other networks, stay as they are. */
export function withoutRefusedButtons(answered: Answer, turn: NetworkTurn): Answer {
  if (answered.kind !== 'card' || turn.network.closing === undefined) return answered
  const blocks = answered.card.blocks.map((block): Block | undefined => {
    if (block.kind !== 'buttons') return block
    return buttons(...block.buttons.filter((button) => isAllowed(button, turn)))
  })
  return showCard(card(...blocks))
}

function isAllowed({ action, values }: Button, { network, now }: NetworkTurn): boolean {
  if (values.network !== network.id) return true
  const whileClosed = attributesOf(action)?.whileClosed
  return whileClosed === 'reopenable' ? mayReopen(network, now) : whileClosed === 'always'
}
