// The data of the picture of bonds: who belongs to which agency, and who met or shared across agencies. Pure.
import type { People } from '../../conversation/turn.ts'
import { sameAgency } from '../../domain/core/agencies.ts'
import type { Instant, PersonId } from '../../domain/core/ids.ts'
import { week } from '../../domain/core/time.ts'
import type { JournalEntry } from '../../domain/events.ts'
import { participant } from '../../domain/membership/members.ts'
import { peopleHistory } from '../../domain/membership/people-history.ts'
import type { Network } from '../../domain/state.ts'

/** A bond that nobody renewed for this long has thinned out. In milliseconds. */
const bondLifetime = 12 * week

export interface BondedPerson {
  readonly id: PersonId
  readonly name: string
  /** The index of their agency. */
  readonly agency: number
  readonly hasLeft: boolean
}

/** A bond between two people of different agencies, by their indexes. */
export interface AgencyBond {
  readonly one: number
  readonly other: number
  /** How often within the lifetime of a bond they met, or one used what the other put. */
  readonly times: number
  /** True when both are still there, and the bond was renewed within its lifetime. */
  readonly holds: boolean
}

export interface Bonds {
  readonly agencies: readonly string[]
  /** The people, agency by agency. */
  readonly people: readonly BondedPerson[]
  readonly across: readonly AgencyBond[]
}

export function bondsOf(
  network: Network,
  entries: readonly JournalEntry[],
  known: People,
  now: Instant,
): Bonds {
  const { agencies, people } = peopleByAgency(network, entries, known)
  const since = (network.closing?.at ?? now) - bondLifetime
  const counts = countPairs(people, occasions(network, entries), since)
  return { agencies, people, across: bondsAcross(people, counts) }
}

function peopleByAgency(
  network: Network,
  entries: readonly JournalEntry[],
  known: People,
): Omit<Bonds, 'across'> {
  const { agencyOf } = peopleHistory(entries)
  const everyone = new Set([...network.people.keys(), ...network.roles.map(({ person }) => person)])
  const agencies: string[] = []
  const people = [...everyone].map((id): BondedPerson => {
    const agency = participant(network, id)?.agency ?? agencyOf(id) ?? 'No agency'
    let index = agencies.findIndex((one) => sameAgency(one, agency))
    if (index === -1) index = agencies.push(agency) - 1
    const name = known.get(id)?.name ?? 'someone who has gone'
    return { id, name, agency: index, hasLeft: !network.people.has(id) }
  })
  return { agencies, people: people.sort((one, other) => one.agency - other.agency) }
}

interface Occasion {
  readonly at: Instant
  readonly persons: readonly PersonId[]
}

/** Meetings that took place, and resources that were used by another person than put them on the table. */
function* occasions(network: Network, entries: readonly JournalEntry[]): Generator<Occasion> {
  for (const { state, end, attendance } of network.meetings.values()) {
    if (state.kind !== 'held') continue
    yield { at: end, persons: [...attendance].filter(([, wasThere]) => wasThere).map(([person]) => person) }
  }
  const { currentId } = peopleHistory(entries)
  for (const entry of entries) {
    if (entry.kind !== 'resource-used' || entry.by === undefined) continue
    const by = currentId(entry.by)
    const resource = network.resources.get(entry.resource)
    if (resource?.by !== undefined && resource.state === 'used' && resource.by !== by)
      yield { at: entry.at, persons: [resource.by, by] }
  }
}

/** Counts by pair, at the first index times the number of people plus the second; the first index is the smaller. */
interface PairCounts {
  readonly ever: Uint32Array
  readonly recent: Uint32Array
}

function countPairs(
  people: readonly BondedPerson[],
  occasions: Iterable<Occasion>,
  since: Instant,
): PairCounts {
  const size = people.length
  const indexes = new Map(people.map(({ id }, index) => [id, index]))
  const ever = new Uint32Array(size * size)
  const recent = new Uint32Array(size * size)
  for (const { at, persons } of occasions) {
    const present = persons.flatMap((person) => indexes.get(person) ?? []).sort((one, other) => one - other)
    for (const [n, one] of present.entries())
      for (const other of present.slice(n + 1)) {
        const pair = one * size + other
        ever[pair] = (ever[pair] ?? 0) + 1
        if (at > since) recent[pair] = (recent[pair] ?? 0) + 1
      }
  }
  return { ever, recent }
}

function bondsAcross(people: readonly BondedPerson[], { ever, recent }: PairCounts): readonly AgencyBond[] {
  const across: AgencyBond[] = []
  for (const [one, first] of people.entries())
    for (let other = one + 1; other < people.length; other += 1) {
      const pair = one * people.length + other
      const second = people[other]
      if (!ever[pair] || second === undefined || second.agency === first.agency) continue
      const times = recent[pair] ?? 0
      across.push({ one, other, times, holds: !first.hasLeft && !second.hasLeft && times > 0 })
    }
  return across
}

/** All bonds between two agencies together. */
export interface Bundle {
  /** The indexes of the agencies. */
  readonly one: number
  readonly other: number
  readonly holding: number
  readonly thinned: number
  /** The number of bonds that there could be at most. */
  readonly possible: number
}

export function bundled({ agencies, people, across }: Bonds): readonly Bundle[] {
  const sizes = agencies.map(
    (_, agency) => people.filter((one) => one.agency === agency && !one.hasLeft).length,
  )
  const bundles = new Map<string, Bundle>()
  for (const bond of across) {
    const pair = [people[bond.one]?.agency ?? 0, people[bond.other]?.agency ?? 0].sort((a, b) => a - b)
    const [one = 0, other = 0] = pair
    const possible = (sizes[one] ?? 0) * (sizes[other] ?? 0)
    const bundle = bundles.get(pair.join()) ?? { one, other, holding: 0, thinned: 0, possible }
    bundles.set(pair.join(), withBond(bundle, bond.holds))
  }
  return [...bundles.values()]
}

function withBond(bundle: Bundle, holds: boolean): Bundle {
  if (holds) return { ...bundle, holding: bundle.holding + 1 }
  return { ...bundle, thinned: bundle.thinned + 1 }
}
