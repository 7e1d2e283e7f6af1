// What people did of late: who and when, no more.

import type { Entry } from '../core/journal-entry.ts'
import { put, without } from '../core/persistent-map.ts'
import { week } from '../core/time.ts'
import type { Network } from '../state.ts'

export const ofLate = 6 * week

/** One command can bring several entries, which are one action. */
export function actionsAfter({ actions }: Network, { by, at, version }: Entry): Network['actions'] {
  if (by === undefined) return actions
  const before = actions.get(version - 1)
  let after = before?.by === by && before.at === at ? without(actions, version - 1) : actions
  for (const [old, action] of actions) {
    if (action.at > at - ofLate) break
    after = without(after, old)
  }
  return put(after, version, { by, at })
}
