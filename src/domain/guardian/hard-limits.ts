// Hard limits: what the work must not cross, stated by an angel, and reports that one is near or crossed.
import type { PersonId } from '../core/ids.ts'
import { accepted, type Decision, noChange, refused } from '../decision.ts'
import { areOfTwoAgencies, holders, holds, participant } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { undoWindow } from '../taken-back.ts'
import type { HardLimit, LimitReport, Resolution } from './state.ts'

/** The limits that nobody has lifted, the oldest first. */
export function standingLimits(network: Network): readonly HardLimit[] {
  return [...network.limits.values()].filter(({ lifted }) => lifted === undefined)
}

/** The reports about a limit for which nobody has said what was done. */
export function openReports({ reports }: HardLimit): readonly LimitReport[] {
  return reports.filter(({ settled }) => settled === undefined)
}

/** The causes of flags about limits: a limit that is near is one risk, and a crossed one is another. */
export function limitReportKeys(network: Network): readonly string[] {
  return reportedLimits(network).flatMap((limit) =>
    [...new Set(openReports(limit).map(({ how }) => how))].map((how) => `${how}:${limit.id}`),
  )
}

export function limitIdOfKey(cause: string): string {
  return cause.slice(cause.indexOf(':') + 1)
}

/** The standing limits that have open reports. */
function reportedLimits(network: Network): readonly HardLimit[] {
  return standingLimits(network).filter((limit) => openReports(limit).length > 0)
}

export const hardLimitsEvolve: Evolve<
  | 'limit-stated'
  | 'limit-lifted'
  | 'limit-taken-back'
  | 'limit-touched'
  | 'limit-settling-proposed'
  | 'limit-settled'
> = {
  'limit-stated': (network, { limit, text, by, at }, maps) => ({
    ...network,
    limits: maps.withEntry(network.limits, limit, { id: limit, text, at, reports: [], by }),
  }),
  'limit-lifted': (network, { limit, word, by, at }, maps) => ({
    ...network,
    limits: maps.updateEntry(network.limits, limit, (one) => ({ ...one, lifted: { at, word, by } })),
  }),
  'limit-taken-back': (network, { limit }, maps) => ({
    ...network,
    limits: maps.withoutEntry(network.limits, limit),
  }),
  'limit-touched': (network, { limit, touch, how, text, by, at }, maps) => ({
    ...network,
    limits: maps.updateEntry(network.limits, limit, ({ settling: _, ...one }) => ({
      ...one,
      reports: [...one.reports, { id: touch, how, text, at, by }],
    })),
  }),
  'limit-settling-proposed': (network, { limit, word, by, at }, maps) => ({
    ...network,
    limits: maps.updateEntry(network.limits, limit, (one) => ({ ...one, settling: { at, word, by } })),
  }),
  'limit-settled': (network, { limit, word, by, at }, maps) => ({
    ...network,
    limits: maps.updateEntry(network.limits, limit, ({ settling: _, ...one }) => ({
      ...one,
      reports: one.reports.map((report) => settled(report, { at, word, by })),
    })),
  }),
}

function settled(report: LimitReport, resolution: Resolution): LimitReport {
  return report.settled === undefined ? { ...report, settled: resolution } : report
}

export const hardLimitsDecide: Decide<
  'state-limit' | 'lift-limit' | 'take-back-limit' | 'touch-limit' | 'settle-limit'
> = {
  'state-limit'(network, { limit, text }) {
    if (network.limits.has(limit)) return noChange
    return accepted({ kind: 'limit-stated', limit, text })
  },

  'lift-limit'(network, { limit, word }, { by }) {
    if (network.limits.get(limit)?.lifted?.by === by) return noChange
    return withStandingLimit(network, limit, () => accepted({ kind: 'limit-lifted', limit, word }))
  },

  // What somebody said of it is theirs, so that the angel cannot take it away with the limit.
  'take-back-limit'(network, { limit }, { now, by }) {
    if (network.limits.get(limit)?.by !== by) return refused({ kind: 'no-such-limit' })
    return withStandingLimit(network, limit, ({ at, reports }) => {
      if (now > at + undoWindow || reports.length > 0) return refused({ kind: 'too-late-to-undo' })
      return accepted({ kind: 'limit-taken-back', limit })
    })
  },

  'touch-limit': (network, { limit, touch, how, text }) =>
    withStandingLimit(network, limit, ({ reports }) => {
      if (reports.some(({ id }) => id === touch)) return noChange
      return accepted({ kind: 'limit-touched', limit, touch, how, text })
    }),

  'settle-limit': (network, { limit, word }, { by }) =>
    withStandingLimit(network, limit, (one) => {
      if (openReports(one).length === 0) return noChange
      if (!maySettle(network, by)) return refused({ kind: 'only', who: 'angel' })
      if (holds(network, by, 'guardian-angel')) return accepted({ kind: 'limit-settled', limit, word })
      return decideWithoutAngel(network, one, { word, by })
    }),
}

/** An angel alone settles what is near or crossed; while there is none, members do. */
export function maySettle(network: Network, person: PersonId): boolean {
  const angels = holders(network, 'guardian-angel')
  return angels.includes(person) || (angels.length === 0 && participant(network, person) !== undefined)
}

/** Without an angel, two members of two agencies have to say what was done. */
function decideWithoutAngel(
  network: Network,
  { id: limit, settling }: HardLimit,
  { word, by }: { readonly word: string; readonly by: PersonId },
): Decision {
  const first = participant(network, settling?.by)
  const second = participant(network, by)
  if (first === undefined || settling === undefined || second === undefined)
    return accepted({ kind: 'limit-settling-proposed', limit, word })
  if (first.id === by) return noChange
  if (!areOfTwoAgencies(first, second, settling.at)) return refused({ kind: 'settled-by-own-agency' })
  return accepted({ kind: 'limit-settled', limit, word })
}

function withStandingLimit(
  network: Network,
  id: string,
  decide: (standing: HardLimit) => Decision,
): Decision {
  const limit = network.limits.get(id)
  if (limit === undefined) return refused({ kind: 'no-such-limit' })
  if (limit.lifted !== undefined) return refused({ kind: 'limit-over' })
  return decide(limit)
}
