// Starting a network, and its homes.

import type { Home } from '../core/terms.ts'
import { accepted, noChange, refused } from '../decision.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { membersEvolve, participant } from './members.ts'

export function sameHome(one: Home, other: Home): boolean {
  return one.platform === other.platform && one.workspace === other.workspace && one.channel === other.channel
}

export function isHome(network: Network, home: Home): boolean {
  return network.homes.some((known) => sameHome(known, home))
}

function withHome(network: Network, home: Home): Network {
  if (isHome(network, home)) return network
  return { ...network, homes: [...network.homes, home] }
}

export const homesEvolve: Evolve<'started' | 'home-added' | 'home-removed' | 'home-moved' | 'home-lost'> = {
  started(network, entry, maps) {
    const { name, moment, momentWhen, outcome, zone, agency, home, at } = entry
    const phases = [{ phase: network.phase, from: at, met: [], unmet: [] }]
    const homes = home === undefined ? network.homes : [home]
    const started = { ...network, started: at, name, moment, momentWhen, outcome, zone, phases, homes }
    const joined = { ...entry, kind: 'joined', agency, as: 'public-entrepreneur', member: true } as const
    return membersEvolve.joined(started, joined, maps)
  },
  'home-added': (network, { home }) => withHome(network, home),
  'home-removed': (network, { home }) => withoutHome(network, home),
  'home-lost': (network, { home }) => withoutHome(network, home),
  'home-moved': (network, { from, home }) => ({
    ...network,
    homes: network.homes.map((known) => (sameHome(known, from) ? home : known)),
  }),
}

function withoutHome(network: Network, home: Home): Network {
  return { ...network, homes: network.homes.filter((known) => !sameHome(known, home)) }
}

export const homesDecide: Decide<'start' | 'remove-home'> = {
  start(network, { kind: _, ...start }, { by }) {
    if (network.version === 0) return accepted({ kind: 'started', ...start })
    if (participant(network, by) === undefined) return refused({ kind: 'not-yours' })
    return noChange
  },

  'remove-home'(network, { home }) {
    if (!isHome(network, home)) return noChange
    if (network.homes.length === 1) return refused({ kind: 'last-home' })
    return accepted({ kind: 'home-removed', home })
  },
}
