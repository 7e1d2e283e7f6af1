// Something was to be there by now, or was there and nobody used it. The flag clears when it is put, used or withdrawn.

import { overdueFrom } from '../../table/table.ts'
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
