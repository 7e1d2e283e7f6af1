// Flags for the guardian angels alone: read by the angels for whom they were raised, and by later ones to whom whoever
// raised them shows them.

import type { PersonId } from '../core/ids.ts'
import { accepted, noChange, refused } from '../decision.ts'
import { holds } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { maySeeManualFlag, openManualFlags } from './manual-flags.ts'
import type { ManualFlag } from './state.ts'

/** Whether the person is an angel who may know that there is this flag, and not what it says. */
export function isHiddenFrom(network: Network, flag: ManualFlag, person: PersonId): boolean {
  return holds(network, person, 'guardian-angel') && !maySeeManualFlag(network, flag, person)
}

export function hiddenFlags(network: Network, person: PersonId): readonly ManualFlag[] {
  return openManualFlags(network).filter((flag) => isHiddenFrom(network, flag, person))
}

/** The open flags whose words the person may read, the newest first. */
export function readableManualFlags(network: Network, person: PersonId): readonly ManualFlag[] {
  return openManualFlags(network).filter((flag) => maySeeManualFlag(network, flag, person))
}

export const privateFlagsEvolve: Evolve<'flag-reading-asked' | 'flag-shown'> = {
  'flag-reading-asked': (network, { flag, by }, maps) => ({
    ...network,
    manualFlags: maps.updateEntry(network.manualFlags, flag, (one) => ({
      ...one,
      askers: by === undefined ? one.askers : [...(one.askers ?? []), by],
    })),
  }),
  'flag-shown': (network, { flag, person }, maps) => ({
    ...network,
    manualFlags: maps.updateEntry(network.manualFlags, flag, (one) => ({
      ...one,
      readers: [...(one.readers ?? []), person],
    })),
  }),
}

export const privateFlagsDecide: Decide<'ask-to-read-flag' | 'show-flag'> = {
  'ask-to-read-flag'(network, { flag }, { by }) {
    const known = network.manualFlags.get(flag)
    if (known === undefined || !isHiddenFrom(network, known, by)) return refused({ kind: 'no-such-flag' })
    if (known.by === undefined || !network.people.has(known.by)) return refused({ kind: 'raiser-gone' })
    return known.askers?.includes(by) ? noChange : accepted({ kind: 'flag-reading-asked', flag })
  },

  'show-flag'(network, { flag, person }, { by }) {
    const known = network.manualFlags.get(flag)
    if (known === undefined || known.by !== by) return refused({ kind: 'no-such-flag' })
    if (!holds(network, person, 'guardian-angel')) return refused({ kind: 'no-such-flag' })
    return isHiddenFrom(network, known, person) ? accepted({ kind: 'flag-shown', flag, person }) : noChange
  },
}
