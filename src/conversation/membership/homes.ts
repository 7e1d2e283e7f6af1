// Homes of a network, and leaving it. The module also registers starting one.

import type { Run } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Home } from '../../domain/core/terms.ts'
import { isHome, sameHome } from '../../domain/membership/homes.ts'
import { agenciesOf, members } from '../../domain/membership/members.ts'
import { forbidden, may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, showCard } from '../answers.ts'
import { moreBlock } from '../kit/card-parts.ts'
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
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import { networkCard } from '../overview/network-card.ts'
import type { NetworkTurn } from '../turn.ts'
import { homeOf } from './home-of-place.ts'
import { inviteButton } from './invitations/invite-button.ts'
import { leave, leaveCard } from './people/leave.ts'
import { start, startForm } from './start-network.ts'

/** A message has room for so many channels, each with its button. */
const maxHomes = 15

function homesCard(turn: NetworkTurn): Answer {
  const { network, speaker } = turn
  if (network.homes.length === 0)
    return showCard(
      card(
        textBlock(
          rich`${bold(network.name)} has no channels yet. To add one, make a code and use it in that channel.`,
        ),
        buttons(inviteButton(turn, network, { label: 'Make a code' })),
      ),
    )
  const mayRemove = may(network, 'remove-home', speaker.id) && network.homes.length > 1
  return showCard(
    card(
      heading(`${pluralize(network.homes.length, 'channel')} of ${network.name}`),
      ...network.homes
        .slice(0, maxHomes)
        .flatMap((home) => [
          textBlock(channelRuns(turn, home)),
          mayRemove
            ? buttons(
                button('Remove this channel', 'remove-home', { network: network.id, ...home }, 'danger'),
              )
            : undefined,
        ]),
      moreBlock(network.homes.length - maxHomes),
      buttons(inviteButton(turn, network, { label: 'Add a channel' })),
      note(
        rich`Everyone in these channels can read what I post there. You can’t remove the last one. Only you can see this.`,
      ),
    ),
  )
}

const platformNames: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams' }

/** A channel by its name where the chat knows it, else by its platform and its place in the list. */
function channelRuns({ network, place }: NetworkTurn, home: Home): readonly Run[] {
  const number = network.homes.findIndex((one) => sameHome(one, home)) + 1
  const platform = platformNames[home.platform]
  const name = platform === undefined ? `#${home.channel}` : `${platform} channel ${number}`
  const run: Run = { kind: 'channel', name, at: { kind: 'channel', ...home } }
  const here = homeOf(place)
  return here !== undefined && sameHome(here, home) ? rich`${run} (this channel)` : [run]
}

/** A button that names no channel means the one in which it is pressed. */
function homeMeant({ network, place }: NetworkTurn, values: Values): Home | undefined {
  const { platform, workspace, channel } = values
  const isNamed = platform !== undefined && workspace !== undefined && channel !== undefined
  const meant = isNamed ? { platform, workspace, channel } : homeOf(place)
  return meant !== undefined && isHome(network, meant) ? meant : undefined
}

function removeHome(turn: NetworkTurn, values: Values): Answer {
  const { network, people, speaker } = turn
  const refusal = forbidden(network, 'remove-home', speaker.id)
  if (refusal !== undefined) return refusalAnswer(refusal, people, network)
  const home = homeMeant(turn, values)
  if (home === undefined) return homesCard(turn)
  if (network.homes.length === 1) return refusalAnswer({ kind: 'last-home' }, people, network)
  if (values.sure !== 'yes') return confirmRemoval(turn, home)
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'remove-home', home },
    done: (after) =>
      card(
        textBlock(
          rich`I’ve removed ${channelRuns(turn, home)} from ${bold(after.name)}, and won’t post there any more. To bring it back, use a new code there.`,
        ),
        buttons(button('Show the channels', 'homes', { network: network.id })),
      ),
  }
}

function confirmRemoval(turn: NetworkTurn, home: Home): Answer {
  const values = { network: turn.network.id, ...home, sure: 'yes' }
  return showCard(
    card(
      textBlock(rich`Remove ${channelRuns(turn, home)} from ${bold(turn.network.name)}?`),
      textBlock(
        rich`I won’t post there any more. What’s already there stays, and buttons that are still open stay as they are. Nobody leaves the network because of this. You’d need a new code to bring the channel back.`,
      ),
      buttons(button('Remove this channel', 'remove-home', values, 'danger')),
    ),
  )
}

const networkWord = (turn: NetworkTurn): Answer => showCard(networkCard(turn))

export const homesModule: CommandModule = {
  commands: [
    {
      name: 'start',
      takes: '[name]',
      help: 'start a network, with this channel as its first',
      needs: 'nothing',
      handle: (turn, typedName) => openForm(startForm(turn, typedName)),
    },
    {
      name: 'homes',
      help: 'see the network’s channels, and remove one',
      needs: 'network',
      handle: homesCard,
    },
    {
      name: 'leave',
      help: 'leave the network, or remove this channel from it',
      needs: 'network',
      whileClosed: true,
      handle: leaveCard,
    },
  ],
  actions: {
    network: { needs: 'network', handle: networkWord },
    leave: { needs: 'network', handle: leave },
    'remove-home': { needs: 'network', handle: removeHome },
  },
  forms: {
    start: { needs: 'nothing', handle: start },
  },
}

/** The post in a channel that has become a home. */
export function welcomeCard(network: Network) {
  return card(
    heading(`This channel now belongs to ${network.name}`),
    { kind: 'quote', text: network.outcome },
    textBlock(
      rich`${pluralize(members(network).length, 'member')} from ${pluralize(agenciesOf(network).length, 'agency', 'agencies')}. I’ll count the meetings and ask at each one what’s on the table. After ${bold(network.settings.limit)} with nothing there, I’ll stop and ask you to decide what to do.`,
    ),
    note(
      rich`Members can type ${codeRun('/network')} to see where it stands. Everyone in this channel can read what I post here.`,
    ),
  )
}

/** Tells the entrepreneurs that a channel was archived or deleted, or that the bot was removed from it. */
export function homeLostCard(network: Network) {
  return card(
    textBlock(
      rich`${bold(network.name)} has lost a channel: it was archived or deleted, or I was removed from it. I won’t post there any more. Nothing else has changed.`,
    ),
    textBlock(
      rich`Which channel should take its place? Type ${codeRun('/network invite')} here to get a code, and use the code there.`,
    ),
  )
}

/** `why` is a sentence from the platform adapter; it begins in lower case. */
export function homeUnreachedCard(network: Network, why: string) {
  return card(
    textBlock(rich`I couldn’t post in a channel of ${bold(network.name)}: ${why}`),
    textBlock(
      rich`If you want to keep this channel, that needs fixing there. If not, invite me to another one.`,
    ),
  )
}
