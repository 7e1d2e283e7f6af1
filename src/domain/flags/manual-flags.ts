// Flags that people raise by hand: their words, a context, how bad they find it, and who is to know.

import type { PersonId } from '../core/journal-entry.ts'
import { put } from '../core/persistent-map.ts'
import { accepted, alreadySo, refused } from '../decision.ts'
import type { RaisedFlag } from '../guardian/state.ts'
import { guardians, holders, holds } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'

export const raisedFlagsEvolve: Evolve<'flag-raised-by-hand'> = {
  'flag-raised-by-hand': (network, { flag, text, context, severity, privately, by, at }) => ({
    ...network,
    raised: put(network.raised, flag, {
      id: flag,
      text,
      context,
      severity,
      at,
      ...(by !== undefined && { by }),
      ...(privately && { privately }),
    }),
  }),
}

export const raisedFlagsDecide: Decide<'raise-flag'> = {
  'raise-flag'(network, { kind: _, ...flag }) {
    if (network.raised.has(flag.flag)) return alreadySo
    return flag.privately && holders(network, 'guardian-angel').length === 0
      ? refused({ kind: 'no-angel' })
      : accepted({ kind: 'flag-raised-by-hand', ...flag })
  },
}

/** Those that nobody has cleared or dismissed, the newest first. */
export function openRaised(network: Network): readonly RaisedFlag[] {
  return [...network.raised.values()].filter(isOpen).toReversed()
}

export function isOpen({ cleared, dismissed }: RaisedFlag): boolean {
  return cleared === undefined && dismissed === undefined
}

/** What is for the angels alone, they and whoever raised it may see; all else is for everyone in the network. */
export function maySeeRaised(network: Network, { privately, by }: RaisedFlag, person: PersonId): boolean {
  return !privately || by === person || holds(network, person, 'guardian-angel')
}

/** To whom it is put; whoever raised it knows. */
export function toldOfRaised(network: Network, { privately, by }: RaisedFlag): readonly PersonId[] {
  const told = privately ? holders(network, 'guardian-angel') : guardians(network)
  return told.filter((person) => person !== by)
}
