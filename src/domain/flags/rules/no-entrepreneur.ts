// The last public entrepreneur gave the role up, or left. The flag clears when somebody accepts it.

import { holders } from '../../membership/members.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

export const noEntrepreneur: FlagRule = {
  severity: 'urgent',
  audience: 'angels',
  risks: (network) =>
    activeWhen(network.people.size > 0 && holders(network, 'public-entrepreneur').length === 0),
}
