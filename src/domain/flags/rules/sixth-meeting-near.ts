// One meeting is left before the network stops. Clears when something is put, and when it stops.
import { countOf } from '../../meetings/six-meeting-rule.ts'
import { type FlagRule, when } from '../flag-rule.ts'

export const sixthMeetingNear: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks(network) {
    const { bare, limit } = countOf(network)
    return when(network.settings.rule && network.stalled === undefined && bare === limit - 1)
  },
}
