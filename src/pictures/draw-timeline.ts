// The timeline, drawn: lanes above one another on one axis of time.

import { flagTitles } from '../conversation/flags/flag-titles.ts'
import { phaseNames } from '../conversation/kit/labels.ts'
import { capitalize, pluralize } from '../conversation/kit/markup.ts'
import type { ReaderLocale } from '../conversation/kit/reader-locale.ts'
import type { Instant } from '../domain/core/ids.ts'
import type { Severity } from '../domain/core/terms.ts'
import { dateOf, ticksOf } from './axis-dates.ts'
import {
  circle,
  cross,
  element,
  faint,
  hues,
  ink,
  label,
  line,
  margin,
  path,
  rect,
  type Svg,
  sheet,
  shortened,
  width,
  widthOf,
} from './svg.ts'
import type { FlagSpan, MeetingMark, Step, Timeline } from './timeline-data.ts'

const left = margin
const right = width - margin

/** A lane takes the place below `top` and says how much of it it used. */
interface Lane {
  readonly height: number
  readonly drawn: Svg
}

interface Axis {
  readonly timeline: Timeline
  readonly x: (at: Instant) => number
}

export function drawTimeline(name: string, timeline: Timeline, reader: ReaderLocale): Svg {
  const { from, to } = timeline
  const x = (at: Instant) =>
    to === from ? left : left + ((Math.min(Math.max(at, from), to) - from) / (to - from)) * (right - left)
  const axis = { timeline, x }
  let top = 62
  const drawn: Svg[] = []
  const lanes = [phaseLane, meetingLane, countLane, tableLane, flagLane]
  for (const lane of lanes) {
    const { height, drawn: part } = lane(axis)
    if (height === 0) continue
    drawn.push(element('g', { transform: `translate(0 ${top})` }, part))
    top += height + 10
  }
  const [begin, end] = [dateOf(from, reader), dateOf(to, reader)]
  const dates = begin === end ? begin : `${begin} to ${end}`
  return sheet(top + 22, name, `Timeline, ${dates}`, dateMarks(axis, top, reader), ...drawn)
}

/** Where two dates would touch, the later one has its line alone. */
function dateMarks({ timeline, x }: Axis, bottom: number, reader: ReaderLocale): Svg {
  let free = 0
  const drawn = ticksOf(timeline, reader).map(({ at, text }) => {
    const wide = widthOf(text, 12)
    const begin = Math.min(Math.max(x(at) - wide / 2, left), right - wide)
    const words =
      begin < free
        ? ''
        : label(text, begin + wide / 2, bottom + 13, { size: 12, anchor: 'middle', fill: faint })
    if (words !== '') free = begin + wide + 4
    return [line(x(at), 62, x(at), bottom, { stroke: '#e4e4e8' }), words].join('')
  })
  return drawn.join('')
}

const phaseLooks = ['#ffffff', '#dcedf8', '#a9d4ef', '#cfe9df']
const phaseOrder = Object.keys(phaseNames)

function phaseLane({ timeline, x }: Axis): Lane {
  const drawn = timeline.phases.map(({ phase, from, to }) => {
    const number = phaseOrder.indexOf(phase)
    const wide = Math.max(2, x(to) - x(from))
    const name = capitalize(phaseNames[phase])
    const words = widthOf(name, 13) <= wide - 12 ? name : wide > 14 ? String(number + 1) : ''
    return [
      rect(x(from), 0, wide, 26, { fill: phaseLooks[number] ?? '#ffffff', stroke: ink }),
      label(words, x(from) + 6, 18, { size: 13, bold: true }),
    ].join('')
  })
  return { height: 26, drawn: drawn.join('') }
}

function heading(text: string, y = 12): Svg {
  return label(text, left, y, { size: 13, bold: true, most: right - left })
}

/** A sign and what it means, one after the other along a line. */
function key(y: number, ...signs: readonly (readonly [(x: number, y: number) => Svg, string])[]): Svg {
  let x = left
  const drawn: Svg[] = []
  for (const [sign, words] of signs) {
    drawn.push(sign(x + 6, y - 4), label(words, x + 17, y, { size: 12, fill: faint }))
    x += 17 + widthOf(words, 12) + 12
  }
  return drawn.join('')
}

const wentSigns = {
  held: (x: number, y: number) => rect(x - 3, y - 6, 6, 11, { fill: hues.blue }),
  open: (x: number, y: number) =>
    rect(x - 3, y - 6, 6, 11, { fill: '#ffffff', stroke: hues.blue, 'stroke-width': 1.5 }),
  missed: (x: number, y: number) => cross(x, y, 4, hues.vermillion),
  cancelled: (x: number, y: number) => circle(x, y, 4, { fill: '#ffffff', stroke: ink, 'stroke-width': 1.5 }),
}

