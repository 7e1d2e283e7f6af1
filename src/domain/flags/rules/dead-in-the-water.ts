// The network has stopped. Clears when it moves again.
import { type FlagRule, when } from '../flag-rule.ts'

export const deadInTheWater: FlagRule = {
  severity: 'urgent',
  audience: 'angels',
  risks: (network) => when(network.stalled !== undefined),
}
