// The bonds, drawn: people around a ring beside their agencies, and the lines across it.
import { pluralize } from '../conversation/kit/markup.ts'
import type { ReaderLocale } from '../conversation/kit/reader-locale.ts'
import type { Instant } from '../domain/core/ids.ts'
import { dateOf } from './axis-dates.ts'
import { type AgencyBond, type Bonds, type Bundle, bundled } from './bonds-data.ts'
import {
  circle,
  drawable,
  faint,
  hues,
  ink,
  label,
  line,
  margin,
  named,
  path,
  rect,
  type Svg,
  sheet,
  shortened,
  width,
  widthOf,
} from './svg.ts'

const centre = { x: width / 2, y: 212 }
const ring = 112
const hosts = 148
/** More people than that are drawn without initials, and their lines as one for each two agencies. */
const mostPeople = 16
const mostAgencies = 10

interface Point {
  readonly x: number
  readonly y: number
}

interface Layout {
  readonly people: readonly Point[]
  readonly agencies: readonly Point[]
  /** Where the lines of an agency as a whole begin. */
  readonly sides: readonly Point[]
}

export function drawBonds(name: string, bonds: Bonds, now: Instant, reader: ReaderLocale): Svg {
  const layout = layoutOf(bonds)
  const isMany = bonds.people.length > mostPeople
  const holding = bonds.across.filter(({ holds }) => holds).length
  const lines = isMany
    ? bundled(bonds).map((bundle) => drawBundle(bundle, layout))
    : drawPairs(bonds.across, layout)
  const legendTop = centre.y + hosts + 26
  const legend = agencyLegend(bonds, legendTop + 37)
  return sheet(
    legend.bottom,
    name,
    `Bonds on ${dateOf(now, reader)}: ${pluralize(holding, 'line')} across ${holding === 1 ? 'holds' : 'hold'}, ${bonds.across.length - holding} thinned out`,
    ...(lines.length > 0
      ? lines
      : [label('No lines across agencies yet', centre.x, centre.y + 4, { anchor: 'middle' })]),
    ...bonds.people.map((one, n) => {
      const [at, host] = [layout.people[n], layout.agencies[one.agency]]
      if (at === undefined || host === undefined) return ''
      const from = one.hasLeft ? { stroke: faint, 'stroke-dasharray': '2 3' } : { stroke: ink }
      return line(host.x, host.y, at.x, at.y, { 'stroke-width': 1.25, ...from })
    }),
    ...bonds.people.map((one, n) => drawPerson(one, layout.people[n] ?? centre, isMany)),
    ...layout.agencies.map((at, n) => drawAgency(at, n)),
    lineKey(
      legendTop,
      isMany,
      bonds.people.some(({ hasLeft }) => hasLeft),
    ),
    legend.drawn,
  )
}

/** Agency by agency round the ring, with a gap between two. */
function layoutOf({ agencies, people }: Bonds): Layout {
  const gap = Math.max(0.6, people.length / 40)
  const total = people.length + agencies.length * gap
  const turn = (place: number) => (place / Math.max(1, total)) * 2 * Math.PI - Math.PI / 2
  const angles = people.map(({ agency }, n) => turn(n + agency * gap))
  const at = (angle: number, far: number): Point => ({
    x: centre.x + Math.cos(angle) * far,
    y: centre.y + Math.sin(angle) * far,
  })
  const middles = agencies.map((_, agency) => {
    const own = angles.filter((_, n) => people[n]?.agency === agency)
    return ((own[0] ?? 0) + (own.at(-1) ?? 0)) / 2
  })
  return {
    people: angles.map((angle) => at(angle, ring)),
    agencies: middles.map((angle) => at(angle, hosts)),
    sides: middles.map((angle) => at(angle, ring - 8)),
  }
}

/** What holds is drawn over what does not. */
function thinnedFirst(one: AgencyBond, other: AgencyBond): number {
  return Number(one.holds) - Number(other.holds)
}

const thinned = { stroke: hues.vermillion, 'stroke-width': 1.25, 'stroke-dasharray': '2 4' }

function drawPairs(across: readonly AgencyBond[], { people }: Layout): readonly Svg[] {
  const most = Math.max(1, ...across.map(({ times }) => times))
  const thickest = across.length > 40 ? 2 : 4
  return across.toSorted(thinnedFirst).map(({ one, other, times, holds }) => {
    const held = {
      stroke: hues.blue,
      'stroke-width': 0.75 + (times / most) * thickest,
      'stroke-opacity': 0.7,
    }
    return path(bow(people[one] ?? centre, people[other] ?? centre), holds ? held : thinned)
  })
}

