// One meeting is left before the network stops. The flag clears when something is put, and when it stops. Whoever has
// just extended the limit knows, so another meeting has to be held first.

import { bareCountOf } from '../../meetings/six-meeting-rule.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

export const sixthMeetingNear: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  risks(network) {
    if (!network.settings.rule || network.stalled !== undefined) return activeWhen(false)
    const { bare, limit, sinceExtension } = bareCountOf(network)
    return activeWhen(bare === limit - 1 && sinceExtension !== 0)
  },
}
