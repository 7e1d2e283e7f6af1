// The timeline, drawn: lanes above one another on one axis of time.
import type { ReaderLocale } from '../../conversation/kit/reader-locale.ts'
import type { Instant } from '../../domain/core/ids.ts'
import { formatDate } from '../drawing/dates.ts'
import { element, faint, label, line, type Svg, sheet } from '../drawing/svg.ts'
import { widthOf } from '../drawing/svg-text.ts'
import { axisTicks } from './axis-ticks.ts'
import { countLane } from './count-lane.ts'
import { flagLane } from './flag-lane.ts'
import { type Axis, left, right } from './lane.ts'
import { meetingLane } from './meeting-lane.ts'
import { phaseLane } from './phase-lane.ts'
import { tableLane } from './table-lane.ts'
import type { Timeline } from './timeline-data.ts'

const lanes = [phaseLane, meetingLane, countLane, tableLane, flagLane]
const firstLane = 62
const gap = 10

export function drawTimeline(name: string, timeline: Timeline, reader: ReaderLocale): Svg {
  const axis = axisOf(timeline)
  const drawn: Svg[] = []
  let top = firstLane
  for (const drawLane of lanes) {
    const lane = drawLane(axis)
    if (lane.height === 0) continue
    drawn.push(element('g', { transform: `translate(0 ${top})` }, lane.drawn))
    top += lane.height + gap
  }
  const subtitle = `Timeline, ${datesText(timeline, reader)}`
  return sheet(top + 22, name, subtitle, dateMarks(axis, top, reader), ...drawn)
}

function axisOf(timeline: Timeline): Axis {
  const { from, to } = timeline
  if (to === from) return { timeline, x: () => left }
  const x = (at: Instant) => left + ((Math.min(Math.max(at, from), to) - from) / (to - from)) * (right - left)
  return { timeline, x }
}

function datesText({ from, to }: Timeline, reader: ReaderLocale): string {
  const [begin, end] = [formatDate(from, reader), formatDate(to, reader)]
  return begin === end ? begin : `${begin} to ${end}`
}

/** A line for each tick, with its date below; where two dates would touch, the later one is left out. */
function dateMarks({ timeline, x }: Axis, bottom: number, reader: ReaderLocale): Svg {
  const drawn: Svg[] = []
  let free = 0
  for (const { at, text } of axisTicks(timeline, reader)) {
    drawn.push(line(x(at), firstLane, x(at), bottom, { stroke: '#e4e4e8' }))
    const wide = widthOf(text, 12)
    const begin = Math.min(Math.max(x(at) - wide / 2, left), right - wide)
    if (begin < free) continue
    drawn.push(label(text, begin + wide / 2, bottom + 13, { size: 12, anchor: 'middle', fill: faint }))
    free = begin + wide + 4
  }
  return drawn.join('')
}
