// Flags that people raise by hand: their words, a context, how bad they find it, and who is to know.

import type { PersonId } from '../core/ids.ts'
import { accepted, noChange, refused } from '../decision.ts'
import { holders, holds, riskRecipients } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { undoWindow } from '../taken-back.ts'
import type { ManualFlag } from './state.ts'

export const manualFlagsEvolve: Evolve<'flag-raised-by-hand' | 'flag-taken-back'> = {
  'flag-raised-by-hand': (network, { flag, text, context, severity, privately, by, at }, maps) => ({
    ...network,
    manualFlags: maps.withEntry(network.manualFlags, flag, {
      id: flag,
      text,
      context,
      severity,
      at,
      by,
      privately,
      // The form names them when it promises that they alone read it.
      readers: privately && holders(network, 'guardian-angel'),
    }),
  }),
  'flag-taken-back': (network, { flag, at }, maps) => ({
    ...network,
    manualFlags: maps.updateEntry(network.manualFlags, flag, (one) => ({ ...one, takenBack: { at } })),
  }),
}

export const manualFlagsDecide: Decide<'raise-flag' | 'take-back-flag'> = {
  'raise-flag'(network, { kind: _, ...flag }) {
    if (network.manualFlags.has(flag.flag)) return noChange
    if (flag.privately && holders(network, 'guardian-angel').length === 0)
      return refused({ kind: 'no-angel' })
    return accepted({ kind: 'flag-raised-by-hand', ...flag })
  },

  'take-back-flag'(network, { flag }, { now, by }) {
    const known = network.manualFlags.get(flag)
    if (known === undefined || known.by !== by) return refused({ kind: 'no-such-flag' })
    if (known.takenBack !== undefined) return noChange
    if (!isFlagOpen(known)) return refused({ kind: 'no-such-flag' })
    if (now > known.at + undoWindow) return refused({ kind: 'too-late-to-undo' })
    return accepted({ kind: 'flag-taken-back', flag })
  },
}

/** The flags that nobody has cleared, dismissed or taken back, the newest first. */
export function openManualFlags(network: Network): readonly ManualFlag[] {
  return [...network.manualFlags.values()].filter(isFlagOpen).toReversed()
}

export function isFlagOpen({ cleared, dismissed, takenBack }: ManualFlag): boolean {
  return cleared === undefined && dismissed === undefined && takenBack === undefined
}

/** A private flag may be read by its readers who are angels now and by whoever raised it, any other by everyone. */
export function maySeeManualFlag(
  network: Network,
  { privately, by, readers = [] }: ManualFlag,
  person: PersonId,
): boolean {
  if (!privately || by === person) return true
  return readers.includes(person) && holds(network, person, 'guardian-angel')
}

/** The people to whom the flag is put; a private one also to later angels, without its words. */
export function recipientsOfManualFlag(network: Network, { privately, by }: ManualFlag): readonly PersonId[] {
  const recipients = privately ? holders(network, 'guardian-angel') : riskRecipients(network)
  return recipients.filter((person) => person !== by)
}
