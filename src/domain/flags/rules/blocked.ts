// Something has stopped the network for three weeks. The flag clears when somebody says what cleared it.

import { day } from '../../core/time.ts'
import { openBlockers } from '../../guardian/blockers.ts'
import type { FlagRule } from '../flag-rule.ts'

const openFor = 21 * day

export const blocked: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks: (network) => openBlockers(network).map(({ id, at }) => ({ from: at + openFor, cause: id })),
}
