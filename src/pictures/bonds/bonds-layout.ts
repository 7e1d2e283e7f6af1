// The layout of the picture of bonds: people stand round a ring, agency by agency.
import { width } from '../drawing/svg.ts'
import type { Bonds } from './bonds-data.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export const centre: Point = { x: width / 2, y: 212 }
/** The radius of the ring of people. */
const peopleRing = 112
/** The radius of the ring of agencies. */
export const hostRing = 148

export interface BondsLayout {
  readonly people: readonly Point[]
  readonly agencies: readonly Point[]
  /** The point at which the lines of a whole agency begin. */
  readonly sides: readonly Point[]
}

export function bondsLayout({ agencies, people }: Bonds): BondsLayout {
  /** Between two agencies, in places of people. */
  const gap = Math.max(0.6, people.length / 40)
  const places = Math.max(1, people.length + agencies.length * gap)
  const angles = people.map(({ agency }, n) => ((n + agency * gap) / places) * 2 * Math.PI - Math.PI / 2)
  const middles = agencies.map((_, agency) => {
    const own = angles.filter((_, n) => people[n]?.agency === agency)
    return ((own[0] ?? 0) + (own.at(-1) ?? 0)) / 2
  })
  return {
    people: angles.map((angle) => pointAt(angle, peopleRing)),
    agencies: middles.map((angle) => pointAt(angle, hostRing)),
    sides: middles.map((angle) => pointAt(angle, peopleRing - 8)),
  }
}

function pointAt(angle: number, radius: number): Point {
  return { x: centre.x + Math.cos(angle) * radius, y: centre.y + Math.sin(angle) * radius }
}
