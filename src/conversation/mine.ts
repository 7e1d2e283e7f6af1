// All networks of a person, in a direct message or anywhere, seen by that person alone.
import type { Card } from '../chat/card.ts'
import { rolesOf } from '../network/people.ts'
import type { Network } from '../network/state.ts'
import { countWords } from './count.ts'
import { nothingHere } from './refusals.ts'
import { bold, button, buttons, card, heading, listed, say, text } from './say.ts'
import { type Answer, type Room, show, type Turn } from './turn.ts'
import { roleNames } from './vocabulary.ts'

export function myNetworksCard(turn: Turn): Card {
  if (turn.networks.length === 0) return nothingHere()
  return card(heading('Your networks'), ...turn.networks.flatMap((network) => networkLines(turn, network)))
}

function networkLines(turn: Turn, network: Network) {
  const roles = rolesOf(network, turn.speaker.id).map((role) => roleNames[role])
  const state = network.closing === undefined ? countWords(network) : 'Closed.'
  return [
    text(say`${bold(network.name)}${roles.length === 0 ? '' : `, as ${listed(roles)}`}. ${state}`),
    buttons(button('Show it', 'network', { network: network.id })),
  ]
}

/** Asked where a sentence could mean several networks. */
export function whichNetwork(turn: Turn, words: string): Card {
  return card(
    text(say`Which network do you mean?`),
    buttons(
      ...turn.networks
        .slice(0, 5)
        .map((network) => button(network.name.slice(0, 75), 'in', { network: network.id, words })),
    ),
  )
}

const mine = (turn: Turn): Answer => show(myNetworksCard(turn))

export const mineRoom: Room = {
  words: [{ name: 'my networks', help: 'all networks that you are in', needs: 'nothing', handle: mine }],
  presses: { mine: { needs: 'nothing', handle: mine } },
  submits: {},
}
