// The lane of meetings: a bar for each, as tall as people were there, or a sign where it did not take place.
import { pluralize } from '../../conversation/kit/markup.ts'
import { circle, crossMark, hues, ink, line, rect, type Svg } from '../drawing/svg.ts'
import { type Axis, type DrawSign, type Lane, laneHeading, laneKey, left, right } from './lane.ts'
import type { MeetingMark } from './timeline-data.ts'

const bottom = 78
const barLooks = {
  held: { fill: hues.blue },
  open: { fill: '#ffffff', stroke: hues.blue, 'stroke-width': 1.5 },
}

const signs: { readonly [went in MeetingMark['went']]: DrawSign } = {
  held: (x, y) => rect(x - 3, y - 6, 6, 11, barLooks.held),
  open: (x, y) => rect(x - 3, y - 6, 6, 11, barLooks.open),
  missed: (x, y) => crossMark(x, y, 4, hues.vermillion),
  cancelled: (x, y) => circle(x, y, 4, { fill: '#ffffff', stroke: ink, 'stroke-width': 1.5 }),
}

const meanings = [
  ['held', 'people there'],
  ['open', 'still open'],
  ['missed', 'did not happen'],
  ['cancelled', 'cancelled'],
] as const

export function meetingLane({ timeline: { meetings, from }, x }: Axis): Lane {
  if (meetings.length === 0) return { height: 18, drawn: laneHeading('No meetings yet') }
  const maxThere = Math.max(1, ...meetings.map(({ there }) => there))
  const barWidth = Math.max(1.5, Math.min(10, ((right - left) / meetings.length) * 0.6))
  // Meetings that did not take place are drawn last, so that they cover the bars beside them.
  const ordered = meetings.toSorted((one, other) => Number(isBar(other)) - Number(isBar(one)))
  const drawn = [
    laneHeading(headingText(meetings, maxThere)),
    line(x(from), bottom, right, bottom, { stroke: ink }),
    ...ordered.map((meeting) => drawMeeting(meeting, x(meeting.at), barWidth, maxThere)),
    meetingKey(meetings),
  ]
  return { height: 98, drawn: drawn.join('') }
}

function headingText(meetings: readonly MeetingMark[], maxThere: number): string {
  const held = meetings.filter(({ went }) => went === 'held').length
  return `${pluralize(held, 'meeting')} took place, with up to ${pluralize(maxThere, 'person', 'people')}`
}

function isBar({ went }: MeetingMark): boolean {
  return went === 'held' || went === 'open'
}

function drawMeeting({ went, there }: MeetingMark, x: number, barWidth: number, maxThere: number): Svg {
  const middle = Math.min(Math.max(x, left + barWidth / 2), right - barWidth / 2)
  if (went === 'missed' || went === 'cancelled') return signs[went](middle, bottom - 6)
  const tall = 6 + (there / maxThere) * 50
  return rect(middle - barWidth / 2, bottom - tall, barWidth, tall, barLooks[went])
}

function meetingKey(meetings: readonly MeetingMark[]): Svg {
  const shown = meanings.filter(([went]) => meetings.some((meeting) => meeting.went === went))
  return laneKey(
    95,
    shown.map(([went, meaning]) => [signs[went], meaning]),
  )
}
