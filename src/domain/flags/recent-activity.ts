// What people did recently: only who did something, and when.

import type { MapEditor } from '../core/persistent-map.ts'
import { week } from '../core/time.ts'
import type { JournalEntry } from '../events.ts'

import type { Network } from '../state.ts'

export const activityWindow = 6 * week

/** Adds the action of an entry and drops the old ones. The entries of one command are one action. */
export function recordActivity(
  recentActivity: Network['recentActivity'],
  entry: JournalEntry,
  maps: MapEditor,
): Network['recentActivity'] {
  const { version, by, at } = entry
  if (by === undefined || isUndoing(entry)) return recentActivity
  const before = recentActivity.get(version - 1)
  let after =
    before?.by === by && before.at === at ? maps.withoutEntry(recentActivity, version - 1) : recentActivity
  for (const [old, action] of recentActivity) {
    if (action.at > at - activityWindow) break
    after = maps.withoutEntry(after, old)
  }
  return maps.withEntry(after, version, { by, at })
}

const undoing: ReadonlySet<JournalEntry['kind']> = new Set([
  'meeting-change-undone',
  'series-resumed',
  'flag-taken-back',
  'blocker-taken-back',
  'limit-taken-back',
])

/** Taking something back is no work. */
function isUndoing(entry: JournalEntry): boolean {
  if (entry.kind === 'meeting-cancelled') return entry.withdrawn === true
  return undoing.has(entry.kind)
}
