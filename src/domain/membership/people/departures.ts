// Leaving a network, or being removed from it: what ends then.

import type { Instant, PersonId } from '../../core/ids.ts'
import type { MapEditor } from '../../core/persistent-map.ts'
import { accepted, refused } from '../../decision.ts'
import type { NetworkEvent } from '../../events.ts'
import type { Decide, Evolve } from '../../module.ts'
import type { Network } from '../../state.ts'
import { withoutInvitationsOf } from '../invitations.ts'
import { holds, participant } from '../members.ts'
import { openNominationsOf } from '../roles.ts'

interface Departure {
  readonly person: PersonId
  readonly at: Instant
  /** Absent for a removal of which the journal tells no agency: it ended the roles, and nobody was said to be missed. */
  readonly byLeaving?: true
}

/** The network without the person, whose roles have ended and whose codes open nothing any more. */
function withoutPerson(network: Network, { person, at, byLeaving }: Departure, maps: MapEditor): Network {
  const roles = network.roles.map((span) => {
    if (span.person !== person || span.to !== undefined) return span
    return { ...span, to: at, byLeaving }
  })
  const people = maps.withoutEntry(network.people, person)
  return withoutInvitationsOf({ ...network, people, roles }, person, maps)
}

export const departuresEvolve: Evolve<'left' | 'member-removed'> = {
  left(network, { by, at, agency }, maps) {
    if (by === undefined) return network
    const left = withoutPerson(network, { person: by, at, byLeaving: true }, maps)
    if (agency === undefined) return left
    return { ...left, departed: maps.withEntry(network.departed, by, { agency, at }) }
  },
  'member-removed'(network, { person, by, at, agency }, maps) {
    if (agency === undefined) return withoutPerson(network, { person, at }, maps)
    const left = withoutPerson(network, { person, at, byLeaving: true }, maps)
    return { ...left, departed: maps.withEntry(network.departed, person, { agency, at, removedBy: by }) }
  },
}

export const departuresDecide: Decide<'leave' | 'remove-member'> = {
  leave(network, _command, { by }) {
    const known = participant(network, by)
    if (known === undefined) return refused({ kind: 'not-yours' })
    return accepted(known.member ? { kind: 'left', agency: known.agency } : { kind: 'left' })
  },
  // An angel answers to nobody in the network, and whoever removes others stays, so an entrepreneur is always left.
  'remove-member'(network, { person, why }, { by }) {
    if (person === by) return refused({ kind: 'remove-oneself' })
    const known = participant(network, person)
    if (known === undefined) return refused({ kind: 'no-such-member' })
    if (holds(network, person, 'guardian-angel')) return refused({ kind: 'angel-stays' })
    const withdrawn = openNominationsOf(network, person).map(
      ({ id }): NetworkEvent => ({ kind: 'nomination-withdrawn', nomination: id }),
    )
    return accepted(...withdrawn, { kind: 'member-removed', person, why, agency: known.agency })
  },
}
