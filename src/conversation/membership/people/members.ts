// Who is in the network, from which agency, and in which roles.

import type { Block, Run } from '../../../chat/card.ts'
import { agenciesOf, members, rolesOf } from '../../../domain/membership/members.ts'
import { may } from '../../../domain/permissions.ts'
import type { Network, Participant } from '../../../domain/state.ts'
import { type Answer, showCard } from '../../answers.ts'
import { listBlock, moreBlock } from '../../kit/card-parts.ts'
import { personRun, roleNames } from '../../kit/labels.ts'
import { button, buttons, card, heading, listText, note, pluralize, rich } from '../../kit/markup.ts'
import type { CommandModule } from '../../module.ts'
import type { NetworkTurn, People } from '../../turn.ts'
import { inviteButton } from '../invitations/invite-button.ts'
import { agencyForm, mergeForm, submitAgency, submitMerge, undoAgency } from './agencies.ts'
import { removeByText, submitRemoval } from './remove-member.ts'

/** A message has room for so many people. */
const maxPeople = 40

function membersCard(turn: NetworkTurn): Answer {
  const { network, people } = turn
  const everyone = [...network.people.values()].sort((one, other) => one.agency.localeCompare(other.agency))
  const agencies = agenciesOf(network).length
  return showCard(
    card(
      heading(
        `${pluralize(members(network).length, 'member')} of ${network.name}, from ${pluralize(agencies, 'agency', 'agencies')}`,
      ),
      listBlock(everyone.slice(0, maxPeople).map((one) => personLine(network, people, one))),
      moreBlock(everyone.length - maxPeople),
      ...memberButtons(turn),
      note(rich`Only you can see this.`),
    ),
  )
}

function personLine(network: Network, people: People, { id, agency }: Participant): readonly Run[] {
  const roles = rolesOf(network, id).map((role) => roleNames[role])
  const held = roles.length === 0 ? '' : `: ${listText(roles)}`
  return rich`${personRun(people, id)} (${agency})${held}`
}

function memberButtons(turn: NetworkTurn): readonly (Block | undefined)[] {
  const { network, speaker } = turn
  const values = { network: network.id }
  if (network.closing !== undefined) return []
  const own = buttons(
    inviteButton(turn, network, { label: 'Invite somebody' }),
    button('Change my agency', 'agency', values),
    button('Show the roles', 'roles', values),
  )
  if (!may(network, 'remove-member', speaker.id)) return [own]
  return [
    own,
    buttons(
      button('Merge two agencies', 'merge-agencies', values),
      button('Remove somebody', 'remove', values, 'danger'),
    ),
  ]
}

export const membersModule: CommandModule = {
  commands: [
    {
      name: 'members',
      help: 'who’s in the network, from which agency, in which roles',
      needs: 'network',
      whileClosed: true,
      handle: membersCard,
    },
    {
      name: 'agency',
      takes: '[name]',
      help: 'change the agency you’re from',
      needs: 'network',
      handle: agencyForm,
    },
    {
      name: 'remove',
      takes: '[person]',
      help: 'remove someone from the network, and say why',
      needs: 'network',
      whileClosed: true,
      handle: removeByText,
    },
  ],
  actions: {
    'undo-agency': { needs: 'network', handle: undoAgency },
    'merge-agencies': { needs: 'network', handle: mergeForm },
  },
  forms: {
    agency: { needs: 'network', handle: submitAgency },
    'merge-agencies': { needs: 'network', handle: submitMerge },
    remove: { needs: 'network', handle: submitRemoval },
  },
}
