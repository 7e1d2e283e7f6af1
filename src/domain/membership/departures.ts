// Leaving a network: what ends with it.

import type { Instant, PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import { accepted, refused } from '../decision.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { withoutInvitationsOf } from './invitations.ts'
import { participant } from './members.ts'

interface Departure {
  readonly person: PersonId
  readonly at: Instant
}

/** The network without the person, whose roles have ended and whose codes open nothing any more. */
function withoutPerson(network: Network, { person, at }: Departure, maps: MapEditor): Network {
  const roles = network.roles.map((span) => {
    if (span.person !== person || span.to !== undefined) return span
    return { ...span, to: at, byLeaving: true as const }
  })
  const people = maps.withoutEntry(network.people, person)
  return withoutInvitationsOf({ ...network, people, roles }, person, maps)
}

export const departuresEvolve: Evolve<'left'> = {
  left(network, { by, at, agency }, maps) {
    if (by === undefined) return network
    const left = withoutPerson(network, { person: by, at }, maps)
    if (agency === undefined) return left
    return { ...left, departed: maps.withEntry(network.departed, by, { agency, at }) }
  },
}

export const departuresDecide: Decide<'leave'> = {
  leave(network, _command, { by }) {
    const known = participant(network, by)
    if (known === undefined) return refused({ kind: 'not-yours' })
    return accepted(known.member ? { kind: 'left', agency: known.agency } : { kind: 'left' })
  },
}
