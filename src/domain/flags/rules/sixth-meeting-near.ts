// One meeting is left before the network stops. The flag clears when something is put, and when it stops.

import { bareCountOf } from '../../meetings/six-meeting-rule.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

export const sixthMeetingNear: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks(network) {
    const { bare, limit } = bareCountOf(network)
    return activeWhen(network.settings.rule && network.stalled === undefined && bare === limit - 1)
  },
}
