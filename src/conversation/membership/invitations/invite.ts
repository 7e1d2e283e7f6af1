// Making an invitation: a code for one person or one channel.

import type { Card } from '../../../chat/card.ts'
import { isOwnId } from '../../../domain/made-ids.ts'
import { isOpen } from '../../../domain/membership/invitations.ts'
import type { Network } from '../../../domain/state.ts'
import type { RunCommand } from '../../answers.ts'
import { button, buttons, card, codeRun, heading, note, rich, textBlock, timeRun } from '../../kit/markup.ts'
import type { NetworkTurn } from '../../turn.ts'
import { type InvitedRole, inviteButton } from './invite-button.ts'

/** `seed` is random and only the speaker knows it; neither it nor the code is written to the journal. */
export function invite(turn: NetworkTurn, as: InvitedRole, seed = ''): RunCommand {
  // Nobody can guess the code of a seed that is ours, but that of a forged one.
  const { code, codeHash } = turn.codeFrom(isOwnId(seed) ? seed : turn.newId())
  const invitation = codeHash.slice(0, 32)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'invite', invitation, codeHash, as },
    done: (after) => invitationCard(turn, after, { code, invitation, as }),
  }
}

interface NewInvitation {
  readonly code: string
  readonly invitation: string
  readonly as: InvitedRole
}

function invitationCard(turn: NetworkTurn, after: Network, { code, invitation, as }: NewInvitation): Card {
  const { network } = turn
  const current = after.invitations.get(invitation)
  const another = inviteButton(turn, network, { label: 'Another code', as })
  if (current === undefined || !isOpen(current, turn.now))
    return card(
      textBlock(rich`That code has been used or withdrawn, or has run out. Shall I make another?`),
      buttons(another),
    )
  const values = { network: network.id, invitation }
  return card(
    heading(`An invitation to ${network.name}`),
    textBlock(rich`Code: ${codeRun(code)}`),
    textBlock(
      rich`It works once, for one person or one channel, until ${timeRun(current.expires, turn.zone)}. The person joins ${invitedAs[as]}. Pass it on yourself: anyone who has it can read the network’s name, shared outcome and agencies before they join. If you leave, it stops working.`,
    ),
    {
      kind: 'list',
      items: [
        rich`In a channel of another workspace, ${codeRun(`/network join ${code}`)} brings in that channel and the person who types it.`,
        rich`In a direct message with me, ${codeRun(`join ${code}`)} brings in one person.`,
      ],
    },
    buttons(another, button('Withdraw this code', 'revoke', values, 'danger')),
    note(rich`Only you can see this. ${codeRun('/network codes')} lists the open codes.`),
  )
}

export const invitedAs: { readonly [role in InvitedRole]: string } = {
  'active-client': 'as an active client',
  'fellow-traveller': 'as a fellow traveller',
}
