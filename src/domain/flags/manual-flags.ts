// Flags that people raise by hand: their words, a context, how bad they find it, and who is to know.

import type { Instant, PersonId } from '../core/ids.ts'
import { accepted, noChange, refused } from '../decision.ts'
import { holders, holds, riskRecipients } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { undoWindow } from '../taken-back.ts'
import type { ManualFlag } from './state.ts'

/** As long as the first can be undone, what its author raises after it is gathered, so that nobody can flood a reader. */
const gatheredFor = undoWindow

export const manualFlagsEvolve: Evolve<'flag-raised-by-hand' | 'flag-taken-back'> = {
  'flag-raised-by-hand': (
    network,
    { flag, text, context, severity, privately, toldAfter, by, at },
    maps,
  ) => ({
    ...network,
    manualFlags: maps.withEntry(network.manualFlags, flag, {
      id: flag,
      text,
      context,
      severity,
      at,
      by,
      privately,
      toldAfter,
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
  'raise-flag'(network, { kind: _, ...flag }, context) {
    if (network.manualFlags.has(flag.flag)) return noChange
    if (flag.privately && holders(network, 'guardian-angel').length === 0)
      return refused({ kind: 'no-angel' })
    const toldAfter = flag.severity === 'warning' ? gatheringFlag(network, context) : undefined
    return accepted({ kind: 'flag-raised-by-hand', ...flag, toldAfter })
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

/** The flag whose message came before the one that gathers what this person raises now, if there is one. */
function gatheringFlag(
  { manualFlags }: Network,
  { by, now }: { readonly by: PersonId; readonly now: Instant },
): string | undefined {
  const first = [...manualFlags.values()].findLast(
    (one) => one.by === by && one.severity === 'warning' && one.toldAfter === undefined,
  )
  return first !== undefined && now < first.at + gatheredFor ? first.id : undefined
}

/** The flags that are told together, after the one with this id. */
export function flagsToldAfter({ manualFlags }: Network, first: string): readonly ManualFlag[] {
  return [...manualFlags.values()].filter(({ toldAfter }) => toldAfter === first)
}

/** The earliest instant at which the flag may be told. */
export function tellingTime({ manualFlags }: Network, { at, toldAfter = '' }: ManualFlag): Instant {
  const first = manualFlags.get(toldAfter)
  return first === undefined ? at : first.at + gatheredFor
}
