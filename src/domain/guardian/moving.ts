// Moving a network elsewhere: an entrepreneur asks for all of its data, and a guardian angel consents or does not.

import type { Instant, PersonId } from '../core/ids.ts'
import { day } from '../core/time.ts'
import { accepted, noChange, type Refusal, refused } from '../decision.ts'
import { holders, holds } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import type { MoveRequest } from './state.ts'

/** What an angel has consented to can be fetched for this long. */
const consentLasts = 7 * day

/** The angels who could consent: nobody consents to a request of their own. */
export function consentersFor(network: Network, requester: PersonId): readonly PersonId[] {
  return holders(network, 'guardian-angel').filter((angel) => angel !== requester)
}

/** Whether this person asked for the data, an angel consented, and they are still an entrepreneur. */
export function mayTakeAll(network: Network, person: PersonId, request: string): boolean {
  const known = network.moveRequests.get(request)
  if (known?.by !== person || known.state.kind !== 'agreed') return false
  return holds(network, person, 'public-entrepreneur')
}

/** The person's request whose data can still be fetched. */
export function fetchableRequest(network: Network, person: PersonId, now: Instant): MoveRequest | undefined {
  return [...network.moveRequests.values()].findLast(
    ({ id, state }) =>
      state.kind === 'agreed' && now <= state.at + consentLasts && mayTakeAll(network, person, id),
  )
}

/** The person's request on which no angel has decided. */
export function openRequest(network: Network, person: PersonId): MoveRequest | undefined {
  return [...network.moveRequests.values()].find(({ by, state }) => by === person && state.kind === 'open')
}

export const movingEvolve: Evolve<'move-requested' | 'move-agreed' | 'move-declined'> = {
  'move-requested'(network, { request, by, at }, maps) {
    if (by === undefined) return network
    const asked: MoveRequest = { id: request, by, at, state: { kind: 'open' } }
    return { ...network, moveRequests: maps.withEntry(network.moveRequests, request, asked) }
  },
  'move-agreed': (network, { request, by = '', at }, maps) => ({
    ...network,
    moveRequests: maps.updateEntry(network.moveRequests, request, (one) => ({
      ...one,
      state: { kind: 'agreed', by, at },
    })),
  }),
  'move-declined': (network, { request, by = '', at }, maps) => ({
    ...network,
    moveRequests: maps.updateEntry(network.moveRequests, request, (one) => ({
      ...one,
      state: { kind: 'declined', by, at },
    })),
  }),
}

export const movingDecide: Decide<'request-move' | 'agree-move' | 'decline-move'> = {
  'request-move'(network, { request }, { by }) {
    if (network.moveRequests.has(request) || openRequest(network, by) !== undefined) return noChange
    if (consentersFor(network, by).length === 0) return refused({ kind: 'nobody-to-agree-to-move' })
    return accepted({ kind: 'move-requested', request })
  },
  'agree-move'(network, { request }, { by }) {
    const state = network.moveRequests.get(request)?.state
    if (state?.kind === 'agreed' && state.by === by) return noChange
    const why = notDecidable(network, request, by)
    return why === undefined ? accepted({ kind: 'move-agreed', request }) : refused(why)
  },
  'decline-move'(network, { request }, { by }) {
    const state = network.moveRequests.get(request)?.state
    if (state?.kind === 'declined' && state.by === by) return noChange
    const why = notDecidable(network, request, by)
    return why === undefined ? accepted({ kind: 'move-declined', request }) : refused(why)
  },
}

function notDecidable(network: Network, id: string, angel: PersonId): Refusal | undefined {
  const known = network.moveRequests.get(id)
  if (known?.state.kind !== 'open') return { kind: 'move-over' }
  return known.by === angel ? { kind: 'own-move' } : undefined
}
