// The button that makes an invitation.
import type { Button } from '../../../chat/card.ts'
import type { Network } from '../../../domain/state.ts'
import { button } from '../../kit/markup.ts'
import type { Turn } from '../../turn.ts'

/** The role that the invited person joins with. */
export type InvitedRole = 'fellow-traveller' | 'active-client'

/** Each button carries its own seed, so pressing it twice gives the same code. Put it only on cards that one person sees. */
export function inviteButton(
  { newId }: Turn,
  network: Network,
  { label, style, as = 'fellow-traveller' }: InviteButtonOptions,
): Button {
  return button(label, 'invite', { network: network.id, as, seed: newId() }, style)
}

interface InviteButtonOptions {
  readonly label: string
  readonly style?: Button['style']
  readonly as?: InvitedRole
}
