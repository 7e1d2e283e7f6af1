// The network is working together, and all that stands on the table comes from one agency.
// The flag clears when another puts something.

import { distinctAgencies } from '../../core/agencies.ts'
import { standingResources } from '../../table/table.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

export const oneAgencyTable: FlagRule = {
  severity: 'heads-up',
  audience: 'angels',
  risks(network) {
    if (network.phase !== 'working-together') return []
    const resources = standingResources(network)
    return activeWhen(
      resources.length >= 2 && distinctAgencies(resources.map(({ agency }) => agency)).length === 1,
    )
  },
}
