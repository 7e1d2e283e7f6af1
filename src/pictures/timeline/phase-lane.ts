// The lane of phases: one bar after the other, each with its name, or its number where the name does not fit.
import { phaseNames } from '../../conversation/kit/labels.ts'
import { capitalize } from '../../conversation/kit/markup.ts'
import { ink, label, rect, type Svg } from '../drawing/svg.ts'
import { widthOf } from '../drawing/svg-text.ts'
import type { Axis, Lane } from './lane.ts'
import type { Timeline } from './timeline-data.ts'

const height = 26
const fills = ['#ffffff', '#dcedf8', '#a9d4ef', '#cfe9df']
const order = Object.keys(phaseNames)

export function phaseLane({ timeline, x }: Axis): Lane {
  const bars = timeline.phases.map((span) => phaseBar(span, x))
  return { height, drawn: bars.join('') }
}

function phaseBar({ phase, from, to }: Timeline['phases'][number], x: Axis['x']): Svg {
  const index = order.indexOf(phase)
  const wide = Math.max(2, x(to) - x(from))
  const bar = rect(x(from), 0, wide, height, { fill: fills[index] ?? '#ffffff', stroke: ink })
  const text = fittingText(capitalize(phaseNames[phase]), String(index + 1), wide)
  return bar + label(text, x(from) + 6, 18, { size: 13, bold: true })
}

function fittingText(name: string, number: string, wide: number): string {
  if (widthOf(name, 13) <= wide - 12) return name
  return wide > 14 ? number : ''
}
