// The lane of flags: bars in a few rows, the worst flags first, each with its name where there is room.
import { flagTitles } from '../../conversation/flags/flag-titles.ts'
import { pluralize } from '../../conversation/kit/markup.ts'
import type { Severity } from '../../domain/core/terms.ts'
import { hues, ink, label, rect, type Svg } from '../drawing/svg.ts'
import { shortened, widthOf } from '../drawing/svg-text.ts'
import { type Axis, type KeyEntry, type Lane, laneHeading, laneKey, left, right } from './lane.ts'
import type { FlagSpan } from './timeline-data.ts'

const maxRows = 4
const firstRow = 18
const rowHeight = 16
const nameSize = 11

const severities: readonly Severity[] = ['urgent', 'warning', 'heads-up']

const barLooks: {
  readonly [severity in Severity]: { fill: string; stroke: string; 'stroke-dasharray'?: string }
} = {
  urgent: { fill: hues.vermillion, stroke: ink },
  warning: { fill: hues.yellow, stroke: ink },
  'heads-up': { fill: '#ffffff', stroke: ink, 'stroke-dasharray': '3 2' },
}

export function flagLane({ timeline: { flags }, x }: Axis): Lane {
  if (flags.length === 0) return { height: 18, drawn: laneHeading('No flags were raised') }
  const rows = placedInRows(flags, x)
  const keyAt = firstRow + rows.length * rowHeight + 11
  const drawn = [
    laneHeading(headingText(flags, rows.flat().length)),
    ...rows.flatMap((row, index) => row.map((bar) => drawBar(bar, firstRow + index * rowHeight))),
    laneKey(keyAt, keyEntries(flags)),
  ]
  return { height: keyAt + 3, drawn: drawn.join('') }
}

function headingText(flags: readonly FlagSpan[], drawn: number): string {
  const up = flags.filter(({ isUp }) => isUp).length
  const upText = up === 0 ? 'none up now' : `${up} up now`
  const rest = flags.length - drawn
  const restText = rest === 0 ? '' : `; ${rest} not drawn`
  return `${pluralize(flags.length, 'flag')}, ${upText}${restText}`
}

function keyEntries(flags: readonly FlagSpan[]): readonly KeyEntry[] {
  return severities
    .filter((severity) => flags.some((flag) => flag.severity === severity))
    .map((severity) => [(x, y) => rect(x - 6, y - 6, 12, 11, barLooks[severity]), severity])
}

/** A flag's place along its row, with its name inside the bar, after it or before it. */
interface FlagBar {
  readonly severity: Severity
  readonly from: number
  readonly to: number
  readonly name: string
  readonly nameAt: number
  readonly anchor?: 'end'
  /** The extent of the bar together with its name. */
  readonly begins: number
  readonly ends: number
}

function namedBar(span: FlagSpan, x: Axis['x']): FlagBar {
  const bar = barWithNameInside(span, x)
  const nameWidth = widthOf(bar.name, nameSize)
  if (nameWidth + 8 <= bar.to - bar.from) return bar
  const roomBefore = bar.from - 4 - left
  const roomAfter = right - bar.to - 4
  if (nameWidth <= roomAfter || roomAfter >= roomBefore) {
    const name = shortened(bar.name, nameSize, roomAfter)
    return { ...bar, name, nameAt: bar.to + 4, ends: bar.to + 4 + widthOf(name, nameSize) }
  }
  const name = shortened(bar.name, nameSize, roomBefore)
  const nameAt = bar.from - 4
  return { ...bar, name, nameAt, anchor: 'end', begins: nameAt - widthOf(name, nameSize) }
}

/** The name goes only when it does not fit inside. */
function barWithoutOuterName(span: FlagSpan, x: Axis['x']): FlagBar {
  const bar = barWithNameInside(span, x)
  return widthOf(bar.name, nameSize) + 8 <= bar.to - bar.from ? bar : { ...bar, name: '' }
}

function barWithNameInside({ flag, severity, from, to }: FlagSpan, x: Axis['x']): FlagBar {
  const begin = Math.min(x(from), right - 5)
  const end = Math.max(begin + 5, x(to))
  const name = flag === 'by-hand' ? 'raised by hand' : flagTitles[flag]
  return { severity, from: begin, to: end, name, nameAt: begin + 4, begins: begin, ends: end }
}

/**
 * Puts each flag into the first row with a free place, the worst flags first: with its name, or else without. A flag
 * that finds no place is not drawn.
 */
function placedInRows(flags: readonly FlagSpan[], x: Axis['x']): readonly (readonly FlagBar[])[] {
  const rows: FlagBar[][] = []
  const ordered = severities.flatMap((severity) => flags.filter((flag) => flag.severity === severity))
  for (const flag of ordered) {
    const isPlaced = place(namedBar(flag, x), rows)
    if (!isPlaced) place(barWithoutOuterName(flag, x), rows)
  }
  return rows
}

/** Returns whether there was a place. */
function place(bar: FlagBar, rows: FlagBar[][]): boolean {
  const row = rows.find((each) => each.every((other) => areApart(other, bar)))
  if (row !== undefined) {
    row.push(bar)
    return true
  }
  if (rows.length === maxRows) return false
  rows.push([bar])
  return true
}

function areApart(one: FlagBar, other: FlagBar): boolean {
  return one.ends + 2 < other.begins || other.ends + 2 < one.begins
}

function drawBar({ severity, from, to, name, nameAt, anchor }: FlagBar, y: number): Svg {
  const fill = severity === 'urgent' ? '#000000' : ink
  return (
    rect(from, y, to - from, 13, barLooks[severity]) +
    label(name, nameAt, y + 10, { size: nameSize, fill, anchor })
  )
}
