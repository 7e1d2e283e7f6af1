// Looking for public networks of one's workspace, by whoever asks.
import type { Block } from '../../chat/card.ts'
import { isFindable } from '../../domain/guardian/going-public.ts'
import { agenciesOf } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type FindNetworks, showCard } from '../answers.ts'
import { withoutAccents } from '../kit/form-fields.ts'
import { phaseNames } from '../kit/labels.ts'
import { bold, card, codeRun, heading, listText, note, rich, textBlock } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { Turn } from '../turn.ts'

/** Public networks of the speaker's workspace that have all of the words. */
function find(words: string): FindNetworks {
  return {
    kind: 'find',
    shown: (networks) =>
      foundCard(
        networks.filter((network) => isFindable(network) && has(network, words)),
        words,
      ),
  }
}

function has(network: Network, words: string): boolean {
  const said = withoutAccents(
    [network.name, network.outcome, phaseNames[network.phase], ...agenciesOf(network)].join(' '),
  )
  return withoutAccents(words.slice(0, 2_000))
    .split(/\s+/)
    .every((word) => said.includes(word))
}

/** One message has room for so many. */
const mostFound = 8

function foundCard(found: readonly Network[], words: string) {
  const about = words === '' ? '' : rich` with ${bold(words.slice(0, 100))}`
  if (found.length === 0)
    return showCard(
      card(
        textBlock(rich`I find no public network${about} in this workspace.`),
        note(
          rich`Networks start under the radar, and nobody finds those. Are you in one? ${codeRun('/network my networks')} shows yours.`,
        ),
      ),
    )
  return showCard(
    card(
      heading('Public networks of this workspace'),
      ...found
        .slice(0, mostFound)
        .flatMap((network): Block[] => [
          textBlock(
            rich`${bold(network.name)}: ${phaseNames[network.phase]}; ${listText(agenciesOf(network))}`,
          ),
          { kind: 'quote', text: network.outcome },
        ]),
      found.length > mostFound
        ? textBlock(
            rich`and ${found.length - mostFound} more. Another word after ${codeRun('/network find')} narrows it.`,
          )
        : undefined,
      note(rich`Would you join one? Ask somebody of these agencies for a code.`),
    ),
  )
}

export const findNetworksModule: CommandModule = {
  commands: [
    {
      name: 'find',
      takes: '[words]',
      help: 'the networks of this workspace that have gone public',
      needs: 'nothing',
      handle: (_turn: Turn, words) => find(words),
    },
  ],
  actions: {},
  forms: {},
}
