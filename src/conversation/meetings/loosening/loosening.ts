// Agreeing to loosen the six-meeting rule or declining it, and what its proposer reads.
import type { Block } from '../../../chat/card.ts'
import type { Settings } from '../../../domain/core/terms.ts'
import { openLoosening } from '../../../domain/meetings/loosening.ts'
import type { Network } from '../../../domain/state.ts'
import type { RunCommand } from '../../answers.ts'
import { personRun } from '../../kit/labels.ts'
import { button, buttons, capitalize, card, rich, textBlock } from '../../kit/markup.ts'
import type { CommandModule } from '../../module.ts'
import type { NetworkTurn, People } from '../../turn.ts'
import { changedValues, consentText, looseningText } from './loosening-cards.ts'

/** What was proposed rather than changed, if the person who changed the settings needs consent for it. */
export function proposedBlocks(after: Network, people: People): readonly (Block | undefined)[] {
  const proposal = openLoosening(after)
  if (proposal === undefined) return []
  return [
    textBlock(
      rich`Proposed: ${looseningText(proposal)}. The limit is close, so ${consentText(after, people, proposal.by)}. I’ve said in the network’s channels that you asked.`,
    ),
    buttons(button('Undo', 'decline-loosening', { network: after.id, proposal: proposal.id })),
  ]
}

function agree({ network }: NetworkTurn, proposal: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'agree-loosening', proposal },
    done: (after) =>
      card(textBlock(rich`Agreed. ${agreedText(after, proposal)}. I’ve said so in the network’s channels.`)),
  }
}

function agreedText(after: Network, id: string): string {
  const { settings = {}, before = {} } = after.loosenings.get(id) ?? {}
  return capitalize(changedValues(Object.keys(settings) as (keyof Settings)[], settings, before))
}

function decline({ network, speaker, people }: NetworkTurn, proposal: string): RunCommand {
  const proposer = network.loosenings.get(proposal)?.by ?? ''
  const isOwn = proposer === speaker.id
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'decline-loosening', proposal },
    done: () =>
      card(
        textBlock(
          isOwn
            ? rich`I’ve taken your proposal back. Any post about it in the channels says so.`
            : rich`You didn’t agree, so nothing changes. I’ve said so in the network’s channels, and I’ll tell ${personRun(people, proposer)}.`,
        ),
      ),
  }
}

export const looseningModule: CommandModule = {
  commands: [],
  actions: {
    'agree-loosening': { needs: 'network', handle: (turn, { proposal = '' }) => agree(turn, proposal) },
    'decline-loosening': { needs: 'network', handle: (turn, { proposal = '' }) => decline(turn, proposal) },
  },
  forms: {},
}
