// The bonds: people with their agencies, and the lines across between agencies, so that one sees a network hold or thin out.
import type { Instant, PersonId } from '../network/entry.ts'
import { members } from '../network/people.ts'
import type { Meeting, Network } from '../network/state.ts'
import type { Chart } from './draw.ts'
import { colours, fontSize, lineOf, width, words } from './look.ts'

/** What happened since then is lately. */
const lately = 91 * 86_400_000

export interface BondsPicture {
  readonly name: string
  readonly agencies: readonly {
    readonly agency: string
    readonly people: readonly { readonly id: PersonId; readonly cameLately: boolean }[]
  }[]
  /** Pairs of agencies that met, by how many meetings, lately and before; and whether either put something there for all. */
  readonly across: readonly {
    readonly one: string
    readonly other: string
    readonly lately: number
    readonly before: number
    readonly shared: boolean
  }[]
}

/** So many agencies are drawn; those with the most people. */
const mostAgencies = 12

export function bondsOf(network: Network, now: Instant): BondsPicture {
  const held = [...network.meetings.values()].filter(({ state }) => state.kind === 'held')
  const isLate = ({ start }: Meeting) => start > now - lately
  const came = new Set(held.filter(isLate).flatMap((meeting) => there(meeting)))
  const byAgency = Map.groupBy(members(network), ({ agency }) => agency)
  const agencies = [...byAgency]
    .sort(([one, some], [other, others]) => others.length - some.length || one.localeCompare(other))
    .slice(0, mostAgencies)
    .map(([agency, people]) => ({
      agency,
      people: people.map(({ id }) => ({ id, cameLately: came.has(id) })),
    }))
  const puts = new Set(
    [...network.resources.values()].flatMap(({ agency, stoodFrom }) =>
      stoodFrom === undefined ? [] : [agency],
    ),
  )
  const atMeeting = held.map((meeting) => ({
    late: isLate(meeting),
    agencies: new Set(there(meeting).flatMap((person) => network.people.get(person)?.agency ?? [])),
  }))
  const across = agencies.flatMap(({ agency: one }, index) =>
    agencies.slice(index + 1).flatMap(({ agency: other }) => {
      const both = atMeeting.filter((meeting) => meeting.agencies.has(one) && meeting.agencies.has(other))
      if (both.length === 0) return []
      const late = both.filter(({ late: isLately }) => isLately).length
      return [
        { one, other, lately: late, before: both.length - late, shared: puts.has(one) && puts.has(other) },
      ]
    }),
  )
  return { name: network.name, agencies, across }
}

function there({ attendance }: Meeting): readonly PersonId[] {
  return [...attendance].filter(([, was]) => was).map(([person]) => person)
}

const height = 760
const middle = { x: width / 2, y: 450 }
const ring = 180

export function bondsChart({ name, agencies, across }: BondsPicture): Chart {
  // Many agencies have less room each.
  const outer = agencies.length > 7 ? 38 : 60
  const angle = (index: number) => (index / Math.max(1, agencies.length)) * 2 * Math.PI - Math.PI / 2
  const spots = agencies.map(({ agency }, index) => ({
    agency,
    x: middle.x + Math.cos(angle(index)) * ring,
    y: middle.y + Math.sin(angle(index)) * ring,
  }))
  const nodes = agencies.flatMap(({ agency, people }, index) => {
    const spot = spots[index] ?? { ...middle, agency }
    return [
      hub(spot),
      caption(spot, people.length, outer, angle(index)),
      ...people.map((person, n) => dot(spot, person, n, people.length, outer, angle(index))),
    ]
  })
  return {
    height,
    option: {
      textStyle: words,
      title: {
        text: lineOf(`Who holds ${name} together`, 38),
        subtext:
          agencies.length < 2
            ? 'Lines across appear once people of two agencies have met.'
            : 'Thick line: met often in the last 3 months\nDashed: not lately. Double: both put something there\n● came lately  ○ did not',
        left: 16,
        top: 12,
        textStyle: { ...words, fontSize: 26, fontWeight: 'bold' },
        subtextStyle: { ...words, fontSize: 17, color: colours.faint },
      },
      series: [
        {
          type: 'graph',
          layout: 'none',
          left: 0,
          top: 0,
          width,
          height,
          roam: false,
          // Two invisible corners keep the points of the drawing as they are.
          data: [corner('top left', 0, 0), corner('bottom right', width, height), ...nodes],
          links: [...hostLines(agencies), ...across.flatMap(acrossLine)],
          label: { show: false },
        },
      ],
    },
  }
}

function corner(name: string, x: number, y: number) {
  return { name, x, y, symbolSize: 0.01, itemStyle: { color: 'none' }, label: { show: false } }
}

interface Spot {
  readonly agency: string
  readonly x: number
  readonly y: number
}

function hub({ agency, x, y }: Spot) {
  return {
    name: `agency ${agency}`,
    x,
    y,
    symbol: 'roundRect',
    symbolSize: 16,
    itemStyle: { color: colours.blue },
    label: { show: false },
  }
}

/** The agency’s name beyond its people: above those of the upper half, below those of the lower. */
function caption({ agency, x, y }: Spot, people: number, outer: number, angle: number) {
  const isBelow = Math.sin(angle) > 0.1
  return {
    name: `caption ${agency}`,
    x: Math.min(width - 110, Math.max(110, x + Math.cos(angle) * 70)),
    y: y + (isBelow ? 1 : -1) * (outer + 22),
    symbolSize: 0.01,
    itemStyle: { color: 'none' },
    label: {
      show: true,
      position: 'inside',
      formatter: `${lineOf(agency, 15)} (${people})`,
      ...words,
      fontSize: fontSize - 2,
      fontWeight: 'bold',
      textBorderColor: colours.paper,
      textBorderWidth: 4,
    },
  }
}

/** People stand in a half circle outside their agency. */
function dot(
  spot: Spot,
  { id, cameLately }: { readonly id: PersonId; readonly cameLately: boolean },
  n: number,
  count: number,
  outer: number,
  angle: number,
) {
  const spread = count === 1 ? 0 : (n / (count - 1) - 0.5) * Math.min(Math.PI * 0.9, count * 0.32)
  return {
    name: `person ${id}`,
    x: spot.x + Math.cos(angle + spread) * outer,
    y: spot.y + Math.sin(angle + spread) * outer,
    symbol: 'circle',
    symbolSize: outer > 50 ? 13 : 9,
    itemStyle: {
      color: cameLately ? colours.green : colours.paper,
      borderColor: cameLately ? colours.green : colours.faint,
      borderWidth: 2,
    },
    label: { show: false },
  }
}

function hostLines(agencies: BondsPicture['agencies']) {
  return agencies.flatMap(({ agency, people }) =>
    people.map(({ id, cameLately }) => ({
      source: `agency ${agency}`,
      target: `person ${id}`,
      lineStyle: { color: cameLately ? colours.green : colours.line, width: 1.5 },
    })),
  )
}

function acrossLine({ one, other, lately: late, before, shared }: BondsPicture['across'][number]) {
  const line = (curveness: number) => ({
    source: `agency ${one}`,
    target: `agency ${other}`,
    lineStyle: {
      color: late > 0 ? colours.ink : colours.line,
      type: late > 0 ? 'solid' : 'dashed',
      width: late > 0 ? Math.min(5, 1 + late / 2) : Math.min(3, 1 + before / 10),
      opacity: late > 0 ? 0.6 : 1,
      curveness,
    },
  })
  return shared && late > 0 ? [line(0.03), line(-0.03)] : [line(0)]
}