function meetingLane({ timeline: { meetings, ...span }, x }: Axis): Lane {
  const most = Math.max(1, ...meetings.map(({ there }) => there))
  const bar = Math.max(1.5, Math.min(10, ((right - left) / Math.max(1, meetings.length)) * 0.6))
  const bottom = 78
  // Those that did not take place stand before the bars beside them.
  const ordered = [...meetings].sort((one, other) => Number(isBar(other)) - Number(isBar(one)))
  const marks = ordered.map(({ at, went, there }) => {
    const middle = Math.min(Math.max(x(at), left + bar / 2), right - bar / 2)
    if (went === 'missed' || went === 'cancelled') return wentSigns[went](middle, bottom - 6)
    const tall = 6 + (there / most) * 50
    const looks =
      went === 'held' ? { fill: hues.blue } : { fill: '#ffffff', stroke: hues.blue, 'stroke-width': 1.5 }
    return rect(middle - bar / 2, bottom - tall, bar, tall, looks)
  })
  const held = meetings.filter(({ went }) => went === 'held').length
  const words = meetings.length === 0 ? 'No meetings yet' : `${pluralize(held, 'meeting')} took place`
  const there = meetings.length === 0 ? '' : `, with up to ${pluralize(most, 'person', 'people')}`
  const signs = [
    [wentSigns.held, 'people there'],
    [wentSigns.open, 'still open'],
    [wentSigns.missed, 'did not happen'],
    [wentSigns.cancelled, 'cancelled'],
  ] as const
  const named = signs.filter(([sign]) => meetings.some(({ went }) => wentSigns[went] === sign))
  return {
    height: named.length === 0 ? 18 : 98,
    drawn: [
      heading(`${words}${there}`),
      ...(named.length === 0
        ? []
        : [line(x(span.from), bottom, right, bottom, { stroke: ink }), ...marks, key(95, ...named)]),
    ].join(''),
  }
}

function isBar({ went }: MeetingMark): boolean {
  return went === 'held' || went === 'open'
}

function countLane({ timeline: { count, limit, stalls }, x }: Axis): Lane {
  if (limit === undefined) return { height: 0, drawn: '' }
  const bottom = 52
  const y = (value: number) => bottom - (Math.min(value, limit) / limit) * 30
  const last = count.at(-1)?.value ?? 0
  const drawn = stalls.map(({ from, to }) =>
    rect(x(from), y(limit), Math.max(3, x(to) - x(from)), bottom - y(limit), {
      fill: 'url(#hatch)',
      stroke: hues.vermillion,
    }),
  )
  const words = `Meetings in a row with nothing on the table: ${last} of ${limit} now`
  return {
    height: stalls.length > 0 ? 72 : 54,
    drawn: [
      heading(words),
      ...drawn,
      line(left, y(limit), right, y(limit), { stroke: ink, 'stroke-dasharray': '5 3' }),
      line(left, bottom, right, bottom, { stroke: ink }),
      path(stepsOf(count, x, y, 'line'), { stroke: ink, 'stroke-width': 2 }),
      stalls.length === 0
        ? ''
        : key(69, [
            (sx, sy) => rect(sx - 6, sy - 6, 12, 11, { fill: 'url(#hatch)', stroke: hues.vermillion }),
            'stopped: the limit was reached',
          ]),
    ].join(''),
  }
}

/** A line that goes up and down in steps; the last value holds on to the end. */
function stepsOf(
  steps: readonly Step[],
  x: (at: Instant) => number,
  y: (value: number) => number,
  as: 'line' | 'area',
): string {
  const begin = `M${left} ${y(0)}`
  const up = steps.map(({ at, value }) => `H${x(at).toFixed(1)}V${y(value).toFixed(1)}`)
  return `${begin}${up.join('')}H${right}${as === 'area' ? `V${y(0)}Z` : ''}`
}

function tableLane({ timeline: { standing, came }, x }: Axis): Lane {
  const bottom = 52
  const most = Math.max(1, ...standing.map(({ value }) => value))
  const now = standing.at(-1)?.value ?? 0
  const words =
    came.length === 0
      ? 'Nothing on the table yet'
      : `On the table: ${now} now, ${came.length} since the start`
  if (came.length === 0) return { height: 18, drawn: heading(words) }
  const y = (value: number) => bottom - (value / most) * 32
  const arrow = (sx: number, sy: number) =>
    path(`M${sx} ${sy - 5}L${sx + 4.5} ${sy + 4}H${sx - 4.5}Z`, {
      fill: hues.green,
      stroke: ink,
      'stroke-width': 0.75,
    })
  const arrows = came.length > 60 ? [] : came.map((at) => arrow(x(at), bottom + 6))
  return {
    height: arrows.length === 0 ? 54 : 78,
    drawn: [
      heading(words),
      path(stepsOf(standing, x, y, 'area'), { fill: '#8fd0bb', stroke: hues.green, 'stroke-width': 1.5 }),
      line(left, bottom, right, bottom, { stroke: ink }),
      ...arrows,
      arrows.length === 0 ? '' : key(76, [arrow, 'something came onto the table']),
    ].join(''),
  }
}

