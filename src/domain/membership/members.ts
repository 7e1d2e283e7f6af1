// The people in a network: joining, leaving, and their agencies.

import { agencyKey, distinctAgencies, sameAgency } from '../core/agencies.ts'
import type { Instant, PersonId } from '../core/ids.ts'
import type { Role } from '../core/terms.ts'
import type { Evolve } from '../module.ts'
import type { Network, Participant, RoleSpan } from '../state.ts'
import { withMergedPerson } from './merge-people.ts'
import { withoutGivenSince } from './undone-links.ts'

export function participant(network: Network, person: PersonId | undefined): Participant | undefined {
  return person === undefined ? undefined : network.people.get(person)
}

export function members(network: Network): readonly Participant[] {
  return [...network.people.values()].filter((one) => one.member)
}

/** An angel with no other role is in the network without being a member. */
export function isMember(network: Network, person: PersonId): boolean {
  return network.people.get(person)?.member === true
}

export function holds(network: Network, person: PersonId | undefined, role: Role): boolean {
  return network.roles.some((span) => span.person === person && span.role === role && span.to === undefined)
}

export function holders(network: Network, role: Role): readonly PersonId[] {
  return network.roles
    .filter((span) => span.role === role && span.to === undefined)
    .map((span) => span.person)
}

/** The people who are told of risks: the angels, or the entrepreneurs if there are none, or else all members. */
export function riskRecipients(network: Network): readonly PersonId[] {
  const angels = holders(network, 'guardian-angel')
  if (angels.length > 0) return angels
  const entrepreneurs = holders(network, 'public-entrepreneur')
  if (entrepreneurs.length > 0) return entrepreneurs
  return members(network).map(({ id }) => id)
}

export function rolesOf(network: Network, person: PersonId): readonly Role[] {
  return network.roles
    .filter((span) => span.person === person && span.to === undefined)
    .map((span) => span.role)
}

/** The agencies of the members. A guardian angel who is not a member brings no agency in. */
export function agenciesOf(network: Network): readonly string[] {
  return distinctAgencies(members(network).map(({ agency }) => agency))
}

/** The agency as the network already writes it, or as it was typed if it is new. */
export function knownAgency(network: Network, agency: string): string {
  const current = currentAgency(network, agency)
  const known = network.people.values().find((one) => sameAgency(one.agency, current))
  return known?.agency ?? current.trim()
}

/** The agency that counts for this one since an entrepreneur said that the two are one. */
export function currentAgency({ mergedAgencies }: Network, agency: string): string {
  if (mergedAgencies.size === 0) return agency
  return mergedAgencies.get(agencyKey(agency)) ?? agency
}

/** Whether somebody comes from the agency, or put something from it. */
export function isKnownAgency({ people, resources }: Network, agency: string): boolean {
  const isIt = (one: { readonly agency: string }) => sameAgency(one.agency, agency)
  return people.values().some(isIt) || resources.values().some(isIt)
}

/**
 * Whether both come from two agencies now and did so at `since`. Whoever changes agency after something was proposed
 * or leaves and comes back does not speak for another agency on it, so that nobody agrees with themselves.
 */
export function areOfTwoAgencies(one: Participant, other: Participant, since: Instant): boolean {
  const hasChanged = [one, other].some(({ agencySince = Number.NEGATIVE_INFINITY }) => agencySince >= since)
  return !hasChanged && !sameAgency(one.agency, other.agency)
}

export function withRole(network: Network, span: RoleSpan): Network {
  if (holds(network, span.person, span.role)) return network
  return { ...network, roles: [...network.roles, span] }
}

/** Whether the person is in the network, was in it, or was ever nominated for a role in it. */
export function isConcerned(network: Network, person: PersonId): boolean {
  return (
    network.people.has(person) ||
    network.roles.some((span) => span.person === person) ||
    wasNominated(network, person)
  )
}

export const membersEvolve: Evolve<'joined' | 'person-unreached' | 'person-linked' | 'person-unlinked'> = {
  'person-unreached': (network, { person, why, at }, maps) => ({
    ...network,
    unreachable: maps.withEntry(network.unreachable, person, { why, at }),
  }),
  'person-linked': (network, { from, person }) => withMergedPerson(network, { from, to: person }),
  'person-unlinked': (network, entry) => withoutGivenSince(network, entry),
  joined(network, { by, at, agency, as, member }, maps) {
    if (by === undefined) return network
    const known = network.people.get(by)
    const isBack = known === undefined && network.roles.some(({ person }) => person === by)
    const joined: Participant = {
      id: by,
      agency: known?.agency ?? agency,
      agencySince: isBack ? at : known?.agencySince,
      member: member || known?.member === true,
      since: known?.since ?? at,
    }
    return withRole(
      { ...network, people: maps.withEntry(network.people, by, joined) },
      { person: by, role: as, from: at },
    )
  },
}

/** Whether somebody ever nominated the person, whatever came of it. */
export function wasNominated(network: Network, person: PersonId): boolean {
  return [...network.nominations.values()].some((one) => one.person === person)
}
