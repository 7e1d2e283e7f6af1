// What people did of late: who and when, no more.

import { withEntry, withoutEntry } from '../core/persistent-map.ts'
import { week } from '../core/time.ts'
import type { JournalEntry } from '../events.ts'
import type { Network } from '../state.ts'

export const activityWindow = 6 * week

/** One command can bring several entries, which are one action. */
export function recordActivity(
  { recentActivity }: Network,
  { by, at, version }: JournalEntry,
): Network['recentActivity'] {
  if (by === undefined) return recentActivity
  const before = recentActivity.get(version - 1)
  let after =
    before?.by === by && before.at === at ? withoutEntry(recentActivity, version - 1) : recentActivity
  for (const [old, action] of recentActivity) {
    if (action.at > at - activityWindow) break
    after = withoutEntry(after, old)
  }
  return withEntry(after, version, { by, at })
}