const flagLooks: {
  readonly [severity in Severity]: { fill: string; stroke: string; 'stroke-dasharray'?: string }
} = {
  urgent: { fill: hues.vermillion, stroke: ink },
  warning: { fill: hues.yellow, stroke: ink },
  'heads-up': { fill: '#ffffff', stroke: ink, 'stroke-dasharray': '3 2' },
}

const flagRows = 4

function flagLane({ timeline: { flags }, x }: Axis): Lane {
  if (flags.length === 0) return { height: 18, drawn: heading('No flags were raised') }
  const up = flags.filter(({ isUp }) => isUp).length
  const shown = rowsOf(flags, x)
  const more = flags.length - shown.flat().length
  const keyAt = 18 + shown.length * 16 + 11
  const signs = severities
    .filter((severity) => flags.some((flag) => flag.severity === severity))
    .map((severity) => {
      const sign = (sx: number, sy: number) => rect(sx - 6, sy - 6, 12, 11, flagLooks[severity])
      return [sign, severity] as const
    })
  return {
    height: keyAt + 3,
    drawn: [
      heading(
        `${pluralize(flags.length, 'flag')}, ${up === 0 ? 'none' : up} up now${more === 0 ? '' : `; ${more} not drawn`}`,
      ),
      ...shown.flatMap((row, index) => row.map((bar) => drawBar(bar, 18 + index * 16))),
      key(keyAt, ...signs),
    ].join(''),
  }
}

const severities: readonly Severity[] = ['urgent', 'warning', 'heads-up']

/** Where a flag stands along its row, and its name in it, behind it or before it. */
interface FlagBar {
  readonly severity: Severity
  readonly from: number
  readonly to: number
  readonly words: string
  readonly wordsAt: number
  readonly anchor?: 'end'
  /** With its name. */
  readonly begins: number
  readonly ends: number
}

function barOf(
  { flag, severity, from, to }: FlagSpan,
  x: (at: Instant) => number,
  isNamed: boolean,
): FlagBar {
  const begin = Math.min(x(from), right - 5)
  const end = Math.max(begin + 5, x(to))
  const name = flag === 'by-hand' ? 'raised by hand' : flagTitles[flag]
  const wide = widthOf(name, 11)
  const bar: FlagBar = {
    severity,
    from: begin,
    to: end,
    begins: begin,
    ends: end,
    words: name,
    wordsAt: begin + 4,
  }
  if (wide + 8 <= end - begin) return bar
  if (!isNamed) return { ...bar, words: '' }
  const [before, behind] = [begin - 4 - left, right - end - 4]
  if (wide <= behind || behind >= before) {
    const words = shortened(name, 11, behind)
    return { ...bar, words, wordsAt: end + 4, ends: end + 4 + widthOf(words, 11) }
  }
  const words = shortened(name, 11, before)
  return { ...bar, words, wordsAt: begin - 4, anchor: 'end', begins: begin - 4 - widthOf(words, 11) }
}

/**
 * The worst first, each in the first row in which nothing is where it is: with its name, or else without. What finds no
 * place is not drawn.
 */
function rowsOf(flags: readonly FlagSpan[], x: (at: Instant) => number): readonly (readonly FlagBar[])[] {
  const rows: FlagBar[][] = []
  const isFree = (bar: FlagBar) => (row: readonly FlagBar[]) =>
    row.every(({ begins, ends }) => ends + 2 < bar.begins || bar.ends + 2 < begins)
  const ordered = severities.flatMap((severity) => flags.filter((flag) => flag.severity === severity))
  for (const flag of ordered)
    for (const bar of [barOf(flag, x, true), barOf(flag, x, false)]) {
      const row = rows.find(isFree(bar))
      if (row === undefined && rows.length === flagRows) continue
      if (row === undefined) rows.push([bar])
      else row.push(bar)
      break
    }
  return rows
}

function drawBar({ severity, from, to, words, wordsAt, anchor }: FlagBar, y: number): Svg {
  return [
    rect(from, y, to - from, 13, flagLooks[severity]),
    label(words, wordsAt, y + 10, {
      size: 11,
      fill: severity === 'urgent' ? '#000000' : ink,
      ...(anchor && { anchor }),
    }),
  ].join('')
}
