// Nothing was held, and nothing planned, for twice the usual gap. Clears when a meeting is planned or recorded.
import type { Instant } from '../../core/ids.ts'
import { day } from '../../core/time.ts'
import { meetingsInState } from '../../meetings/meetings.ts'
import type { Meeting, Network } from '../../state.ts'
import { activeFrom, type FlagRule } from '../flag-rule.ts'

const least = 21 * day
/** The usual gap is the mean of so many gaps, the last ones. */
const gapsMost = 5

/** A network that has stopped cannot plan, and its angel knows of it. */
export const goneQuiet: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks: (network) =>
    network.stalled !== undefined || network.meetings.values().some(isToCome)
      ? []
      : activeFrom(quietSince(network) + Math.max(least, 2 * usualGap(network))),
}

function isToCome({ state }: Meeting): boolean {
  return state.kind === 'planned' || state.kind === 'checking-in'
}

function quietSince(network: Network): Instant {
  let since = Math.max(network.started, network.resumed ?? 0)
  for (const meeting of network.meetings.values()) since = Math.max(since, lastOf(meeting))
  return since
}

/** Until when there was a meeting, or the prospect of one. */
function lastOf({ state, end }: Meeting): Instant {
  if (state.kind === 'cancelled') return state.at
  return state.kind === 'struck' ? 0 : end
}

/** In whole milliseconds, as instants are. */
function usualGap(network: Network): number {
  const held = meetingsInState(network, 'held').slice(-gapsMost - 1)
  const [first, last] = [held[0], held.at(-1)]
  if (first === undefined || last === undefined || held.length < 2) return 0
  return Math.round((last.start - first.start) / (held.length - 1))
}
