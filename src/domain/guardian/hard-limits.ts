// Hard limits: what the work must not cross, stated by an angel; and who says that one is near or crossed.
import type { MapEditor } from '../core/persistent-map.ts'
import { accepted, type Decision, noChange, refused } from '../decision.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import type { HardLimit, LimitReport } from './state.ts'

/** Those that stand, the oldest first. */
export function standingLimits(network: Network): readonly HardLimit[] {
  return [...network.limits.values()].filter(({ lifted }) => lifted === undefined)
}

/** Where somebody says that a limit is near or crossed, and nobody has said what was done about it. */
export function openReports({ reports }: HardLimit): readonly LimitReport[] {
  return reports.filter(({ settled }) => settled === undefined)
}

/** What a flag is about: a limit that is near is one risk, and once it is crossed another. */
export function limitReportKeys(network: Network): readonly string[] {
  return reportedLimits(network).flatMap((limit) =>
    [...new Set(openReports(limit).map(({ how }) => how))].map((how) => `${how}:${limit.id}`),
  )
}

export function limitIdOfKey(cause: string): string {
  return cause.slice(cause.indexOf(':') + 1)
}

export function reportedLimits(network: Network): readonly HardLimit[] {
  return standingLimits(network).filter((limit) => openReports(limit).length > 0)
}

export const hardLimitsEvolve: Evolve<'limit-stated' | 'limit-lifted' | 'limit-touched' | 'limit-settled'> = {
  'limit-stated': (network, { limit, text, by, at }, maps) => ({
    ...network,
    limits: maps.withEntry(network.limits, limit, { id: limit, text, at, reports: [], ...who(by) }),
  }),
  'limit-lifted': (network, { limit, word, by, at }, maps) =>
    changed(network, limit, (one) => ({ ...one, lifted: { at, word, ...who(by) } }), maps),
  'limit-touched': (network, { limit, touch, how, text, by, at }, maps) =>
    changed(
      network,
      limit,
      (one) => ({
        ...one,
        reports: [...one.reports, { id: touch, how, text, at, ...who(by) }],
      }),
      maps,
    ),
  'limit-settled': (network, { limit, word, by, at }, maps) =>
    changed(
      network,
      limit,
      (one) => ({
        ...one,
        reports: one.reports.map((touch) =>
          touch.settled === undefined ? { ...touch, settled: { at, word, ...who(by) } } : touch,
        ),
      }),
      maps,
    ),
}

function who(by: string | undefined) {
  return by === undefined ? {} : { by }
}

function changed(
  network: Network,
  limit: string,
  as: (one: HardLimit) => HardLimit,
  maps: MapEditor,
): Network {
  return { ...network, limits: maps.updateEntry(network.limits, limit, as) }
}

export const hardLimitsDecide: Decide<'state-limit' | 'lift-limit' | 'touch-limit' | 'settle-limit'> = {
  'state-limit': (network, { limit, text }) =>
    network.limits.has(limit) ? noChange : accepted({ kind: 'limit-stated', limit, text }),

  'lift-limit'(network, { limit, word }, { by }) {
    if (network.limits.get(limit)?.lifted?.by === by) return noChange
    return ofStanding(network, limit, () => accepted({ kind: 'limit-lifted', limit, word }))
  },

  'touch-limit': (network, { limit, touch, how, text }) =>
    ofStanding(network, limit, ({ reports }) =>
      reports.some(({ id }) => id === touch)
        ? noChange
        : accepted({ kind: 'limit-touched', limit, touch, how, text }),
    ),

  'settle-limit': (network, { limit, word }) =>
    ofStanding(network, limit, (one) =>
      openReports(one).length === 0 ? noChange : accepted({ kind: 'limit-settled', limit, word }),
    ),
}

function ofStanding(network: Network, limit: string, then: (one: HardLimit) => Decision): Decision {
  const known = network.limits.get(limit)
  if (known === undefined) return refused({ kind: 'no-such-limit' })
  return known.lifted === undefined ? then(known) : refused({ kind: 'limit-over' })
}
