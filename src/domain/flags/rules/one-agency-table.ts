// Working together, and all that stands on the table comes from one agency. Clears when another puts something.
import { agencyKey } from '../../membership/members.ts'
import { standing } from '../../table/table.ts'
import { type FlagRule, when } from '../flag-rule.ts'

export const oneAgencyTable: FlagRule = {
  severity: 'heads-up',
  audience: 'angels',
  risks(network) {
    if (network.phase !== 'working-together') return []
    const resources = standing(network)
    return when(resources.length >= 2 && new Set(resources.map(({ agency }) => agencyKey(agency))).size === 1)
  },
}
