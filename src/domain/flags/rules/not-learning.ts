// Four meetings were held, and since then no lesson was kept and nobody reflected. The flag clears with either.

import type { Instant } from '../../core/ids.ts'
import { meetingsInState } from '../../meetings/meetings.ts'
import type { ReflectionRound } from '../../phases/state.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

/** When the round closed with an answer; 0 if it is open or nobody answered. */
function answeredAt({ closed }: ReflectionRound): Instant {
  return closed !== undefined && closed.answered > 0 ? closed.at : 0
}

const meetingsWithout = 4

export const notLearning: FlagRule = {
  severity: 'heads-up',
  audience: 'angels',
  risks(network) {
    const lastLesson = network.lessons.at(-1)?.at ?? 0
    const since = Math.max(lastLesson, ...network.rounds.values().map(answeredAt))
    const held = meetingsInState(network, 'held').filter(({ end }) => end > since)
    return activeWhen(held.length >= meetingsWithout)
  },
}
