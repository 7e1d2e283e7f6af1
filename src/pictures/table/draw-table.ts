// The table, drawn: a row for each agency, a column for each kind, and signs for what became of what they put there.
import { pluralize } from '../../conversation/kit/markup.ts'
import type { ReaderLocale } from '../../conversation/kit/reader-locale.ts'
import type { Instant } from '../../domain/core/ids.ts'
import type { ResourceKind } from '../../domain/core/terms.ts'
import { formatDate } from '../drawing/dates.ts'
import {
  crossMark,
  faint,
  hues,
  ink,
  label,
  line,
  margin,
  path,
  rect,
  ruleColour,
  type Svg,
  sheet,
  width,
} from '../drawing/svg.ts'
import { drawableName, widthOf } from '../drawing/svg-text.ts'
import { type AgencyRow, mergedRow, onTable, type ResourceCounts, type TableData } from './table-data.ts'

const left = margin
const right = width - margin
const nameWidth = 112
const nameSize = 12.5
const rowHeight = 38
/** When there are more agencies than rows, the last row sums up the rest. */
const maxRows = 9
const top = 106

/** `x` and `y` are the middle of the sign. */
const signs: { readonly [became in keyof ResourceCounts]: (x: number, y: number) => Svg } = {
  standing: (x, y) => rect(x - 5, y - 5, 10, 10, { fill: hues.blue }),
  used: (x, y) =>
    [
      rect(x - 5, y - 5, 10, 10, { fill: hues.green }),
      path(`M${x - 3} ${y}L${x - 1} ${y + 2.5}L${x + 3.5} ${y - 3}`, {
        stroke: '#ffffff',
        'stroke-width': 2,
      }),
    ].join(''),
  promised: (x, y) =>
    rect(x - 4.5, y - 4.5, 9, 9, {
      fill: '#ffffff',
      stroke: ink,
      'stroke-width': 1.5,
      'stroke-dasharray': '2.5 1.5',
    }),
  gone: (x, y) =>
    [
      rect(x - 4.5, y - 4.5, 9, 9, { fill: '#ffffff', stroke: hues.vermillion }),
      crossMark(x, y, 3, hues.vermillion),
    ].join(''),
}

const order = ['standing', 'used', 'promised', 'gone'] as const

export function drawTable(name: string, table: TableData, now: Instant, reader: ReaderLocale): Svg {
  const rows = shownRows(table.rows)
  const subtitle = `The table on ${formatDate(now, reader)}: ${pluralize(onTable(table.all), 'resource')}`
  if (rows.length === 0)
    return sheet(96, name, subtitle, label('Nothing has been put or promised yet.', left, 78, { bold: true }))
  const column = Math.min(90, (right - left - nameWidth) / table.kinds.length)
  const heads = table.kinds.map((kind, n) =>
    label(kind, left + nameWidth + (n + 0.5) * column, top - 8, {
      size: 11,
      anchor: 'middle',
    }),
  )
  const drawn = rows.map((row, n) => drawRow(row, top + n * rowHeight, table.kinds, column))
  const bottom = top + rows.length * rowHeight
  return sheet(
    bottom + 16,
    name,
    subtitle,
    key(72),
    ...heads,
    ...drawn,
    line(left, bottom, left + nameWidth + column * table.kinds.length, bottom),
  )
}

function shownRows(rows: readonly AgencyRow[]): readonly AgencyRow[] {
  if (rows.length <= maxRows) return rows
  const rest = rows.slice(maxRows - 1)
  return [
    ...rows.slice(0, maxRows - 1),
    mergedRow(pluralize(rest.length, 'more agency', 'more agencies'), rest),
  ]
}

const signMeanings: { readonly [became in keyof ResourceCounts]: string } = {
  standing: 'on the table',
  used: 'in use',
  promised: 'promised',
  gone: 'withdrawn, used up or over',
}

function key(y: number): Svg {
  let x = left
  return order
    .map((became) => {
      const drawn = [
        signs[became](x + 5, y - 4),
        label(signMeanings[became], x + 15, y, { size: 12, fill: faint }),
      ]
      x += 15 + widthOf(signMeanings[became], 12) + 12
      return drawn.join('')
    })
    .join('')
}

function drawRow(
  { agency, byKind }: AgencyRow,
  y: number,
  kinds: readonly ResourceKind[],
  column: number,
): Svg {
  const drawn = [line(left, y, left + nameWidth + column * kinds.length, y, { stroke: ruleColour })]
  const nameLines = wrapName(drawableName(agency), nameWidth - 8)
  for (const [n, text] of nameLines.entries()) {
    const middle = y + rowHeight / 2 + 4.5 + (n - (nameLines.length - 1) / 2) * 14
    drawn.push(label(text, left, middle, { size: nameSize, bold: true, maxWidth: nameWidth - 8 }))
  }
  for (const [n, kind] of kinds.entries()) {
    const x = left + nameWidth + n * column
    const counts = byKind.get(kind)
    drawn.push(line(x, y, x, y + rowHeight, { stroke: '#e4e4e8' }))
    if (counts !== undefined) drawn.push(drawCell(counts, x + 4, y, column - 6))
  }
  return drawn.join('')
}

/** Breaks a name into at most two lines; the second may still be too wide. */
function wrapName(name: string, maxWidth: number): readonly string[] {
  if (widthOf(name, nameSize) <= maxWidth) return [name]
  const [first = '', ...rest] = name.split(' ')
  let line = first
  while (rest.length > 0 && widthOf(`${line} ${rest[0]}`, nameSize) <= maxWidth) line += ` ${rest.shift()}`
  return rest.length === 0 ? [line] : [line, rest.join(' ')]
}

/** A cell shows each count with its sign: one or two beside each other where they fit, else in two lines. */
function drawCell(counts: ResourceCounts, x: number, y: number, wide: number): Svg {
  const shown = order.filter((became) => counts[became] > 0)
  const places = cellPlaces(shown.length, wide)
  return shown
    .map((became, n) => {
      const { dx, dy } = places[n] ?? { dx: 0, dy: 0 }
      const sign = signs[became](x + dx + 6, y + dy)
      return sign + label(String(counts[became]), x + dx + 13, y + dy + 4, { size: 11.5 })
    })
    .join('')
}

interface Offset {
  readonly dx: number
  readonly dy: number
}

/** The places of the signs in a cell, from its top left corner; `dy` is their middle. */
function cellPlaces(count: number, wide: number): readonly Offset[] {
  const middle = rowHeight / 2
  const [upper, lower] = [11, 27]
  const half = wide / 2
  if (count === 1) return [{ dx: 0, dy: middle }]
  if (count > 2)
    return [
      { dx: 0, dy: upper },
      { dx: half, dy: upper },
      { dx: 0, dy: lower },
      { dx: half, dy: lower },
    ]
  if (wide >= 60)
    return [
      { dx: 0, dy: middle },
      { dx: half, dy: middle },
    ]
  return [
    { dx: 0, dy: upper },
    { dx: 0, dy: lower },
  ]
}
