// A blocker has been open for three weeks. The flag clears when somebody says what cleared it.

import { day } from '../../core/time.ts'
import { openBlockers } from '../../guardian/blockers.ts'
import type { FlagRule } from '../flag-rule.ts'

/** Whoever names a blocker reads that it is flagged after this time. */
export const flaggedAfter = 21 * day

export const blocked: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks: (network) => openBlockers(network).map(({ id, at }) => ({ from: at + flaggedAfter, cause: id })),
}
