// People stay away, or say that they will. The flag clears with a meeting that tells otherwise.

import { attendanceOf } from '../../meetings/check-ins.ts'
import { meetingsInState } from '../../meetings/meetings.ts'
import type { Meeting } from '../../meetings/state.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

export const drifting: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks(network) {
    const held = meetingsInState(network, 'held')
    return activeWhen(attendanceFell(held.slice(-5)) || aThirdSaysNo(held.at(-1)))
  },
}

/** Whether the last two of five meetings drew on average less than half of what the three before did. */
function attendanceFell(five: readonly Meeting[]): boolean {
  if (five.length < 5) return false
  const there = five.map(attendanceOf)
  return mean(there.slice(3)) < mean(there.slice(0, 3)) / 2
}

/** Answers that are too few to be shown raise no flag either. */
function aThirdSaysNo(last: Meeting | undefined): boolean {
  const counts = last?.pulse
  return counts !== undefined && counts.no * 3 >= counts.yes + counts['not-sure'] + counts.no
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}
