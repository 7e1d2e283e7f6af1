// The phase commands, and what homes, the digest and the card of the network show of phases.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Instant } from '../../domain/core/ids.ts'
import { signsOf } from '../../domain/phases/phase-signs.ts'
import { crossingOf, isBack, phaseAfter } from '../../domain/phases/phases.ts'
import type { PhaseSpan } from '../../domain/phases/state.ts'
import type { Network } from '../../domain/state.ts'
import { showCard } from '../answers.ts'
import { nameWithAgency, phaseNames } from '../kit/labels.ts'
import { bold, button, buttons, card, codeRun, heading, rich, textBlock } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { People } from '../turn.ts'
import { phaseCard } from './phase-card.ts'
import { confirmBack, confirmNext, cross, submitCross } from './phase-crossing.ts'
import { signCountText, signsNamed } from './phase-sign-text.ts'

/** The line about a crossing in the digest. */
export function crossedItem({ phase, after = phase, unmet }: PhaseSpan): readonly Run[] {
  if (isBack(after, phase)) return rich`Went back from ${phaseNames[after]} to ${phaseNames[phase]}`
  const missing = unmet.length === 0 ? 'with all signs there' : `without ${signsNamed(unmet)}`
  return rich`Crossed into ${phaseNames[phase]}, ${missing}`
}

/** One line about the present phase, and how many signs of the next one are there. */
export function phaseLine(network: Network, now: Instant): readonly Run[] {
  const here = phaseNames[network.phase]
  return rich`${here}${nextSignsText(network, now)} (${codeRun('/network phase')})`
}

function nextSignsText(network: Network, now: Instant): string {
  const next = phaseAfter(network.phase)
  if (next === undefined) return ''
  return `; ${signCountText(signsOf(network, next, { now }))} for ${phaseNames[next]}`
}

/** What every home reads about a crossing. Returns `undefined` for a crossing that is not in the network. */
export function crossedCard(network: Network, people: People, crossing: string): Card | undefined {
  const span = crossingOf(network, crossing)
  if (span?.after === undefined) return undefined
  const { phase, after, by, met, unmet, whyNoClient = '' } = span
  const who = by === undefined ? rich`A public entrepreneur` : nameWithAgency(network, people, by)
  const isGoingBack = isBack(after, phase)
  const blocks: Block[] = [
    heading(`${network.name}: ${isGoingBack ? 'back to ' : ''}${phaseNames[phase]}`),
    textBlock(
      isGoingBack
        ? rich`${who} took the network back from ${phaseNames[after]}. Going back isn’t a failure, and nothing else changes.`
        : rich`${who} took the network on from ${phaseNames[after]}.`,
    ),
  ]
  if (met.length > 0) blocks.push(textBlock(rich`${bold('Signs that are there')}: ${signsNamed(met)}.`))
  if (unmet.length > 0) blocks.push(textBlock(rich`${bold('Not there yet')}: ${signsNamed(unmet)}.`))
  if (whyNoClient !== '')
    blocks.push({ kind: 'quote', text: whyNoClient, by: 'Why there is no active client' })
  return card(...blocks, buttons(button('Show the phase', 'phase', { network: network.id })))
}

export const phasesModule: CommandModule = {
  commands: [
    {
      name: 'phase',
      help: 'which phase the network is in, the signs of the next one, and the moment and shared outcome',
      needs: 'network',
      whileClosed: true,
      handle: (turn) => showCard(phaseCard(turn)),
    },
    { name: 'phase next', help: 'cross into the next phase', needs: 'network', handle: confirmNext },
    { name: 'phase back', help: 'go back one phase', needs: 'network', handle: confirmBack },
  ],
  actions: {
    'phase-next': { needs: 'network', handle: confirmNext },
    'phase-back': { needs: 'network', handle: confirmBack },
    cross: { needs: 'network', handle: (turn, values) => cross(turn, values) },
  },
  forms: {
    cross: { needs: 'network', handle: submitCross },
  },
}
