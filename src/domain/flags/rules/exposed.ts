// Somebody outside has noticed a network under the radar.
// The flag clears when somebody says what was done, or when the network goes public.

import { openExposures } from '../../guardian/exposure.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

export const exposed: FlagRule = {
  severity: 'urgent',
  audience: 'angels',
  risks: (network) => openExposures(network).flatMap(({ id }) => activeWhen(true, id)),
}
