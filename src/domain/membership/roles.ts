// Roles: nominating people for them, accepting, declining, and giving them up.

import { distinctAgencies } from '../core/agencies.ts'
import type { PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import type { Role } from '../core/terms.ts'
import { accepted, type Decision, noChange, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network, Nomination, RoleSpan } from '../state.ts'
import { holders, holds, knownAgency, participant, withRole } from './members.ts'

/** The nominations that the person has yet to answer. */
export function openNominationsFor(network: Network, person: PersonId): readonly Nomination[] {
  return [...network.nominations.values()].filter((one) => one.person === person && one.state === 'open')
}

/** The open nominations of the person, and those that the person made. */
export function openNominationsOf(network: Network, person: PersonId): readonly Nomination[] {
  return [...network.nominations.values()].filter(
    (one) => one.state === 'open' && (one.person === person || one.by === person),
  )
}

/** The people who have yet to answer a nomination. */
export function nominees({ nominations }: Network): readonly PersonId[] {
  const open = [...nominations.values()].filter(({ state }) => state === 'open')
  return [...new Set(open.map(({ person }) => person))]
}

/** A role and its holder as one string, by which flags name them. `rolePersonOf` reads it. */
export function roleAndPerson({ role, person }: Pick<RoleSpan, 'role' | 'person'>): string {
  return `${role}:${person}`
}

export function rolePersonOf(name: string): readonly [Role, PersonId] {
  const colon = name.indexOf(':')
  return [name.slice(0, colon) as Role, name.slice(colon + 1)]
}

/** The people who have nominated the person and wait for the answer. */
export function askersOf(network: Network, person: PersonId): readonly PersonId[] {
  return openNominationsFor(network, person).map(({ by }) => by)
}

/** Whether the trio is complete: an entrepreneur, fellow travellers from two agencies, and an angel. */
export function trioIsComplete(network: Network): boolean {
  return missingOfTrio(network).length === 0
}

export type TrioPart = 'entrepreneur' | 'fellow-travellers' | 'angel'

export function missingOfTrio(network: Network): readonly TrioPart[] {
  const travellers = holders(network, 'fellow-traveller').flatMap(
    (person) => participant(network, person)?.agency ?? [],
  )
  const isThere: { readonly [part in TrioPart]: boolean } = {
    entrepreneur: holders(network, 'public-entrepreneur').length > 0,
    'fellow-travellers': distinctAgencies(travellers).length >= 2,
    angel: holders(network, 'guardian-angel').length > 0,
  }
  return (Object.keys(isThere) as TrioPart[]).filter((part) => !isThere[part])
}

interface NominationChange {
  readonly nomination: string
  readonly state: Nomination['state']
}

function withNominationState(
  network: Network,
  { nomination, state }: NominationChange,
  maps: MapEditor,
): Network {
  return {
    ...network,
    nominations: maps.updateEntry(network.nominations, nomination, (one) => ({ ...one, state })),
  }
}

export const rolesEvolve: Evolve<
  'nominated' | 'nomination-accepted' | 'nomination-declined' | 'nomination-withdrawn' | 'role-given-up'
> = {
  nominated(network, { nomination, person, role, by, at }, maps) {
    if (by === undefined) return network
    const open = { id: nomination, person, role, by, at, state: 'open' as const }
    return { ...network, nominations: maps.withEntry(network.nominations, nomination, open) }
  },
  'nomination-accepted'(network, { nomination, at }, maps) {
    const known = network.nominations.get(nomination)
    if (known === undefined) return network
    const answered = withNominationState(network, { nomination, state: 'accepted' }, maps)
    return withRole(answered, { person: known.person, role: known.role, from: at })
  },
  'nomination-declined': (network, { nomination }, maps) =>
    withNominationState(network, { nomination, state: 'declined' }, maps),
  'nomination-withdrawn': (network, { nomination }, maps) =>
    withNominationState(network, { nomination, state: 'withdrawn' }, maps),
  'role-given-up'(network, { role, by, at }) {
    const roles = network.roles.map((span) => {
      const isGivenUp = span.person === by && span.role === role && span.to === undefined
      return isGivenUp ? { ...span, to: at } : span
    })
    return { ...network, roles }
  },
}

export const rolesDecide: Decide<
  'nominate' | 'withdraw-nomination' | 'accept-nomination' | 'decline-nomination' | 'step-down'
> = {
  nominate(network, { nomination, person, role }, { by }) {
    if (network.nominations.has(nomination)) return noChange
    if (person === by) return refused({ kind: 'oneself' })
    if (holds(network, person, role)) return refused({ kind: 'holds-role', person })
    if (openNominationsFor(network, person).some((one) => one.role === role))
      return refused({ kind: 'already-nominated', person })
    return accepted({ kind: 'nominated', nomination, person, role })
  },

  'withdraw-nomination'(network, { nomination }) {
    const known = network.nominations.get(nomination)
    if (known?.state === 'withdrawn') return noChange
    if (known?.state !== 'open') return refused({ kind: 'nomination-over' })
    return accepted({ kind: 'nomination-withdrawn', nomination })
  },

  'accept-nomination': (network, { nomination, agency }, { by }) =>
    decideAnswer(network, { nomination, by, answer: 'accepted' }, ({ role }) => {
      const events: NetworkEvent[] = [{ kind: 'nomination-accepted', nomination }]
      const known = participant(network, by)
      const member = role !== 'guardian-angel'
      if (known === undefined || (member && !known.member))
        events.push({ kind: 'joined', agency: knownAgency(network, agency), as: role, member })
      return accepted(...events)
    }),

  'decline-nomination': (network, { nomination }, { by }) =>
    decideAnswer(network, { nomination, by, answer: 'declined' }, () =>
      accepted({ kind: 'nomination-declined', nomination }),
    ),

  'step-down'(network, { role }, { by }) {
    if (!holds(network, by, role)) return refused({ kind: 'role-not-held' })
    const givenUp: NetworkEvent = { kind: 'role-given-up', role }
    // An angel who is not a member has no other reason to be in the network.
    const leaves = role === 'guardian-angel' && participant(network, by)?.member === false
    return leaves ? accepted(givenUp, { kind: 'left' }) : accepted(givenUp)
  },
}

interface NominationAnswer {
  readonly nomination: string
  readonly by: PersonId
  readonly answer: 'accepted' | 'declined'
}

/** Decides about an open nomination, which only the nominated person may answer. */
function decideAnswer(
  network: Network,
  { nomination, by, answer }: NominationAnswer,
  decide: (open: Nomination) => Decision,
): Decision {
  const known = network.nominations.get(nomination)
  if (known === undefined || known.person !== by) return refused({ kind: 'not-yours' })
  if (known.state === answer) return noChange
  if (known.state !== 'open') return refused({ kind: 'nomination-over' })
  return decide(known)
}
