// A bend has waited for the decision of an angel for more than two weeks.
// The flag clears when an angel decides, or when the bend is taken back.

import { day } from '../../core/time.ts'
import { waitingBends } from '../../guardian/bends.ts'
import type { FlagRule } from '../flag-rule.ts'

const waits = 14 * day

export const approvalPending: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks: (network) => waitingBends(network).map(({ id, at }) => ({ from: at + waits, cause: id })),
}
