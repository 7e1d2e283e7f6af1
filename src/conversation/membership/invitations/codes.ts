// The open codes: a member sees their own, and a public entrepreneur those of everybody. The codes themselves never show again.

import type { Block } from '../../../chat/card.ts'
import { mayRevoke, openInvitations } from '../../../domain/membership/invitations.ts'
import type { Invitation } from '../../../domain/state.ts'
import { type Answer, type RunCommand, showCard } from '../../answers.ts'
import { nameWithAgency } from '../../kit/labels.ts'
import {
  button,
  buttons,
  card,
  heading,
  note,
  pluralize,
  rich,
  textBlock,
  timeRun,
} from '../../kit/markup.ts'
import type { CommandModule } from '../../module.ts'
import type { NetworkTurn } from '../../turn.ts'
import { invite, invitedAs } from './invite.ts'
import { inviteButton } from './invite-button.ts'
import { join, joinByText, submitJoin } from './join.ts'

/** A message has room for so many codes, each with its button. */
const maxCodes = 15

function codesCard(turn: NetworkTurn): Answer {
  const { network, speaker, now } = turn
  const open = openInvitations(network, now).filter((one) => mayRevoke(network, one, speaker.id))
  const another = buttons(inviteButton(turn, network, { label: 'Make a code' }))
  if (open.length === 0)
    return showCard(card(textBlock(rich`You have no open codes to ${network.name}.`), another))
  const more = open.length - maxCodes
  return showCard(
    card(
      heading(`${pluralize(open.length, 'open code')} to ${network.name}`),
      ...open.slice(0, maxCodes).flatMap((one) => codeBlocks(turn, one)),
      more > 0 ? note(rich`And ${more} more.`) : undefined,
      another,
      note(rich`I don’t keep the codes themselves, so I can’t show them again. Only you can see this.`),
    ),
  )
}

function codeBlocks(
  { network, people, speaker, zone }: NetworkTurn,
  one: Invitation,
): readonly (Block | undefined)[] {
  const maker = one.by === speaker.id ? rich`You` : nameWithAgency(network, people, one.by)
  return [
    textBlock(
      rich`${maker} made a code to join ${invitedAs[one.as]}, valid until ${timeRun(one.expires, zone)}.`,
    ),
    buttons(button('Withdraw it', 'revoke', { network: network.id, invitation: one.id }, 'danger')),
  ]
}

function revoke({ network }: NetworkTurn, invitation: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'revoke-invitation', invitation },
    done: () =>
      card(
        textBlock(rich`I’ve withdrawn that code. It no longer works.`),
        buttons(button('Show the open codes', 'codes', { network: network.id })),
      ),
  }
}

export const invitationsModule: CommandModule = {
  commands: [
    {
      name: 'join',
      takes: 'CODE',
      help: 'join with an invitation code; I’ll show you first what it’s for',
      needs: 'nothing',
      handle: joinByText,
    },
    {
      name: 'invite',
      takes: '[as active client]',
      help: 'make a code for one person or one channel',
      needs: 'network',
      handle: (turn, words) => invite(turn, /\bclient\b/i.test(words) ? 'active-client' : 'fellow-traveller'),
    },
    {
      name: 'codes',
      help: 'see which codes are open, and withdraw them',
      needs: 'network',
      handle: codesCard,
    },
  ],
  actions: {
    'join-here': { needs: 'nothing', handle: (turn, { code = '' }) => join(turn, code) },
    invite: {
      needs: 'network',
      handle: (turn, { as, seed }) => invite(turn, as === 'active-client' ? as : 'fellow-traveller', seed),
    },
    revoke: { needs: 'network', handle: (turn, { invitation = '' }) => revoke(turn, invitation) },
  },
  forms: { join: { needs: 'nothing', handle: submitJoin } },
}
