// Hard limits as they are read: the list, what is reported of each, and what the public entrepreneurs hear.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import type { LimitReportKind } from '../../domain/core/terms.ts'
import { maySettle, openReports, standingLimits } from '../../domain/guardian/hard-limits.ts'
import type { HardLimit, LimitReport } from '../../domain/guardian/state.ts'
import { holders } from '../../domain/membership/members.ts'
import { may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, showCard } from '../answers.ts'
import { moreBlock, quote, shortQuote } from '../kit/card-parts.ts'
import { nameWithAgency, personRun } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, note, rich, textBlock, timeRun } from '../kit/markup.ts'
import type { NetworkTurn, People } from '../turn.ts'

/** A line has room for so many limits, a message for so many, and a limit for so many of its last reports. */
const maxLimitsPerLine = 5
const maxLimitsPerMessage = 6
const maxReportsPerLimit = 3

/** The limits that stand, in one line for a form or a card. Returns `undefined` when there are none. */
export function limitsLine(network: Network): string | undefined {
  const limits = standingLimits(network)
  if (limits.length === 0) return undefined
  const shown = limits.slice(0, maxLimitsPerLine)
  const line = shown.map(({ text }) => `“${text.slice(0, 200)}”`).join('; ')
  if (limits.length === shown.length) return line
  return `${line} and ${limits.length - shown.length} more`
}

export function limitsBlock(network: Network): Block | undefined {
  const limits = limitsLine(network)
  if (limits === undefined) return undefined
  return textBlock(rich`Hard limits: ${limits}`)
}

/** The limits, what was said of each, and what the reader can do; with the form for an angel. */
export function limitsCard(turn: NetworkTurn, form?: Form): Answer {
  const { network, speaker } = turn
  const lifted = [...network.limits.values()].filter((limit) => limit.lifted !== undefined).toReversed()
  const limits = [...standingLimits(network), ...lifted]
  const shown = limits.slice(0, maxLimitsPerMessage)
  const blocks: (Block | undefined)[] = [heading(`Hard limits of ${network.name}`)]
  if (limits.length === 0) blocks.push(textBlock(rich`None so far. Only a guardian angel can state one.`))
  blocks.push(...shown.flatMap((limit) => limitBlocks(turn, limit)), moreBlock(limits.length - shown.length))
  if (form !== undefined) blocks.push({ kind: 'inputs', form })
  else if (network.closing === undefined && may(network, 'state-limit', speaker.id))
    blocks.push(buttons(button('State a limit', 'limit', { network: network.id }, 'primary')))
  return showCard(card(...blocks))
}

function limitBlocks(turn: NetworkTurn, limit: HardLimit): readonly (Block | undefined)[] {
  const { network, people, zone } = turn
  const who = limit.by === undefined ? rich`a guardian angel` : nameWithAgency(network, people, limit.by)
  const blocks: (Block | undefined)[] = [
    quote(limit.text),
    note(rich`Stated by ${who} on ${timeRun(limit.at, zone, 'date')}`),
    ...limit.reports.slice(-maxReportsPerLimit).map((report) => textBlock(settledReportText(people, report))),
    settlingBlock(network, people, limit),
  ]
  if (limit.lifted !== undefined) blocks.push(textBlock(rich`Lifted: ${limit.lifted.word}`))
  else if (network.closing === undefined) blocks.push(limitButtons(turn, limit))
  return blocks
}

/** Says who has still to settle what is near or crossed. */
function settlingBlock(network: Network, people: People, limit: HardLimit): Block | undefined {
  if (openReports(limit).length === 0 || limit.lifted !== undefined) return undefined
  if (holders(network, 'guardian-angel').length > 0) return note(rich`A guardian angel needs to settle it.`)
  const { settling } = limit
  if (settling?.by === undefined)
    return note(rich`There’s no guardian angel now, so members of two agencies settle it together.`)
  const who = nameWithAgency(network, people, settling.by)
  return note(
    rich`${who} says it’s settled: ${settling.word} A member of another agency needs to say so too.`,
  )
}

function limitButtons({ network, speaker }: NetworkTurn, limit: HardLimit): Block | undefined {
  const values = { network: network.id, limit: limit.id }
  const row = [button('It is near or crossed', 'touch-limit', values)]
  if (openReports(limit).length > 0 && maySettle(network, speaker.id))
    row.unshift(button('It is settled', 'settle-limit', values))
  if (may(network, 'lift-limit', speaker.id)) row.push(button('Lift it', 'lift-limit', values))
  return buttons(...row)
}

/** A report, and what was done about it if it is settled. */
function settledReportText(people: People, report: LimitReport): readonly Run[] {
  const text = reportText(people, report)
  if (report.settled === undefined) return text
  return rich`${text} What was done: ${report.settled.word}`
}

const reportNames: { readonly [kind in LimitReportKind]: string } = { near: 'Near', crossed: 'Crossed' }

function reportText(people: People, { how, text, by }: LimitReport): readonly Run[] {
  const who = by === undefined ? 'somebody' : personRun(people, by)
  return rich`${bold(reportNames[how])}, says ${who}: ${text}`
}

/** What the flag says: the limit that is near or crossed, and who says what of it; the last that was said if it is over. */
export function limitReportBlocks(network: Network, people: People, id: string): readonly Block[] {
  const limit = network.limits.get(id)
  if (limit === undefined) return []
  const open = openReports(limit)
  const reports = (open.length > 0 ? open : limit.reports).slice(-maxReportsPerLimit)
  return [quote(limit.text), ...reports.map((report) => textBlock(reportText(people, report)))]
}

/** What the public entrepreneurs hear of a limit. Returns `undefined` when it is no longer so. */
export function limitCard(
  network: Network,
  people: People,
  { limit: id, as }: { readonly limit: string; readonly as: 'stated' | 'lifted' | 'taken-back' },
): Card | undefined {
  if (as === 'taken-back')
    return card(
      textBlock(rich`A hard limit of ${bold(network.name)}, just stated, was taken back. It doesn’t apply.`),
    )
  const limit = network.limits.get(id)
  if (limit === undefined || network.closing !== undefined) return undefined
  const isLifted = limit.lifted !== undefined
  if (isLifted !== (as === 'lifted')) return undefined
  return card(
    heading(`${network.name}: a hard limit is ${as}: ${shortQuote(limit.text)}`),
    quote(limit.text),
    textBlock(limitChangeText(network, people, limit)),
    buttons(button('Show all limits', 'limits', { network: network.id })),
  )
}

function limitChangeText(network: Network, people: People, { by, lifted }: HardLimit): readonly Run[] {
  if (lifted !== undefined)
    return rich`${angelRuns(network, people, lifted.by)} has lifted it: ${lifted.word}`
  return rich`${angelRuns(network, people, by)} stated it. If the work comes near it, say so and I’ll tell the guardian angel at once.`
}

function angelRuns(network: Network, people: People, angel: PersonId | undefined): readonly Run[] {
  if (angel === undefined) return rich`A guardian angel`
  return nameWithAgency(network, people, angel)
}
