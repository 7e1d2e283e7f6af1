// Working together without those affected. The flag clears when an active client is there.

import { meetingsInState } from '../../meetings/meetings.ts'
import { holders } from '../../membership/members.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

const meetingsToLookAt = 3

export const clientMissing: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks(network) {
    if (network.phase !== 'working-together') return []
    const clients = holders(network, 'active-client')
    const last = meetingsInState(network, 'held').slice(-meetingsToLookAt)
    const came = last.some(({ attendance }) => clients.some((client) => attendance.get(client) === true))
    return activeWhen(clients.length === 0 || (last.length === meetingsToLookAt && !came))
  },
}
