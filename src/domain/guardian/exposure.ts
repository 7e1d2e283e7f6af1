// Exposure: attention from outside to a network that is under the radar.

import { accepted, noChange, refused } from '../decision.ts'
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

export const exposureDecide: Decide<'report-exposure' | 'settle-exposure'> = {
  'report-exposure'(network, { exposure, of, text }) {
    if (network.exposures.has(exposure)) return noChange
    if (network.public !== undefined) return refused({ kind: 'public-already' })
    return accepted({ kind: 'exposed', exposure, of, text })
  },

  'settle-exposure'(network, { exposure, word }) {
    const known = network.exposures.get(exposure)
    if (known === undefined) return refused({ kind: 'no-such-exposure' })
    if (known.settled !== undefined) return noChange
    return accepted({ kind: 'exposure-settled', exposure, word })
  },
}
