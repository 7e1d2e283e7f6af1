// Blockers: what stops the network, until somebody says what cleared it.

import { accepted, type Decision, noChange, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { openAsks } from './asks.ts'
import type { Ask, Blocker } from './state.ts'

/** Those that nobody has cleared, the oldest first. */
export function openBlockers(network: Network): readonly Blocker[] {
  return [...network.blockers.values()].filter(({ cleared }) => cleared === undefined)
}

/** The asks by which a blocker is with the angels now. */
export function asksAbout(network: Network, blocker: string): readonly Ask[] {
  return openAsks(network).filter((ask) => ask.blocker === blocker)
}

export const blockersEvolve: Evolve<'blocker-opened' | 'blocker-cleared'> = {
  'blocker-opened': (network, { blocker, of, text, by, at }, maps) => ({
    ...network,
    blockers: maps.withEntry(network.blockers, blocker, {
      id: blocker,
      of,
      text,
      at,
      by,
    }),
  }),
  'blocker-cleared': (network, { blocker, word, by, at }, maps) => ({
    ...network,
    blockers: maps.updateEntry(network.blockers, blocker, (one) => ({
      ...one,
      cleared: { at, word, by },
    })),
  }),
}

export const blockersDecide: Decide<'open-blocker' | 'put-blocker' | 'clear-blocker'> = {
  'open-blocker'(network, { blocker, of, text, ask }) {
    if (network.blockers.has(blocker)) return noChange
    return accepted(
      { kind: 'blocker-opened', blocker, of, text },
      ...(ask === undefined ? [] : [asked(ask, blocker, text)]),
    )
  },

  'put-blocker'(network, { blocker, ask }) {
    const known = open(network, blocker)
    if (!('id' in known)) return known
    if (network.asks.has(ask) || asksAbout(network, blocker).length > 0) return noChange
    return accepted(asked(ask, blocker, known.text))
  },

  'clear-blocker'(network, { blocker, word }, { by }) {
    if (network.blockers.get(blocker)?.cleared?.by === by) return noChange
    const known = open(network, blocker)
    if (!('id' in known)) return known
    return accepted(
      { kind: 'blocker-cleared', blocker, word },
      ...asksAbout(network, blocker).map((ask): NetworkEvent => ({ kind: 'ask-taken-back', ask: ask.id })),
    )
  },
}

function asked(ask: string, blocker: string, text: string): NetworkEvent {
  return { kind: 'asked', ask, of: 'clear-the-way', text, blocker }
}

function open(network: Network, blocker: string): Blocker | Decision {
  const known = network.blockers.get(blocker)
  if (known === undefined) return refused({ kind: 'no-such-blocker' })
  return known.cleared === undefined ? known : refused({ kind: 'blocker-over' })
}
