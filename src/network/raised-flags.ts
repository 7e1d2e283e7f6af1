// Flags that people raise by hand: their words, a context, and how bad they find it.
import { change, put } from './collections.ts'
import { accepted, alreadySo, refused } from './decision.ts'
import type { Decide, Evolve } from './room.ts'
import type { Network, RaisedFlag } from './state.ts'

export const raisedFlagsEvolve: Evolve<'flag-raised-by-hand' | 'flag-cleared-by-hand'> = {
  'flag-raised-by-hand': (network, { flag, text, context, severity, by, at }) => ({
    ...network,
    raised: put(network.raised, flag, {
      id: flag,
      text,
      context,
      severity,
      at,
      ...(by !== undefined && { by }),
    }),
  }),
  'flag-cleared-by-hand': (network, { flag, word, at }) => ({
    ...network,
    raised: change(network.raised, flag, (one) => ({ ...one, cleared: { at, word } })),
  }),
}

export const raisedFlagsDecide: Decide<'raise-flag' | 'clear-flag'> = {
  'raise-flag': (network, { kind: _, ...flag }) =>
    network.raised.has(flag.flag) ? alreadySo : accepted({ kind: 'flag-raised-by-hand', ...flag }),
  'clear-flag'(network, { flag, word }) {
    const known = network.raised.get(flag)
    if (known === undefined) return refused({ kind: 'no-such-flag' })
    return known.cleared === undefined ? accepted({ kind: 'flag-cleared-by-hand', flag, word }) : alreadySo
  },
}

/** Those that nobody has cleared, the newest first. */
export function openRaised(network: Network): readonly RaisedFlag[] {
  return [...network.raised.values()].filter(({ cleared }) => cleared === undefined).toReversed()
}
