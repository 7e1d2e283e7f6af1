// The count against the limit, in words.
import { bareCountOf } from '../../domain/meetings/six-meeting-rule.ts'
import type { Network } from '../../domain/state.ts'
import { standingResources } from '../../domain/table/table.ts'
import { pluralize } from '../kit/markup.ts'

/** E.g. `Meeting 3 of 6 with nothing on the table yet.` */
export function bareCountText(network: Network): string {
  if (!network.settings.rule) return 'The six-meeting rule is off here.'
  const standing = standingResources(network).length
  if (standing > 0)
    return `${pluralize(standing, 'resource is', 'resources are')} on the table, so I’m not counting meetings.`
  const { bare, limit } = bareCountOf(network).shown
  if (network.stalled !== undefined) {
    const over = bare > limit ? ` (${bare} of ${limit})` : ''
    return `Stopped: ${pluralize(bare, 'meeting')} with nothing on the table${over}.`
  }
  if (bare === 0) return `Nothing on the table yet. The count is at 0 of ${limit} meetings.`
  const count = `Meeting ${bare} of ${limit} with nothing on the table yet.`
  if (bare === limit - 1) return `${count} The next one is the last.`
  return count
}
