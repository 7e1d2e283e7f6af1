// All networks of a person, in a direct message or anywhere, seen by that person alone.
import type { Card } from '../../chat/card.ts'
import { openManualFlags } from '../../domain/flags/manual-flags.ts'
import { activeFlags } from '../../domain/flags/rule-flags.ts'
import { holds, rolesOf } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, showCard } from '../answers.ts'
import { flagHeadline } from '../flags/flag-texts.ts'
import { roleNames } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, listText, note, rich, textBlock } from '../kit/markup.ts'
import { noNetworkHereCard } from '../kit/refusal-messages.ts'
import { bareCountText } from '../meetings/count-text.ts'
import type { CommandModule } from '../module.ts'
import type { Turn } from '../turn.ts'
import { answerable, nominationsFor, toDoFor } from './to-do.ts'

export function myNetworksCard(turn: Turn): Card {
  if (turn.networks.length === 0) return noNetworkHereCard()
  return card(heading('Your networks'), ...turn.networks.flatMap((network) => networkLines(turn, network)))
}

function networkLines(turn: Turn, network: Network) {
  const roles = rolesOf(network, turn.speaker.id).map((role) => roleNames[role])
  const state = network.closing === undefined ? bareCountText(network) : 'Closed.'
  return [
    textBlock(rich`${bold(network.name)}${roles.length === 0 ? '' : `, as ${listText(roles)}`}. ${state}`),
    buttons(button('Show it', 'network', { network: network.id })),
  ]
}

/** What waits for a person over all networks, then an angel's flags, then the networks themselves. */
function homeCard(turn: Turn): Card {
  const waiting = turn.networks.flatMap((network) =>
    toDoFor({ ...turn, network }).flatMap(({ what, buttons: row }) => [
      textBlock(rich`${bold(network.name)}: ${what}`),
      buttons(...row),
    ]),
  )
  const answers = [
    ...turn.nominatingNetworks
      .filter(({ closing }) => closing === undefined)
      .flatMap((one) => nominationsFor(turn, one)),
    ...turn.networks.flatMap((network) => answerable({ ...turn, network })),
  ]
  const risks = turn.networks
    .filter((network) => holds(network, turn.speaker.id, 'guardian-angel'))
    .flatMap((network) => [
      ...activeFlags(network).map((flag) => rich`${flagHeadline(network, turn.people, flag)}`),
      ...openManualFlags(network).map(({ text: words }) => rich`${network.name}: “${words.slice(0, 200)}”`),
    ])
  return card(
    heading('What waits for you'),
    ...waiting,
    waiting.length + answers.length === 0 ? textBlock(rich`Nothing just now.`) : undefined,
    ...answers,
    ...(risks.length === 0 ? [] : [heading('As guardian angel'), { kind: 'list', items: risks } as const]),
    ...(turn.networks.length === 0 && answers.length > 0 ? [] : myNetworksCard(turn).blocks),
  )
}

/** A button can carry no more characters. */
const mostCarried = 1000

/** Asked where a sentence could mean several networks. */
export function chooseNetworkCard(turn: Turn, words: string): Card {
  const values = { words: words.slice(0, mostCarried), ...(turn.confirmInForm && { first: 'form' }) }
  return card(
    textBlock(rich`Which network do you mean?`),
    words.length > mostCarried
      ? note(
          rich`I can take only the first ${mostCarried} characters along to the form; the rest has to be put in again there.`,
        )
      : undefined,
    buttons(
      ...turn.networks
        .slice(0, 5)
        .map((network) => button(network.name.slice(0, 75), 'in', { ...values, network: network.id })),
    ),
  )
}

const mine = (turn: Turn): Answer => showCard(myNetworksCard(turn))

export const myNetworksModule: CommandModule = {
  commands: [
    {
      name: 'home',
      help: 'what waits for you over all your networks',
      needs: 'nothing',
      scope: 'all-networks',
      handle: (turn) => showCard(homeCard(turn)),
    },
    {
      name: 'my networks',
      help: 'all networks that you are in',
      needs: 'nothing',
      scope: 'all-networks',
      handle: mine,
    },
  ],
  actions: {
    mine: { needs: 'nothing', scope: 'all-networks', handle: mine },
  },
  forms: {},
}
