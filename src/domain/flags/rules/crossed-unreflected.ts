// The last round of reflection closed, and fewer than half of the members had answered.
// The flag clears with a round that more answer.

import { lastRound } from '../../phases/reflection-rounds.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

export const crossedUnreflected: FlagRule = {
  severity: 'heads-up',
  audience: 'angels',
  risks(network) {
    const last = lastRound(network)
    return activeWhen(last?.closed !== undefined && last.closed.answered * 2 < last.closed.asked, last?.id)
  },
}
