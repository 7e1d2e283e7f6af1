// What a picture of the bonds shows: who belongs to which agency, and who met or shared with whom across agencies. Pure.
import type { People } from '../conversation/turn.ts'
import type { Instant, PersonId } from '../domain/core/ids.ts'
import { week } from '../domain/core/time.ts'
import type { JournalEntry } from '../domain/events.ts'
import { participant, sameAgency } from '../domain/membership/members.ts'
import { peopleHistory } from '../domain/membership/people-history.ts'
import type { Network } from '../domain/state.ts'

/** A line that nobody renewed for so long has thinned out. */
export const holdsFor = 12 * week

export interface BondedPerson {
  readonly id: PersonId
  readonly name: string
  /** The index of their agency. */
  readonly agency: number
  readonly hasLeft: boolean
}

/** Between two people of different agencies, by their indexes. */
export interface AgencyBond {
  readonly one: number
  readonly other: number
  /** How often of late they met, or one used what the other put. */
  readonly times: number
  /** Both are still there, and it was renewed of late. */
  readonly holds: boolean
}

export interface Bonds {
  readonly agencies: readonly string[]
  /** Agency by agency. */
  readonly people: readonly BondedPerson[]
  readonly across: readonly AgencyBond[]
}

export function bondsOf(
  network: Network,
  entries: readonly JournalEntry[],
  known: People,
  now: Instant,
): Bonds {
  const { agencies, people } = peopleOf(network, entries, known)
  const index = new Map(people.map(({ id }, n) => [id, n]))
  const since = (network.closing?.at ?? now) - holdsFor
  const size = people.length
  /** How often, by pair: at all, and of late. */
  const [ever, late] = [new Uint32Array(size * size), new Uint32Array(size * size)]
  for (const { at, there } of occasions(network, entries)) {
    const some = there.flatMap((person) => index.get(person) ?? []).sort((one, other) => one - other)
    for (const [n, one] of some.entries())
      for (let next = n + 1; next < some.length; next += 1) {
        const pair = one * size + (some[next] ?? one)
        ever[pair] = (ever[pair] ?? 0) + 1
        if (at > since) late[pair] = (late[pair] ?? 0) + 1
      }
  }
  const across: AgencyBond[] = []
  for (const [one, { agency, hasLeft }] of people.entries())
    for (let other = one + 1; other < size; other += 1) {
      const [pair, their] = [one * size + other, people[other]]
      if (!ever[pair] || their === undefined || their.agency === agency) continue
      const times = late[pair] ?? 0
      across.push({ one, other, times, holds: !hasLeft && !their.hasLeft && times > 0 })
    }
  return { agencies, people, across }
}

function peopleOf(network: Network, entries: readonly JournalEntry[], known: People): Omit<Bonds, 'across'> {
  const { agencyOf } = peopleHistory(entries)
  const everyone = new Set([...network.people.keys(), ...network.roles.map(({ person }) => person)])
  const agencies: string[] = []
  const people = [...everyone].map((id): BondedPerson => {
    const agency = participant(network, id)?.agency ?? agencyOf(id) ?? 'No agency'
    let at = agencies.findIndex((one) => sameAgency(one, agency))
    if (at === -1) at = agencies.push(agency) - 1
    return {
      id,
      name: known.get(id)?.name ?? 'someone who has gone',
      agency: at,
      hasLeft: !network.people.has(id),
    }
  })
  return { agencies, people: people.sort((one, other) => one.agency - other.agency) }
}

interface Occasion {
  readonly at: Instant
  readonly there: readonly PersonId[]
}

/** Meetings that took place, and resources that somebody else used than put them there. */
function* occasions(network: Network, entries: readonly JournalEntry[]): Generator<Occasion> {
  for (const { state, end, attendance } of network.meetings.values())
    if (state.kind === 'held')
      yield { at: end, there: [...attendance].filter(([, was]) => was).map(([person]) => person) }
  const { currentId } = peopleHistory(entries)
  for (const entry of entries) {
    if (entry.kind !== 'resource-used' || entry.by === undefined) continue
    const by = currentId(entry.by)
    const resource = network.resources.get(entry.resource)
    if (resource?.by !== undefined && resource.state === 'used' && resource.by !== by)
      yield { at: entry.at, there: [resource.by, by] }
  }
}

/** The lines between two agencies as one. */
export interface Bundle {
  /** The indexes of the agencies. */
  readonly one: number
  readonly other: number
  readonly holding: number
  readonly thinned: number
  /** How many lines there could be at most. */
  readonly possible: number
}

export function bundled({ agencies, people, across }: Bonds): readonly Bundle[] {
  const sizes = agencies.map(
    (_, agency) => people.filter((one) => one.agency === agency && !one.hasLeft).length,
  )
  const bundles = new Map<string, Bundle>()
  for (const { one, other, holds } of across) {
    const pair = [people[one]?.agency ?? 0, people[other]?.agency ?? 0].sort((a, b) => a - b)
    const [first = 0, second = 0] = pair
    const key = pair.join()
    const before = bundles.get(key) ?? {
      one: first,
      other: second,
      holding: 0,
      thinned: 0,
      possible: (sizes[first] ?? 0) * (sizes[second] ?? 0),
    }
    bundles.set(
      key,
      holds ? { ...before, holding: before.holding + 1 } : { ...before, thinned: before.thinned + 1 },
    )
  }
  return [...bundles.values()]
}