function drawBundle({ one, other, holding, possible }: Bundle, { sides }: Layout): Svg {
  const share = possible === 0 ? 0 : holding / possible
  const thickest = Math.min(9, 48 / sides.length)
  const held = { stroke: hues.blue, 'stroke-width': 0.75 + share * thickest, 'stroke-opacity': 0.65 }
  return path(bow(sides[one] ?? centre, sides[other] ?? centre), holding > 0 ? held : thinned)
}

/** A line that bends towards the middle, so that those of neighbours do not lie on the ring. */
function bow(from: Point, to: Point): string {
  const bend = (a: number, b: number, middle: number) => middle + ((a + b) / 2 - middle) * 0.35
  const control = { x: bend(from.x, to.x, centre.x), y: bend(from.y, to.y, centre.y) }
  const at = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`
  return `M${at(from)}Q${at(control)} ${at(to)}`
}

function drawPerson(one: Bonds['people'][number], { x, y }: Point, isMany: boolean): Svg {
  const looks = one.hasLeft
    ? { fill: '#ffffff', stroke: faint, 'stroke-width': 1.5, 'stroke-dasharray': '2.5 2' }
    : { fill: isMany ? ink : '#ffffff', stroke: ink, 'stroke-width': 1.5 }
  if (isMany) return circle(x, y, 4, looks)
  const letters = label(initials(one.name), x, y + 3.5, { size: 10, bold: true, anchor: 'middle', most: 24 })
  return circle(x, y, 12, looks) + letters
}

/** The first letters of the first and the last name. */
export function initials(name: string): string {
  const parts = drawable(name)
    .split(/\s+/)
    .filter((part) => /^[\p{L}\p{N}]/u.test(part))
  const some = parts.length > 1 ? [parts[0], parts.at(-1)] : parts
  return some.map((part = '') => Array.from(part)[0]?.toUpperCase() ?? '').join('')
}

function drawAgency({ x, y }: Point, n: number): Svg {
  return [
    rect(x - 11, y - 11, 22, 22, { fill: ink, rx: 4 }),
    label(String(n + 1), x, y + 4.5, { size: 13, bold: true, anchor: 'middle', fill: '#ffffff' }),
  ].join('')
}

function lineKey(y: number, isMany: boolean, anyoneLeft: boolean): Svg {
  const left = margin
  const more = isMany ? 'more people' : 'more often'
  const holds = `met or shared in the last 12 weeks (thicker: ${more})`
  const second = y + 17
  const gone = left + 26 + widthOf('not for 12 weeks', 12) + 16
  return [
    line(left, y - 4, left + 22, y - 4, { stroke: hues.blue, 'stroke-width': 3 }),
    label(holds, left + 28, y, { size: 12, fill: faint }),
    line(left, second - 4, left + 22, second - 4, thinned),
    label('not for 12 weeks', left + 28, second, { size: 12, fill: faint }),
    anyoneLeft
      ? circle(gone + 6, second - 4, 5, {
          fill: '#ffffff',
          stroke: faint,
          'stroke-width': 1.5,
          'stroke-dasharray': '2.5 2',
        }) + label('has left', gone + 16, second, { size: 12, fill: faint })
      : '',
  ].join('')
}

/** The agencies by their numbers, in two columns. */
function agencyLegend(
  { agencies, people }: Bonds,
  top: number,
): { readonly drawn: Svg; readonly bottom: number } {
  const wide = (width - 2 * margin) / 2
  const shown = agencies.length > mostAgencies ? agencies.slice(0, mostAgencies - 1) : agencies
  const lines = shown.map((agency, n) => {
    const own = people.filter((one) => one.agency === n && !one.hasLeft).length
    return [`${n + 1}`, shortened(named(agency), 12, wide - 60), ` (${own})`] as const
  })
  const rows = Math.ceil((shown.length + Number(shown.length < agencies.length)) / 2)
  const drawn = lines.map(([number, agency, own], n) => {
    const [x, y] = [margin + Math.floor(n / rows) * wide, top + (n % rows) * 16]
    return [
      label(number, x, y, { size: 12, bold: true }),
      label(`${agency}${own}`, x + 22, y, { size: 12 }),
    ].join('')
  })
  const rest = agencies.length - shown.length
  const more =
    rest === 0
      ? ''
      : label(pluralize(rest, 'more agency', 'more agencies'), margin + wide + 22, top + (rows - 1) * 16, {
          size: 12,
          fill: faint,
        })
  return { drawn: [...drawn, more].join(''), bottom: top + rows * 16 + 2 }
}
