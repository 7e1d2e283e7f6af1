// A member says that a hard limit is near or crossed.
// The flag clears when an angel says what was done about it, or lifts the limit.

import { limitReportKeys } from '../../guardian/hard-limits.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

export const limitTouched: FlagRule = {
  severity: 'urgent',
  audience: 'angels',
  risks: (network) => limitReportKeys(network).flatMap((cause) => activeWhen(true, cause)),
}
