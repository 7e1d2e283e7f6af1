// Nothing was held, and nothing planned, for twice the usual gap.
// The flag clears when a meeting is planned or recorded.

import type { Instant } from '../../core/ids.ts'
import { day } from '../../core/time.ts'
import { meetingsInState } from '../../meetings/meetings.ts'
import type { Meeting } from '../../meetings/state.ts'
import type { Network } from '../../state.ts'
import { activeFrom, type FlagRule } from '../flag-rule.ts'

const shortestQuiet = 21 * day
/** The usual gap is the mean of the last gaps, up to this many. */
const gapsToLookAt = 5

/** It is not raised for a network that has stopped, which cannot plan and has a flag of its own. */
export const goneQuiet: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks(network) {
    if (network.stalled !== undefined || network.meetings.values().some(isToCome)) return []
    return activeFrom(quietSince(network) + Math.max(shortestQuiet, 2 * usualGap(network)))
  },
}

function isToCome({ state }: Meeting): boolean {
  return state.kind === 'planned' || state.kind === 'checking-in'
}

function quietSince(network: Network): Instant {
  let since = Math.max(network.started, network.resumed ?? 0)
  for (const meeting of network.meetings.values()) since = Math.max(since, lastOf(meeting))
  return since
}

/** The last instant at which there was this meeting, or the prospect of it. */
function lastOf({ state, end }: Meeting): Instant {
  if (state.kind === 'cancelled') return state.at
  if (state.kind === 'struck') return 0
  return end
}

/** In whole milliseconds, as instants are; 0 before the second meeting. */
function usualGap(network: Network): number {
  const held = meetingsInState(network, 'held').slice(-gapsToLookAt - 1)
  const [first, last] = [held[0], held.at(-1)]
  if (first === undefined || last === undefined || held.length < 2) return 0
  return Math.round((last.start - first.start) / (held.length - 1))
}
