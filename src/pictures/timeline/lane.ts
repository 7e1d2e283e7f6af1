// What the lanes of a timeline have in common: their axis, headings, keys and stepped lines.
import type { Instant } from '../../domain/core/ids.ts'
import { faint, label, margin, type Svg, width } from '../drawing/svg.ts'
import { widthOf } from '../drawing/svg-text.ts'
import type { CountStep, Timeline } from './timeline-data.ts'

export const left = margin
export const right = width - margin

/** The top of a lane is at 0. */
export interface Lane {
  readonly height: number
  readonly drawn: Svg
}

export interface Axis {
  readonly timeline: Timeline
  readonly x: (at: Instant) => number
}

export function laneHeading(text: string): Svg {
  return label(text, left, 12, { size: 13, bold: true, maxWidth: right - left })
}

/** Draws a sign of a key; `x` and `y` are its middle. */
export type DrawSign = (x: number, y: number) => Svg

export type KeyEntry = readonly [sign: DrawSign, meaning: string]

/** Signs and what they mean, beside each other on one line. */
export function laneKey(y: number, entries: readonly KeyEntry[]): Svg {
  let x = left
  const drawn: Svg[] = []
  for (const [sign, meaning] of entries) {
    drawn.push(sign(x + 6, y - 4), label(meaning, x + 17, y, { size: 12, fill: faint }))
    x += 17 + widthOf(meaning, 12) + 12
  }
  return drawn.join('')
}

/** The path of a line that goes up and down in steps; the last value continues to the end. */
export function stepLine(steps: readonly CountStep[], x: Axis['x'], y: (value: number) => number): string {
  const parts = steps.map(({ at, value }) => `H${x(at).toFixed(1)}V${y(value).toFixed(1)}`)
  return `M${left} ${y(0)}${parts.join('')}H${right}`
}

/** The path of the area below the stepped line. */
export function stepArea(steps: readonly CountStep[], x: Axis['x'], y: (value: number) => number): string {
  return `${stepLine(steps, x, y)}V${y(0)}Z`
}
