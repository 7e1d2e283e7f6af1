// Hard limits: what the work must not cross, stated by an angel; and who says that one is near or crossed.
import { change, put } from '../core/persistent-map.ts'
import { accepted, alreadySo, type Decision, refused } from '../decision.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import type { Limit, Touch } from './state.ts'

/** Those that stand, the oldest first. */
export function standingLimits(network: Network): readonly Limit[] {
  return [...network.limits.values()].filter(({ lifted }) => lifted === undefined)
}

/** Where somebody says that a limit is near or crossed, and nobody has said what was done about it. */
export function openTouches({ touches }: Limit): readonly Touch[] {
  return touches.filter(({ settled }) => settled === undefined)
}

/** What a flag is about: a limit that is near is one risk, and once it is crossed another. */
export function touchCauses(network: Network): readonly string[] {
  return touchedLimits(network).flatMap((limit) =>
    [...new Set(openTouches(limit).map(({ how }) => how))].map((how) => `${how}:${limit.id}`),
  )
}

export function limitOf(cause: string): string {
  return cause.slice(cause.indexOf(':') + 1)
}

export function touchedLimits(network: Network): readonly Limit[] {
  return standingLimits(network).filter((limit) => openTouches(limit).length > 0)
}

export const limitsEvolve: Evolve<'limit-stated' | 'limit-lifted' | 'limit-touched' | 'limit-settled'> = {
  'limit-stated': (network, { limit, text, by, at }) => ({
    ...network,
    limits: put(network.limits, limit, { id: limit, text, at, touches: [], ...who(by) }),
  }),
  'limit-lifted': (network, { limit, word, by, at }) =>
    changed(network, limit, (one) => ({ ...one, lifted: { at, word, ...who(by) } })),
  'limit-touched': (network, { limit, touch, how, text, by, at }) =>
    changed(network, limit, (one) => ({
      ...one,
      touches: [...one.touches, { id: touch, how, text, at, ...who(by) }],
    })),
  'limit-settled': (network, { limit, word, by, at }) =>
    changed(network, limit, (one) => ({
      ...one,
      touches: one.touches.map((touch) =>
        touch.settled === undefined ? { ...touch, settled: { at, word, ...who(by) } } : touch,
      ),
    })),
}

function who(by: string | undefined) {
  return by === undefined ? {} : { by }
}

function changed(network: Network, limit: string, as: (one: Limit) => Limit): Network {
  return { ...network, limits: change(network.limits, limit, as) }
}

export const limitsDecide: Decide<'state-limit' | 'lift-limit' | 'touch-limit' | 'settle-limit'> = {
  'state-limit': (network, { limit, text }) =>
    network.limits.has(limit) ? alreadySo : accepted({ kind: 'limit-stated', limit, text }),

  'lift-limit'(network, { limit, word }, { by }) {
    if (network.limits.get(limit)?.lifted?.by === by) return alreadySo
    return ofStanding(network, limit, () => accepted({ kind: 'limit-lifted', limit, word }))
  },

  'touch-limit': (network, { limit, touch, how, text }) =>
    ofStanding(network, limit, ({ touches }) =>
      touches.some(({ id }) => id === touch)
        ? alreadySo
        : accepted({ kind: 'limit-touched', limit, touch, how, text }),
    ),

  'settle-limit': (network, { limit, word }) =>
    ofStanding(network, limit, (one) =>
      openTouches(one).length === 0 ? alreadySo : accepted({ kind: 'limit-settled', limit, word }),
    ),
}

function ofStanding(network: Network, limit: string, then: (one: Limit) => Decision): Decision {
  const known = network.limits.get(limit)
  if (known === undefined) return refused({ kind: 'no-such-limit' })
  return known.lifted === undefined ? then(known) : refused({ kind: 'limit-over' })
}
