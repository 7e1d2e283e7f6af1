// The lane of the table: how many resources stood on it, and when each came.
import { hues, ink, line, path } from '../drawing/svg.ts'
import { type Axis, type DrawSign, type Lane, laneHeading, laneKey, left, right, stepArea } from './lane.ts'

const bottom = 52
/** More arrows than this would cover each other. */
const maxArrows = 60

const arrow: DrawSign = (x, y) =>
  path(`M${x} ${y - 5}L${x + 4.5} ${y + 4}H${x - 4.5}Z`, {
    fill: hues.green,
    stroke: ink,
    'stroke-width': 0.75,
  })

export function tableLane({ timeline: { standing, came }, x }: Axis): Lane {
  if (came.length === 0) return { height: 18, drawn: laneHeading('Nothing on the table yet') }
  const max = Math.max(1, ...standing.map(({ value }) => value))
  const y = (value: number) => bottom - (value / max) * 32
  const now = standing.at(-1)?.value ?? 0
  const drawn = [
    laneHeading(`On the table: ${now} now, ${came.length} since the start`),
    path(stepArea(standing, x, y), { fill: '#8fd0bb', stroke: hues.green, 'stroke-width': 1.5 }),
    line(left, bottom, right, bottom, { stroke: ink }),
  ]
  if (came.length > maxArrows) return { height: 54, drawn: drawn.join('') }
  drawn.push(
    ...came.map((at) => arrow(x(at), bottom + 6)),
    laneKey(76, [[arrow, 'something came onto the table']]),
  )
  return { height: 78, drawn: drawn.join('') }
}
