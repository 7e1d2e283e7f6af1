// Two meetings in a row were cancelled or missed. The flag clears when one is held.

import type { Instant } from '../../core/ids.ts'
import type { Meeting } from '../../meetings/state.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

/** Meetings that came to nothing before the network stopped or was closed do not count any more. */
export const backToOldWays: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks({ meetings, resumed = 0 }) {
    let since = resumed
    for (const { state } of meetings.values())
      if (state.kind === 'held') since = Math.max(since, state.closed)
    let inARow = 0
    for (const meeting of meetings.values()) if (cameToNothingAt(meeting) > since) inARow += 1
    return activeWhen(inARow >= 2)
  },
}

/** When it was known that the meeting would not take place; 0 if it took place or may still do so. */
function cameToNothingAt({ state }: Meeting): Instant {
  if (state.kind === 'missed') return state.closed
  return state.kind === 'cancelled' && !state.onHold ? state.at : 0
}
