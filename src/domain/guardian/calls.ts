// Calls: an angel asks the public entrepreneurs to get in touch.

import type { PersonId } from '../core/ids.ts'
import { accepted, noChange, refused } from '../decision.ts'
import { holders } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'

/** The entrepreneurs that this angel can call. Nobody calls themselves. */
export function callable(network: Network, angel: PersonId): readonly PersonId[] {
  return holders(network, 'public-entrepreneur').filter((person) => person !== angel)
}

export const callsEvolve: Evolve<'entrepreneurs-called'> = {
  'entrepreneurs-called'(network, { call, text, by, at }, maps) {
    if (by === undefined) return network
    return { ...network, calls: maps.withEntry(network.calls, call, { id: call, text, by, at }) }
  },
}

export const callsDecide: Decide<'call-entrepreneurs'> = {
  'call-entrepreneurs'(network, { call, text }, { by }) {
    if (network.calls.has(call)) return noChange
    if (callable(network, by).length === 0) return refused({ kind: 'nobody-to-call' })
    return accepted({ kind: 'entrepreneurs-called', call, text })
  },
}
