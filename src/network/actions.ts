// What people did of late: who and when, no more.
import { put, without } from './collections.ts'
import type { Entry } from './entry.ts'
import type { Network } from './state.ts'
import { week } from './time.ts'

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
