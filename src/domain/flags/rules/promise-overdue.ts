// Something was to be there by now. The flag clears when it is put, withdrawn or lapses.

import { overdueFrom } from '../../table/resource-dates.ts'
import type { FlagRule, Risk } from '../flag-rule.ts'

export const promiseOverdue: FlagRule = {
  severity: 'heads-up',
  audience: 'angels',
  risks: (network) =>
    [...network.resources.values()].flatMap((resource): Risk[] => {
      const from = overdueFrom(network, resource)
      return from === undefined ? [] : [{ from, cause: resource.id }]
    }),
}
