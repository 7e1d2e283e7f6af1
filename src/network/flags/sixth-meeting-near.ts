// One meeting is left before the network stops. Clears when something is put, and when it stops.
import { countOf } from '../six-meetings.ts'
import { type FlagRule, when } from './rule.ts'

export const sixthMeetingNear: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks(network) {
    const { bare, limit } = countOf(network)
    return when(network.settings.rule && network.stalled === undefined && bare === limit - 1)
  },
}
