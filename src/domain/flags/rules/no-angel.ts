// From getting together on, no guardian angel for two weeks. The flag clears when somebody accepts the role.

import type { Instant } from '../../core/ids.ts'
import { day } from '../../core/time.ts'
import { holders } from '../../membership/members.ts'
import type { Network } from '../../state.ts'
import { activeFrom, type FlagRule } from '../flag-rule.ts'

const without = 14 * day

export const noAngel: FlagRule = {
  severity: 'warning',
  audience: 'entrepreneurs',
  risks(network) {
    if (network.phase === 'before-starting' || holders(network, 'guardian-angel').length > 0) return []
    return activeFrom(missingSince(network) + without)
  },
}

/** When the network began to get together, or its last angel went. */
function missingSince({ phases, roles, resumed = 0 }: Network): Instant {
  const began = phases.findLast(({ after }) => after === 'before-starting')?.from ?? 0
  const ended = roles.filter(({ role }) => role === 'guardian-angel').map(({ to = 0 }) => to)
  return Math.max(began, resumed, ...ended)
}
