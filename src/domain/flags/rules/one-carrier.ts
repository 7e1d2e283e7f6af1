// One person did more than 60 % of what was done in six weeks, of at least ten things.
// The flag clears when others do their share. A network that is younger, or has fewer than three members, has none.

import type { PersonId } from '../../core/ids.ts'
import { members } from '../../membership/members.ts'
import { type FlagRule, fromTheStart } from '../flag-rule.ts'
import { activityWindow } from '../recent-activity.ts'
import type { Activity } from '../state.ts'

const share = 0.6
const fewestActions = 10
const fewestMembers = 3

/** It is evaluated after every action, over the six weeks before it. */
export const oneCarrier: FlagRule = {
  severity: 'heads-up',
  audience: 'entrepreneurs',
  isAboutPerson: true,
  risks(network) {
    const actions = [...network.recentActivity.values()]
    const latest = actions.at(-1)?.at ?? 0
    if (latest - network.started < activityWindow || members(network).length < fewestMembers) return []
    const carrier = carrierOf(actions)
    if (carrier === undefined) return []
    // The flag ends when enough of the actions are too old to count.
    let dropped = 1
    while (carrierOf(actions.slice(dropped)) === carrier) dropped += 1
    const until = (actions[dropped - 1]?.at ?? 0) + activityWindow
    return [{ from: fromTheStart, until, cause: carrier }]
  },
}

function carrierOf(actions: readonly Activity[]): PersonId | undefined {
  if (actions.length < fewestActions) return undefined
  const counts = new Map<PersonId, number>()
  for (const { by } of actions) counts.set(by, (counts.get(by) ?? 0) + 1)
  return [...counts].find(([, count]) => count > share * actions.length)?.[0]
}
