// Finds public networks of one's workspace.
import type { Block, Card } from '../../chat/card.ts'
import { isFindable } from '../../domain/guardian/going-public.ts'
import { agenciesOf } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type FindNetworks, showCard } from '../answers.ts'
import { withoutAccents } from '../kit/form-fields.ts'
import { phaseNames } from '../kit/labels.ts'
import { bold, card, codeRun, heading, listText, note, rich, textBlock } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { Turn } from '../turn.ts'

/** Finds the public networks of the speaker's workspace that have all of the words. */
function find(words: string): FindNetworks {
  return {
    kind: 'find',
    render(networks) {
      const found = networks.filter((network) => isFindable(network) && hasAll(network, words))
      return showCard(found.length === 0 ? nothingFoundCard(words) : foundCard(found))
    },
  }
}

function hasAll(network: Network, words: string): boolean {
  const searched = [network.name, network.outcome, phaseNames[network.phase], ...agenciesOf(network)]
  const text = withoutAccents(searched.join(' '))
  return withoutAccents(words.slice(0, 2_000))
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** One message has room for this many networks. */
const maxFound = 8

function nothingFoundCard(words: string): Card {
  const condition = words === '' ? [] : rich` with ${bold(words.slice(0, 100))}`
  return card(
    textBlock(rich`I couldn’t find a public network${condition} in this workspace.`),
    note(
      rich`Networks start under the radar, where they can’t be found. If you’re in one, ${codeRun('/network my networks')} shows it.`,
    ),
  )
}

function foundCard(found: readonly Network[]): Card {
  const moreText = rich`and ${found.length - maxFound} more. Add another word after ${codeRun('/network find')} to narrow it down.`
  return card(
    heading('Public networks in this workspace'),
    ...found.slice(0, maxFound).flatMap(networkBlocks),
    found.length > maxFound ? textBlock(moreText) : undefined,
    note(rich`Would you like to join one? Ask somebody from one of its agencies for a code.`),
  )
}

function networkBlocks(network: Network): readonly Block[] {
  const agencies = listText(agenciesOf(network))
  return [
    textBlock(rich`${bold(network.name)}: ${phaseNames[network.phase]}; ${agencies}`),
    { kind: 'quote', text: network.outcome },
  ]
}

export const findNetworksModule: CommandModule = {
  commands: [
    {
      name: 'find',
      takes: '[words]',
      help: 'the networks in this workspace that have gone public',
      needs: 'nothing',
      handle: (_turn: Turn, words) => find(words),
    },
  ],
  actions: {},
  forms: {},
}
