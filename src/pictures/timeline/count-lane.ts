// The lane of the count of meetings in a row with nothing on the table, against its limit.
import { hues, ink, line, path, rect } from '../drawing/svg.ts'
import { type Axis, type DrawSign, type Lane, laneHeading, laneKey, left, right, stepLine } from './lane.ts'

const bottom = 52
const stallLooks = { fill: 'url(#hatch)', stroke: hues.vermillion }
const stallSign: DrawSign = (x, y) => rect(x - 6, y - 6, 12, 11, stallLooks)

/** The lane is empty in a network without the rule. */
export function countLane({ timeline: { count, limit, stalls }, x }: Axis): Lane {
  if (limit === undefined) return { height: 0, drawn: '' }
  const y = (value: number) => bottom - (Math.min(value, limit) / limit) * 30
  const now = count.at(-1)?.value ?? 0
  const drawn = [
    laneHeading(`Meetings in a row with nothing on the table: ${now} of ${limit} now`),
    ...stalls.map(({ from, to }) =>
      rect(x(from), y(limit), Math.max(3, x(to) - x(from)), bottom - y(limit), stallLooks),
    ),
    line(left, y(limit), right, y(limit), { stroke: ink, 'stroke-dasharray': '5 3' }),
    line(left, bottom, right, bottom, { stroke: ink }),
    path(stepLine(count, x, y), { stroke: ink, 'stroke-width': 2 }),
  ]
  if (stalls.length === 0) return { height: 54, drawn: drawn.join('') }
  drawn.push(laneKey(69, [[stallSign, 'stopped: the limit was reached']]))
  return { height: 72, drawn: drawn.join('') }
}
