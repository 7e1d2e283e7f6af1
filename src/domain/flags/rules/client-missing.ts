// Working together without those affected. Clears when an active client is there.
import { meetingsBy } from '../../meetings/meetings.ts'
import { holders } from '../../membership/members.ts'
import { type FlagRule, when } from '../flag-rule.ts'

const meetings = 3

export const clientMissing: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks(network) {
    if (network.phase !== 'working-together') return []
    const clients = holders(network, 'active-client')
    const last = meetingsBy(network, 'held').slice(-meetings)
    const came = last.some(({ attendance }) => clients.some((client) => attendance.get(client) === true))
    return when(clients.length === 0 || (last.length === meetings && !came))
  },
}
