// Flags that people raise by hand: their words, a context, how bad they find it, and who is to know.

import type { PersonId } from '../core/ids.ts'
import { accepted, noChange, refused } from '../decision.ts'
import { holders, holds, riskRecipients } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import type { ManualFlag } from './state.ts'

export const manualFlagsEvolve: Evolve<'flag-raised-by-hand'> = {
  'flag-raised-by-hand': (network, { flag, text, context, severity, privately, by, at }, maps) => ({
    ...network,
    manualFlags: maps.withEntry(network.manualFlags, flag, {
      id: flag,
      text,
      context,
      severity,
      at,
      by,
      ...(privately && { privately }),
    }),
  }),
}

export const manualFlagsDecide: Decide<'raise-flag'> = {
  'raise-flag'(network, { kind: _, ...flag }) {
    if (network.manualFlags.has(flag.flag)) return noChange
    return flag.privately && holders(network, 'guardian-angel').length === 0
      ? refused({ kind: 'no-angel' })
      : accepted({ kind: 'flag-raised-by-hand', ...flag })
  },
}

/** Those that nobody has cleared or dismissed, the newest first. */
export function openManualFlags(network: Network): readonly ManualFlag[] {
  return [...network.manualFlags.values()].filter(isFlagOpen).toReversed()
}

export function isFlagOpen({ cleared, dismissed }: ManualFlag): boolean {
  return cleared === undefined && dismissed === undefined
}

/** What is for the angels alone, they and whoever raised it may see; all else is for everyone in the network. */
export function maySeeManualFlag(network: Network, { privately, by }: ManualFlag, person: PersonId): boolean {
  return !privately || by === person || holds(network, person, 'guardian-angel')
}

/** To whom it is put; whoever raised it knows. */
export function recipientsOfManualFlag(network: Network, { privately, by }: ManualFlag): readonly PersonId[] {
  const told = privately ? holders(network, 'guardian-angel') : riskRecipients(network)
  return told.filter((person) => person !== by)
}
