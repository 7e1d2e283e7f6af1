// Exposure: attention from outside to a network that is under the radar.

import type { ExposureKind } from '../core/terms.ts'
import { accepted, noChange, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import type { Exposure } from './state.ts'

/** The exposures about which nobody has said what was done. A public network has none to fear. */
export function openExposures(network: Network): readonly Exposure[] {
  if (network.public !== undefined) return []
  return [...network.exposures.values()].filter(({ settled }) => settled === undefined)
}

export const exposureEvolve: Evolve<'exposed' | 'exposure-settled'> = {
  exposed: (network, { exposure, of, text, by, at }, maps) => ({
    ...network,
    exposures: maps.withEntry(network.exposures, exposure, { id: exposure, of, text, at, by }),
  }),
  'exposure-settled': (network, { exposure, word, by, at }, maps) => ({
    ...network,
    exposures: maps.updateEntry(network.exposures, exposure, (one) => ({
      ...one,
      settled: { at, word, by },
    })),
  }),
}

/** Attention to a public network exposes nothing, and may be a risk all the same: the angel hears of it as a flag. */
function attentionFlag(flag: string, of: ExposureKind, text: string): NetworkEvent {
  const context = of === 'ministerial' ? 'political' : 'societal'
  return { kind: 'flag-raised-by-hand', flag, text, context, severity: 'urgent' }
}

export const exposureDecide: Decide<'report-exposure' | 'settle-exposure'> = {
  'report-exposure'(network, { exposure, of, text }) {
    if (network.exposures.has(exposure) || network.manualFlags.has(exposure)) return noChange
    if (network.public !== undefined) return accepted(attentionFlag(exposure, of, text))
    return accepted({ kind: 'exposed', exposure, of, text })
  },

  'settle-exposure'(network, { exposure, word }) {
    const known = network.exposures.get(exposure)
    if (known === undefined) return refused({ kind: 'no-such-exposure' })
    if (known.settled !== undefined) return noChange
    return accepted({ kind: 'exposure-settled', exposure, word })
  },
}
