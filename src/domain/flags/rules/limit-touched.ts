// A member says that a hard limit is near or crossed. Clears when an angel says what was done about it, or lifts the limit.
import { touchCauses } from '../../guardian/hard-limits.ts'
import { type FlagRule, when } from '../flag-rule.ts'

export const limitTouched: FlagRule = {
  severity: 'urgent',
  audience: 'angels',
  risks: (network) => touchCauses(network).flatMap((cause) => when(true, cause)),
}
