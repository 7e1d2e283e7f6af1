// Flags: risks that the rules see. Each is a condition over the network; it is raised and cleared by itself.

import { put, without } from './collections.ts'
import type { Fact, FlagName, Severity } from './facts.ts'
import { touchedLimits } from './limits.ts'
import type { Evolve } from './room.ts'
import { countOf } from './six-meetings.ts'
import type { Network } from './state.ts'

export interface Flag {
  readonly severity: Severity
  readonly isUp: (network: Network) => boolean
}

/** All flags by name. */
export const flags: { readonly [name in FlagName]: Flag } = {
  'sixth-meeting-near': {
    severity: 'warning',
    isUp: (network) => {
      const { bare, limit } = countOf(network)
      return network.settings.rule && network.stalled === undefined && bare === limit - 1
    },
  },
  'limit-touched': { severity: 'urgent', isUp: (network) => touchedLimits(network).length > 0 },
  'dead-in-the-water': { severity: 'urgent', isUp: (network) => network.stalled !== undefined },
}

export const flagsEvolve: Evolve<'flag-raised' | 'flag-cleared'> = {
  'flag-raised': (network, { flag, at }) => ({ ...network, flags: put(network.flags, flag, at) }),
  'flag-cleared': (network, { flag }) => ({ ...network, flags: without(network.flags, flag) }),
}

/** Raises what is up, clears what is not. A closed network has none. */
export function flagChanges(network: Network): readonly Fact[] {
  const names = Object.keys(flags) as FlagName[]
  return names.flatMap((flag): Fact[] => {
    const up = network.closing === undefined && flags[flag].isUp(network)
    if (up === network.flags.has(flag)) return []
    return [{ kind: up ? 'flag-raised' : 'flag-cleared', flag }]
  })
}
