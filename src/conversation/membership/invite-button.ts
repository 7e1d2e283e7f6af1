// The button that makes an invitation.
import type { Button } from '../../chat/card.ts'
import type { Network } from '../../domain/state.ts'
import { button } from '../kit/markup.ts'
import type { Turn } from '../turn.ts'

/** Each card has its own, so that pressing it twice makes one code. It belongs only on a card for one person. */
export function inviteButton(
  { newId }: Turn,
  network: Network,
  label: string,
  style?: Button['style'],
  as = 'fellow-traveller',
): Button {
  return button(label, 'invite', { network: network.id, as, seed: newId() }, style)
}
