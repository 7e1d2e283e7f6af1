// A member says that a hard limit is near or crossed. Clears when an angel says what was done about it, or lifts the limit.
import { touchCauses } from '../limits.ts'
import { type FlagRule, when } from './rule.ts'

export const limitTouched: FlagRule = {
  severity: 'urgent',
  audience: 'angels',
  risks: (network) => touchCauses(network).flatMap((cause) => when(true, cause)),
}
