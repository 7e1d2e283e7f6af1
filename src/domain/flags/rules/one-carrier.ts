// One person did more than 60 % of what was done in six weeks, of at least ten things. Clears when others do their share.

import type { PersonId } from '../../core/ids.ts'
import { members } from '../../membership/members.ts'
import type { FlagRule } from '../flag-rule.ts'
import { activityWindow } from '../recent-activity.ts'
import type { Activity } from '../state.ts'

const share = 0.6
const least = 10

/** Looked at with each thing that is done: the six weeks before it. Where there is only one, nobody else could. */
export const oneCarrier: FlagRule = {
  severity: 'heads-up',
  audience: 'angels',
  risks(network) {
    const actions = [...network.recentActivity.values()]
    const carrier = members(network).length > 1 ? carrierOf(actions) : undefined
    if (carrier === undefined) return []
    let gone = 1
    while (carrierOf(actions.slice(gone)) === carrier) gone += 1
    const until = (actions[gone - 1]?.at ?? 0) + activityWindow
    return [{ from: 0, until, cause: carrier }]
  },
}

function carrierOf(actions: readonly Activity[]): PersonId | undefined {
  if (actions.length < least) return undefined
  const counts = new Map<PersonId, number>()
  for (const { by } of actions) counts.set(by, (counts.get(by) ?? 0) + 1)
  return [...counts].find(([, count]) => count > share * actions.length)?.[0]
}
