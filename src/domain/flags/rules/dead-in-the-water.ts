// The network has stopped. The flag clears when it moves again.

import { activeWhen, type FlagRule } from '../flag-rule.ts'

export const deadInTheWater: FlagRule = {
  severity: 'urgent',
  audience: 'angels',
  risks: (network) => activeWhen(network.stalled !== undefined),
}
