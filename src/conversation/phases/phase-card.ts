// The card of a phase: where the network is, the signs of what comes next, and what came before.
import type { Block, Button, Card, Run } from '../../chat/card.ts'
import type { Instant } from '../../domain/core/ids.ts'
import { may } from '../../domain/permissions.ts'
import { signsOf } from '../../domain/phases/phase-signs.ts'
import { isBack, phaseAfter, phaseBefore } from '../../domain/phases/phases.ts'
import type { PhaseSpan } from '../../domain/phases/state.ts'
import type { Network } from '../../domain/state.ts'
import { limitsLine } from '../guardian/limit-cards.ts'
import { nameWithAgency, phaseNames } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  codeRun,
  heading,
  note,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import type { NetworkTurn } from '../turn.ts'
import { previousWordingLines } from './edit-purpose.ts'
import { signCountText, signLine, signsNamed } from './phase-sign-text.ts'

export function phaseCard(turn: NetworkTurn): Card {
  const { network, zone } = turn
  if (network.closing !== undefined) return closedPhaseCard(turn, network.closing.at)
  const since = network.phases.at(-1)?.from ?? network.started
  return card(
    heading(`${network.name}: ${phaseNames[network.phase]}`),
    textBlock(rich`In this phase since ${timeRun(since, zone, 'date')}.`),
    ...purposeBlocks(network),
    ...signBlocks(turn),
    ...historyBlocks(turn),
    cardButtons(turn),
  )
}

function closedPhaseCard(turn: NetworkTurn, closedAt: Instant): Card {
  const { network, zone } = turn
  return card(
    heading(`${network.name}: closed`),
    textBlock(
      rich`Closed on ${timeRun(closedAt, zone, 'date')}; until then it was ${phaseNames[network.phase]}.`,
    ),
    ...purposeBlocks(network),
    ...historyBlocks(turn),
  )
}

function purposeBlocks(network: Network): readonly Block[] {
  const blocks: Block[] = []
  if (network.moment !== '') blocks.push({ kind: 'quote', text: network.moment, by: momentTitle(network) })
  if (network.outcome !== '') blocks.push({ kind: 'quote', text: network.outcome, by: 'The shared outcome' })
  const limits = limitsLine(network)
  if (limits !== undefined) blocks.push(textBlock(rich`Hard limits: ${limits}`))
  return blocks
}

/** The signs of the phase that comes next. */
function signBlocks(turn: NetworkTurn): readonly Block[] {
  const { network, now } = turn
  const next = phaseAfter(network.phase)
  if (next === undefined)
    return [textBlock(rich`This is the last phase. When the work is done, the next step is to close well.`)]
  const signs = signsOf(network, next, { now })
  return [
    textBlock(rich`Next comes ${bold(phaseNames[next])}. ${signCountText(signs)}.`),
    { kind: 'list', items: signs.map((sign) => signLine(turn, sign)) },
    note(rich`The signs are only a guide. A public entrepreneur says when to cross.`),
  ]
}

function momentTitle({ momentWhen = '' }: Network): string {
  return momentWhen === '' ? 'The moment' : `The moment, ${momentWhen}`
}

/** The number of lines of history that one card shows. */
const historyLimit = 12

/** The latest crossings and earlier wordings, the oldest first. */
function historyBlocks(turn: NetworkTurn): readonly Block[] {
  const crossings = turn.network.phases
    .slice(1)
    .map((span) => ({ at: span.from, line: crossingLine(turn, span) }))
  const all = [...crossings, ...previousWordingLines(turn)].toSorted((one, other) => one.at - other.at)
  if (all.length === 0) return []
  const blocks: Block[] = [
    textBlock(rich`What came before:`),
    { kind: 'list', items: all.slice(-historyLimit).map(({ line }) => line) },
  ]
  const more = all.length - historyLimit
  if (more > 0) blocks.push(note(rich`and ${more} earlier ones, which are in ${codeRun('/network story')}`))
  return blocks
}

function crossingLine({ network, people, zone }: NetworkTurn, span: PhaseSpan): readonly Run[] {
  const who = span.by === undefined ? rich`somebody` : nameWithAgency(network, people, span.by)
  const how = isBack(span.after ?? span.phase, span.phase) ? 'went back to' : 'crossed into'
  const unmet = span.unmet.length === 0 ? '' : `; not there yet: ${signsNamed(span.unmet)}`
  return rich`${timeRun(span.from, zone, 'date')}: ${how} ${phaseNames[span.phase]}, decided by ${who}${unmet}`
}

function cardButtons({ network, speaker }: NetworkTurn): Block | undefined {
  if (!may(network, 'cross-phase', speaker.id)) return undefined
  const values = { network: network.id }
  const next = phaseAfter(network.phase)
  const before = phaseBefore(network.phase)
  const row: Button[] = []
  if (next !== undefined) row.push(button(`Cross into ${phaseNames[next]}`, 'phase-next', values, 'primary'))
  if (before !== undefined) row.push(button(`Go back to ${phaseNames[before]}`, 'phase-back', values))
  row.push(
    button('Change the moment', 'change-moment', values),
    button('Change the shared outcome', 'change-outcome', values),
  )
  if (next === undefined) row.push(button('Close well', 'close', values))
  return buttons(...row)
}
