// The table, drawn: a row for each agency, a column for each kind, and signs for what became of what they put there.
import { pluralize } from '../conversation/kit/markup.ts'
import type { ReaderLocale } from '../conversation/kit/reader-locale.ts'
import type { Instant } from '../domain/core/ids.ts'
import type { ResourceKind } from '../domain/core/terms.ts'
import { dateOf } from './axis-dates.ts'
import {
  cross,
  faint,
  hues,
  ink,
  label,
  line,
  margin,
  named,
  path,
  rect,
  ruleColour,
  type Svg,
  sheet,
  width,
  widthOf,
} from './svg.ts'
import { type AgencyRow, type Holding, type Holdings, onTable, together } from './table-data.ts'

const left = margin
const right = width - margin
const names = 112
const rowHeight = 38
/** More agencies than that share the last row. */
const mostRows = 9
const top = 106

const shortKinds: { readonly [kind in ResourceKind]: string } = {
  money: 'money',
  time: 'time',
  data: 'data',
  space: 'space',
  expertise: 'expertise',
  mandate: 'mandate',
  access: 'access',
}

/** `x` and `y` are the middle of the sign. */
const signs: { readonly [became in keyof Holding]: (x: number, y: number) => Svg } = {
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
      cross(x, y, 3, hues.vermillion),
    ].join(''),
}

const order = ['standing', 'used', 'promised', 'gone'] as const

export function drawTable(name: string, holdings: Holdings, now: Instant, reader: ReaderLocale): Svg {
  const rows = shownRows(holdings.rows)
  const under = `The table on ${dateOf(now, reader)}: ${pluralize(onTable(holdings.all), 'resource')}`
  if (rows.length === 0)
    return sheet(96, name, under, label('Nothing was put or promised yet.', left, 78, { bold: true }))
  const column = Math.min(90, (right - left - names) / holdings.kinds.length)
  const heads = holdings.kinds.map((kind, n) =>
    label(shortKinds[kind], left + names + (n + 0.5) * column, top - 8, {
      size: 11,
      anchor: 'middle',
    }),
  )
  const drawn = rows.map((row, n) => drawRow(row, top + n * rowHeight, holdings.kinds, column))
  const bottom = top + rows.length * rowHeight
  return sheet(
    bottom + 16,
    name,
    under,
    key(72),
    ...heads,
    ...drawn,
    line(left, bottom, left + names + column * holdings.kinds.length, bottom),
  )
}

function shownRows(rows: readonly AgencyRow[]): readonly AgencyRow[] {
  if (rows.length <= mostRows) return rows
  const rest = rows.slice(mostRows - 1)
  return [
    ...rows.slice(0, mostRows - 1),
    together(`${pluralize(rest.length, 'more agency', 'more agencies')}`, rest),
  ]
}

const signWords: { readonly [became in keyof Holding]: string } = {
  standing: 'on the table',
  used: 'used',
  promised: 'promised',
  gone: 'withdrawn or lapsed',
}

function key(y: number): Svg {
  let x = left
  return order
    .map((became) => {
      const drawn = [
        signs[became](x + 5, y - 4),
        label(signWords[became], x + 15, y, { size: 12, fill: faint }),
      ]
      x += 15 + widthOf(signWords[became], 12) + 12
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
  const cells = kinds.map((kind, n) => {
    const holding = byKind.get(kind)
    const x = left + names + n * column
    return [
      line(x, y, x, y + rowHeight, { stroke: '#e4e4e8' }),
      holding === undefined ? '' : drawCell(holding, x + 4, y, column - 6),
    ].join('')
  })
  return [
    line(left, y, left + names + column * kinds.length, y, { stroke: ruleColour }),
    ...lines(named(agency), names - 8).map((words, n, all) =>
      label(words, left, y + rowHeight / 2 + 4.5 + (n - (all.length - 1) / 2) * 14, {
        size: 12.5,
        bold: true,
        most: names - 8,
      }),
    ),
    ...cells,
  ].join('')
}

/** A name in one line or two; what is longer still is cut. */
function lines(name: string, most: number): readonly string[] {
  if (widthOf(name, 12.5) <= most) return [name]
  const words = name.split(' ')
  let first = words[0] ?? ''
  let taken = 1
  while (taken < words.length && widthOf(`${first} ${words[taken]}`, 12.5) <= most) {
    first = `${first} ${words[taken]}`
    taken += 1
  }
  return taken === words.length ? [first] : [first, words.slice(taken).join(' ')]
}

/** Up to two states beside each other in one line, more in two. */
function drawCell(holding: Holding, x: number, y: number, wide: number): Svg {
  const some = order.filter((became) => holding[became] > 0)
  const perLine = some.length > 2 || (some.length === 2 && wide < 60) ? 2 : 1
  const step = wide / (some.length > 2 ? 2 : some.length > 1 && perLine === 1 ? 2 : 1)
  return some
    .map((became, n) => {
      const inLine = perLine === 2 && some.length > 2 ? n % 2 : perLine === 1 ? n : 0
      const row = perLine === 2 ? (some.length > 2 ? Math.floor(n / 2) : n) : 0
      const middle = perLine === 2 ? y + 11 + row * 16 : y + rowHeight / 2
      const at = x + inLine * step
      return [
        signs[became](at + 6, middle),
        label(String(holding[became]), at + 13, middle + 4, { size: 11.5 }),
      ].join('')
    })
    .join('')
}
