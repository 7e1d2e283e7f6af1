// Below the picture of bonds: what its lines mean, and the agencies by their numbers.
import { pluralize } from '../../conversation/kit/markup.ts'
import { circle, faint, hues, label, line, margin, type Svg, width } from '../drawing/svg.ts'
import { drawableName, shortened, widthOf } from '../drawing/svg-text.ts'
import type { Bonds } from './bonds-data.ts'

const maxAgencies = 10

export const thinnedLooks = { stroke: hues.vermillion, 'stroke-width': 1.25, 'stroke-dasharray': '2 4' }
/** A person who has left. */
export const leftLooks = {
  fill: '#ffffff',
  stroke: faint,
  'stroke-width': 1.5,
  'stroke-dasharray': '2.5 2',
}

interface KeyOptions {
  readonly isCrowded: boolean
  readonly hasLeavers: boolean
}

export function bondsKey(y: number, { isCrowded, hasLeavers }: KeyOptions): Svg {
  const left = margin
  const second = y + 17
  const style = { size: 12, fill: faint }
  const thicker = isCrowded ? 'more people' : 'more often'
  const drawn = [
    line(left, y - 4, left + 22, y - 4, { stroke: hues.blue, 'stroke-width': 3 }),
    label(`met or shared in the last 12 weeks (thicker: ${thicker})`, left + 28, y, style),
    line(left, second - 4, left + 22, second - 4, thinnedLooks),
    label('not for 12 weeks', left + 28, second, style),
  ]
  if (!hasLeavers) return drawn.join('')
  const x = left + 26 + widthOf('not for 12 weeks', 12) + 16
  drawn.push(circle(x + 6, second - 4, 5, leftLooks), label('has left', x + 16, second, style))
  return drawn.join('')
}

export interface Legend {
  readonly drawn: Svg
  readonly bottom: number
}

/** The agencies with their numbers and how many people they have, in two columns. */
export function agencyLegend({ agencies, people }: Bonds, top: number): Legend {
  const column = (width - 2 * margin) / 2
  const shown = agencies.length > maxAgencies ? agencies.slice(0, maxAgencies - 1) : agencies
  const rest = agencies.length - shown.length
  const rows = Math.ceil((shown.length + Math.min(rest, 1)) / 2)
  const drawn = shown.map((agency, n) => {
    const members = people.filter((person) => person.agency === n && !person.hasLeft).length
    const name = shortened(drawableName(agency), 12, column - 60)
    const x = margin + Math.floor(n / rows) * column
    const y = top + (n % rows) * 16
    const number = label(`${n + 1}`, x, y, { size: 12, bold: true })
    return number + label(`${name} (${members})`, x + 22, y, { size: 12 })
  })
  if (rest > 0) {
    const text = pluralize(rest, 'more agency', 'more agencies')
    drawn.push(label(text, margin + column + 22, top + (rows - 1) * 16, { size: 12, fill: faint }))
  }
  return { drawn: drawn.join(''), bottom: top + rows * 16 + 2 }
}
