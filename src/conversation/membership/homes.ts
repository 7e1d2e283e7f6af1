// Homes of a network, and leaving it. The module also registers starting one.

import type { Block } from '../../chat/card.ts'
import { isHome } from '../../domain/membership/homes.ts'
import { agenciesOf, members } from '../../domain/membership/members.ts'
import { may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, showCard } from '../answers.ts'
import {
  bold,
  button,
  buttons,
  card,
  codeRun,
  heading,
  note,
  pluralize,
  rich,
  textBlock,
} from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import { networkCard } from '../overview/network-card.ts'
import type { NetworkTurn } from '../turn.ts'
import { homeOf } from './home-of-place.ts'
import { start, startForm } from './start-network.ts'

function leaveCard(turn: NetworkTurn): Answer {
  const { network } = turn
  return showCard(
    card(
      textBlock(
        rich`Leave ${bold(network.name)}? Your roles end, what you put on the table stays, and the journal keeps what you did. Codes that you made open nothing any more. Private answers of yours that wait for their round to close are destroyed. You can come back with a new code.`,
      ),
      lastMemberWarning(turn),
      leaveButtons(turn),
    ),
  )
}

function lastMemberWarning(turn: NetworkTurn): Block | undefined {
  if (!isLastMember(turn)) return undefined
  return textBlock(
    rich`You are its last member. Once you have left, no member can read it, go on with it or bring anybody in. Would you rather close it well?`,
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
    row.push(button('Only take this channel out', 'remove-home', values))
  return buttons(...row)
}

const networkWord = (turn: NetworkTurn): Answer => showCard(networkCard(turn))

export const homesModule: CommandModule = {
  commands: [
    {
      name: 'start',
      takes: '[name]',
      help: 'start a network; this channel becomes its first home',
      needs: 'nothing',
      handle: (turn, typedName) => openForm(startForm(turn, typedName)),
    },
    {
      name: 'leave',
      help: 'leave the network, or take this channel out of it',
      needs: 'network',
      whileClosed: true,
      handle: leaveCard,
    },
  ],
  actions: {
    network: { needs: 'network', handle: networkWord },
    leave: {
      needs: 'network',
      handle: (turn) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'leave' },
        done: (after) =>
          card(textBlock(rich`You have left ${bold(after.name)}. Thank you for what you brought.`)),
      }),
    },
    'remove-home': {
      needs: 'network',
      handle(turn) {
        const home = homeOf(turn.place) ?? { platform: '', workspace: '', channel: '' }
        return {
          kind: 'run-command',
          network: turn.network.id,
          command: { kind: 'remove-home', home },
          done: (after) =>
            card(
              textBlock(
                rich`This channel is no longer a home of ${bold(after.name)}. Nothing more is posted here.`,
              ),
            ),
        }
      },
    },
  },
  forms: {
    start: { needs: 'nothing', handle: start },
  },
}

/** The post in a channel that has become a home. */
export function welcomeCard(network: Network) {
  return card(
    heading(`${network.name} talks here now`),
    { kind: 'quote', text: network.outcome },
    textBlock(
      rich`${pluralize(members(network).length, 'member')} of ${pluralize(agenciesOf(network).length, 'agency', 'agencies')}. I count the meetings, ask at each one what is on the table, and after ${bold(network.settings.limit)} with nothing there I stop and ask you to decide.`,
    ),
    note(
      rich`Members type ${codeRun('/network')} to see where it stands. Everyone in this channel can read what I post here.`,
    ),
  )
}

/** Tells the entrepreneurs that a channel was archived or deleted, or that the bot was removed from it. */
export function homeLostCard(network: Network) {
  return card(
    textBlock(
      rich`${bold(network.name)} has lost a channel: it was archived or deleted, or I was taken out of it. I post nothing there any more; nothing else has changed.`,
    ),
    textBlock(
      rich`Which channel should take its place? Type ${codeRun('/network invite')} here, and redeem the code there.`,
    ),
  )
}

/** `why` is a sentence from the platform adapter; it begins in lower case. */
export function homeUnreachedCard(network: Network, why: string) {
  return card(
    textBlock(rich`I could not post in a channel of ${bold(network.name)}: ${why}`),
    textBlock(rich`Should it stay a home? Then mend that there; if not, invite me into another channel.`),
  )
}
