// The bonds, drawn: people around a ring beside their agencies, and the lines across it.
import { pluralize } from '../../conversation/kit/markup.ts'
import type { ReaderLocale } from '../../conversation/kit/reader-locale.ts'
import type { Instant } from '../../domain/core/ids.ts'
import { formatDate } from '../drawing/dates.ts'
import { circle, faint, hues, ink, label, line, path, rect, type Svg, sheet } from '../drawing/svg.ts'
import { drawable } from '../drawing/svg-text.ts'
import { type AgencyBond, type Bonds, type Bundle, bundled } from './bonds-data.ts'
import { type BondsLayout, bondsLayout, centre, hostRing, type Point } from './bonds-layout.ts'
import { agencyLegend, bondsKey, leftLooks, thinnedLooks } from './bonds-legend.ts'

/** More people than this are drawn without initials, and their bonds as one line for each two agencies. */
const maxPeople = 16

export function drawBonds(name: string, bonds: Bonds, now: Instant, reader: ReaderLocale): Svg {
  const layout = bondsLayout(bonds)
  const isCrowded = bonds.people.length > maxPeople
  const keyTop = centre.y + hostRing + 26
  const legend = agencyLegend(bonds, keyTop + 37)
  return sheet(
    legend.bottom,
    name,
    subtitle(bonds, formatDate(now, reader)),
    drawLines(bonds, layout, isCrowded),
    ...bonds.people.map((person, n) => drawMembership(person, layout.people[n], layout)),
    ...bonds.people.map((person, n) => drawPerson(person, layout.people[n] ?? centre, isCrowded)),
    ...layout.agencies.map((at, n) => drawAgency(at, n)),
    bondsKey(keyTop, { isCrowded, hasLeavers: bonds.people.some(({ hasLeft }) => hasLeft) }),
    legend.drawn,
  )
}

function subtitle({ across }: Bonds, date: string): string {
  const holding = across.filter(({ holds }) => holds).length
  const hold = holding === 1 ? 'holds' : 'hold'
  return `Bonds on ${date}: ${pluralize(holding, 'line')} across ${hold}, ${across.length - holding} thinned out`
}

function drawLines(bonds: Bonds, layout: BondsLayout, isCrowded: boolean): Svg {
  if (bonds.across.length === 0)
    return label('No lines across agencies yet', centre.x, centre.y + 4, { anchor: 'middle' })
  if (!isCrowded) return drawPairs(bonds.across, layout).join('')
  return bundled(bonds)
    .map((bundle) => drawBundle(bundle, layout))
    .join('')
}

/** The line between a person and their agency. */
function drawMembership(
  { agency, hasLeft }: Bonds['people'][number],
  at: Point | undefined,
  { agencies }: BondsLayout,
): Svg {
  const host = agencies[agency]
  if (at === undefined || host === undefined) return ''
  const looks = hasLeft ? { stroke: faint, 'stroke-dasharray': '2 3' } : { stroke: ink }
  return line(host.x, host.y, at.x, at.y, { 'stroke-width': 1.25, ...looks })
}

/** Sorts so that bonds that hold are drawn over the others. */
function thinnedFirst(one: AgencyBond, other: AgencyBond): number {
  return Number(one.holds) - Number(other.holds)
}

function drawPairs(across: readonly AgencyBond[], { people }: BondsLayout): readonly Svg[] {
  const maxTimes = Math.max(1, ...across.map(({ times }) => times))
  const thickest = across.length > 40 ? 2 : 4
  return across.toSorted(thinnedFirst).map(({ one, other, times, holds }) => {
    const held = {
      stroke: hues.blue,
      'stroke-width': 0.75 + (times / maxTimes) * thickest,
      'stroke-opacity': 0.7,
    }
    return path(bow(people[one] ?? centre, people[other] ?? centre), holds ? held : thinnedLooks)
  })
}

function drawBundle({ one, other, holding, possible }: Bundle, { sides }: BondsLayout): Svg {
  const share = possible === 0 ? 0 : holding / possible
  const thickest = Math.min(9, 48 / sides.length)
  const held = { stroke: hues.blue, 'stroke-width': 0.75 + share * thickest, 'stroke-opacity': 0.65 }
  return path(bow(sides[one] ?? centre, sides[other] ?? centre), holding > 0 ? held : thinnedLooks)
}

/** The path of a line that bends towards the middle, so that lines between neighbours do not lie on the ring. */
function bow(from: Point, to: Point): string {
  const bend = (a: number, b: number, middle: number) => middle + ((a + b) / 2 - middle) * 0.35
  const control = { x: bend(from.x, to.x, centre.x), y: bend(from.y, to.y, centre.y) }
  const at = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`
  return `M${at(from)}Q${at(control)} ${at(to)}`
}

function drawPerson({ name, hasLeft }: Bonds['people'][number], { x, y }: Point, isCrowded: boolean): Svg {
  const present = { fill: isCrowded ? ink : '#ffffff', stroke: ink, 'stroke-width': 1.5 }
  const looks = hasLeft ? leftLooks : present
  if (isCrowded) return circle(x, y, 4, looks)
  const letters = label(initials(name), x, y + 3.5, { size: 10, bold: true, anchor: 'middle', maxWidth: 24 })
  return circle(x, y, 12, looks) + letters
}

/** The first letters of the first and the last name. */
export function initials(name: string): string {
  const parts = drawable(name)
    .split(/\s+/)
    .filter((part) => /^[\p{L}\p{N}]/u.test(part))
  const used = parts.length > 1 ? [parts[0], parts.at(-1)] : parts
  return used.map((part = '') => Array.from(part)[0]?.toUpperCase() ?? '').join('')
}

function drawAgency({ x, y }: Point, n: number): Svg {
  return [
    rect(x - 11, y - 11, 22, 22, { fill: ink, rx: 4 }),
    label(String(n + 1), x, y + 4.5, { size: 13, bold: true, anchor: 'middle', fill: '#ffffff' }),
  ].join('')
}
