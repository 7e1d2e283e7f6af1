// Looking for public networks of one's workspace, by whoever asks.
import type { Block } from '../../chat/card.ts'
import { isFindable } from '../../domain/guardian/going-public.ts'
import { agenciesOf } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { unaccented } from '../kit/form-fields.ts'
import { phaseNames } from '../kit/labels.ts'
import { bold, card, heading, listed, note, say, text, typed } from '../kit/markup.ts'
import { type Find, type Room, show, type Turn } from '../turn.ts'

/** Public networks of the speaker's workspace that have all of the words. */
function find(words: string): Find {
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
  const said = unaccented(
    [network.name, network.outcome, phaseNames[network.phase], ...agenciesOf(network)].join(' '),
  )
  return unaccented(words.slice(0, 2_000))
    .split(/\s+/)
    .every((word) => said.includes(word))
}

/** One message has room for so many. */
const mostFound = 8

function foundCard(found: readonly Network[], words: string) {
  const about = words === '' ? '' : say` with ${bold(words.slice(0, 100))}`
  if (found.length === 0)
    return show(
      card(
        text(say`I find no public network${about} in this workspace.`),
        note(
          say`Networks start under the radar, and nobody finds those. Are you in one? ${typed('/network my networks')} shows yours.`,
        ),
      ),
    )
  return show(
    card(
      heading('Public networks of this workspace'),
      ...found
        .slice(0, mostFound)
        .flatMap((network): Block[] => [
          text(say`${bold(network.name)}: ${phaseNames[network.phase]}; ${listed(agenciesOf(network))}`),
          { kind: 'quote', text: network.outcome },
        ]),
      found.length > mostFound
        ? text(
            say`and ${found.length - mostFound} more. Another word after ${typed('/network find')} narrows it.`,
          )
        : undefined,
      note(say`Would you join one? Ask somebody of these agencies for a code.`),
    ),
  )
}

export const findRoom: Room = {
  words: [
    {
      name: 'find',
      takes: '[words]',
      help: 'the networks of this workspace that have gone public',
      needs: 'nothing',
      handle: (_turn: Turn, words) => find(words),
    },
  ],
  presses: {},
  submits: {},
}
