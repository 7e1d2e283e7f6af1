// Leaving a network. The last public entrepreneur is asked for a successor first, also when they only give the role up.

import type { Block } from '../../../chat/card.ts'
import { isHome } from '../../../domain/membership/homes.ts'
import { holders, members } from '../../../domain/membership/members.ts'
import { may } from '../../../domain/permissions.ts'
import type { Network } from '../../../domain/state.ts'
import { type Answer, type RunCommand, showCard } from '../../answers.ts'
import { personRun } from '../../kit/labels.ts'
import { bold, button, buttons, card, listRuns, rich, textBlock } from '../../kit/markup.ts'
import type { NetworkTurn } from '../../turn.ts'
import { homeOf } from '../home-of-place.ts'

export function leaveCard(turn: NetworkTurn): Answer {
  const { network, speaker } = turn
  const isLastHere = isLastEntrepreneur(network, speaker.id) && !isLastMember(turn)
  return showCard(
    card(
      textBlock(
        rich`Leave ${bold(network.name)}? Your roles will end. What you put on the table stays, and the network’s record keeps what you did. Codes you made will stop working, and your private answers in rounds that are still open will be destroyed. You can come back with a new code.`,
      ),
      lastMemberWarning(turn),
      ...(isLastHere ? successorQuestion(turn) : []),
      leaveButtons(turn),
    ),
  )
}

/** Whether an open network would be without a public entrepreneur once this person is none. */
export function isLastEntrepreneur(network: Network, person: string): boolean {
  const [first, ...others] = holders(network, 'public-entrepreneur')
  return network.closing === undefined && first === person && others.length === 0
}

/** Asks for a successor, and says what happens without one. */
export function successorQuestion({ network, people }: NetworkTurn): readonly (Block | undefined)[] {
  const asked = [...network.nominations.values()].filter(
    ({ role, state }) => role === 'public-entrepreneur' && state === 'open',
  )
  const names = listRuns(asked.map(({ person }) => [personRun(people, person)]))
  return [
    textBlock(
      rich`You’re its last public entrepreneur. Who would you nominate to take over? Without one, nobody can propose a new outcome, move to another phase, confirm a meeting or close the network until a member nominates someone. I’ll tell its guardian angels.`,
    ),
    asked.length === 0 ? undefined : textBlock(rich`Already asked, with no answer yet: ${names}.`),
    buttons(
      button('Nominate a successor', 'role', { network: network.id, role: 'public-entrepreneur' }, 'primary'),
    ),
  ]
}

function lastMemberWarning(turn: NetworkTurn): Block | undefined {
  if (!isLastMember(turn)) return undefined
  return textBlock(
    rich`You’re its last member. Once you’ve left, no member can read it, carry on with it or bring anyone in. Would you rather close it well?`,
  )
}

function isLastMember({ network, speaker }: NetworkTurn): boolean {
  const [first, ...others] = members(network)
  return first?.id === speaker.id && others.length === 0
}

function leaveButtons(turn: NetworkTurn): Block | undefined {
  const { network, place, speaker } = turn
  const values = { network: network.id }
  const row = [button('Leave the network', 'leave', values, 'danger')]
  const mayClose = network.closing === undefined && may(network, 'close', speaker.id)
  if (isLastMember(turn) && mayClose) row.push(button('Close well', 'close', values))
  const home = homeOf(place)
  const isHere = home !== undefined && isHome(network, home)
  if (isHere && may(network, 'remove-home', speaker.id))
    row.push(button('Only remove this channel', 'remove-home', values))
  return buttons(...row)
}

export function leave({ network }: NetworkTurn): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'leave' },
    done: (after) => card(textBlock(rich`You’ve left ${bold(after.name)}. Thank you for what you brought.`)),
  }
}
