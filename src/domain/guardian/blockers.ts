// Blockers: what stops the network, until somebody says what cleared it.

import { accepted, type Decision, noChange, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { undoWindow } from '../taken-back.ts'
import { openAsks } from './asks.ts'
import type { Ask, Blocker } from './state.ts'

/** The blockers that nobody has cleared, the oldest first. */
export function openBlockers(network: Network): readonly Blocker[] {
  return [...network.blockers.values()].filter(({ cleared }) => cleared === undefined)
}

/** The open asks to the angels to clear a blocker. */
export function asksAbout(network: Network, blocker: string): readonly Ask[] {
  return openAsks(network).filter((ask) => ask.blocker === blocker)
}

export const blockersEvolve: Evolve<'blocker-opened' | 'blocker-cleared' | 'blocker-taken-back'> = {
  'blocker-opened': (network, { blocker, of, text, by, at }, maps) => ({
    ...network,
    blockers: maps.withEntry(network.blockers, blocker, { id: blocker, of, text, at, by }),
  }),
  'blocker-cleared': (network, { blocker, word, by, at }, maps) => ({
    ...network,
    blockers: maps.updateEntry(network.blockers, blocker, (one) => ({
      ...one,
      cleared: { at, word, by },
    })),
  }),
  'blocker-taken-back': (network, { blocker }, maps) => ({
    ...network,
    blockers: maps.withoutEntry(network.blockers, blocker),
  }),
}

export const blockersDecide: Decide<'open-blocker' | 'put-blocker' | 'clear-blocker' | 'take-back-blocker'> =
  {
    'open-blocker'(network, { blocker, of, text, ask }) {
      if (network.blockers.has(blocker)) return noChange
      const opened: NetworkEvent = { kind: 'blocker-opened', blocker, of, text }
      if (ask === undefined) return accepted(opened)
      return accepted(opened, askToClear(ask, blocker, text))
    },

    'put-blocker'(network, { blocker, ask }) {
      return withOpenBlocker(network, blocker, ({ text }) => {
        if (network.asks.has(ask) || asksAbout(network, blocker).length > 0) return noChange
        return accepted(askToClear(ask, blocker, text))
      })
    },

    'clear-blocker'(network, { blocker, word }, { by }) {
      if (network.blockers.get(blocker)?.cleared?.by === by) return noChange
      return withOpenBlocker(network, blocker, () => {
        const asks = asksAbout(network, blocker)
        const takenBack = asks.map((ask): NetworkEvent => ({ kind: 'ask-taken-back', ask: ask.id }))
        return accepted({ kind: 'blocker-cleared', blocker, word }, ...takenBack)
      })
    },

    'take-back-blocker'(network, { blocker }, { now, by }) {
      if (network.blockers.get(blocker)?.by !== by) return refused({ kind: 'no-such-blocker' })
      return withOpenBlocker(network, blocker, ({ at }) => {
        if (now > at + undoWindow) return refused({ kind: 'too-late-to-undo' })
        const own = asksAbout(network, blocker).filter((ask) => ask.by === by)
        const asks = own.map((ask): NetworkEvent => ({ kind: 'ask-taken-back', ask: ask.id }))
        return accepted(...asks, { kind: 'blocker-taken-back', blocker })
      })
    },
  }

function askToClear(ask: string, blocker: string, text: string): NetworkEvent {
  return { kind: 'asked', ask, of: 'clear-the-way', text, blocker }
}

function withOpenBlocker(network: Network, id: string, decide: (open: Blocker) => Decision): Decision {
  const blocker = network.blockers.get(id)
  if (blocker === undefined) return refused({ kind: 'no-such-blocker' })
  if (blocker.cleared !== undefined) return refused({ kind: 'blocker-over' })
  return decide(blocker)
}
