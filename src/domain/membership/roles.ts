// Roles: nominated, consented to, given up; none is a person.

import type { PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import type { Role } from '../core/terms.ts'
import { accepted, type Decision, noChange, refused } from '../decision.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network, Nomination, RoleSpan } from '../state.ts'
import { distinctAgencies, holders, holds, knownAgency, participant, withRole } from './members.ts'

/** The nominations that someone has still to answer. */
export function openNominationsFor(network: Network, person: PersonId): readonly Nomination[] {
  return [...network.nominations.values()].filter((one) => one.person === person && one.state === 'open')
}

/** Those who have still to answer. */
export function nominees({ nominations }: Network): readonly PersonId[] {
  const open = [...nominations.values()].filter(({ state }) => state === 'open')
  return [...new Set(open.map(({ person }) => person))]
}

/** A role and who holds it, as one name. */
export function roleAndPerson({ role, person }: Pick<RoleSpan, 'role' | 'person'>): string {
  return `${role}:${person}`
}

export function rolePersonOf(name: string): readonly [Role, PersonId] {
  const colon = name.indexOf(':')
  return [name.slice(0, colon) as Role, name.slice(colon + 1)]
}

/** Who has asked the person to take a role, and waits for the answer. */
export function askersOf(network: Network, person: PersonId): readonly PersonId[] {
  return openNominationsFor(network, person).map(({ by }) => by)
}

/** The trio: an entrepreneur, two fellow travellers from two agencies, and an angel. */
export function trioIsComplete(network: Network): boolean {
  return missingOfTrio(network).length === 0
}

export type TrioPart = 'entrepreneur' | 'fellow-travellers' | 'angel'

export function missingOfTrio(network: Network): readonly TrioPart[] {
  const travellers = holders(network, 'fellow-traveller').flatMap(
    (person) => participant(network, person) ?? [],
  )
  const isThere: { readonly [part in TrioPart]: boolean } = {
    entrepreneur: holders(network, 'public-entrepreneur').length > 0,
    'fellow-travellers': distinctAgencies(travellers).length >= 2,
    angel: holders(network, 'guardian-angel').length > 0,
  }
  return (Object.keys(isThere) as TrioPart[]).filter((part) => !isThere[part])
}

function answered(
  network: Network,
  nomination: string,
  state: Nomination['state'],
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
    return withRole(answered(network, nomination, 'accepted', maps), {
      person: known.person,
      role: known.role,
      from: at,
    })
  },
  'nomination-declined': (network, { nomination }, maps) => answered(network, nomination, 'declined', maps),
  'nomination-withdrawn': (network, { nomination }, maps) => answered(network, nomination, 'withdrawn', maps),
  'role-given-up'(network, { role, by, at }) {
    const roles = network.roles.map((span) =>
      span.person === by && span.role === role && span.to === undefined ? { ...span, to: at } : span,
    )
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
    return known?.state === 'open'
      ? accepted({ kind: 'nomination-withdrawn', nomination })
      : refused({ kind: 'nomination-over' })
  },

  'accept-nomination': (network, { nomination, agency }, { by }) =>
    answer(network, nomination, by, 'accepted', (open) => {
      const isNew = participant(network, by) === undefined
      const isMember = participant(network, by)?.member === true
      const member = open.role !== 'guardian-angel'
      const joined = { kind: 'joined', agency: knownAgency(network, agency), as: open.role, member } as const
      return accepted(
        { kind: 'nomination-accepted', nomination },
        ...(isNew || (member && !isMember) ? [joined] : []),
      )
    }),

  'decline-nomination': (network, { nomination }, { by }) =>
    answer(network, nomination, by, 'declined', () => accepted({ kind: 'nomination-declined', nomination })),

  'step-down'(network, { role }, { by }) {
    if (!holds(network, by, role)) return refused({ kind: 'role-not-held' })
    const someone = participant(network, by)
    const onlyAngel = someone?.member === false && role === 'guardian-angel'
    return accepted({ kind: 'role-given-up', role }, ...(onlyAngel ? [{ kind: 'left' as const }] : []))
  },
}

function answer(
  network: Network,
  nomination: string,
  by: PersonId,
  as: 'accepted' | 'declined',
  decide: (open: Nomination) => Decision,
): Decision {
  const known = network.nominations.get(nomination)
  if (known === undefined || known.person !== by) return refused({ kind: 'not-yours' })
  if (known.state === as) return noChange
  return known.state === 'open' ? decide(known) : refused({ kind: 'nomination-over' })
}
