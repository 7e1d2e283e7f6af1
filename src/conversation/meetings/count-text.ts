// The count against the limit, in words.

import { countOf } from '../../domain/meetings/six-meeting-rule.ts'
import type { Network } from '../../domain/state.ts'
import { standing } from '../../domain/table/table.ts'
import { counted } from '../kit/markup.ts'

/** E.g. `Meeting 3 of 6 with nothing on the table yet.` */
export function countWords(network: Network): string {
  if (!network.settings.rule) return 'The six-meeting rule is off here.'
  const there = standing(network).length
  if (there > 0) return `${counted(there, 'resource')} on the table, so no count is running.`
  const { bare, limit } = countOf(network)
  if (network.stalled !== undefined) return `Stopped: ${counted(bare, 'meeting')} with nothing on the table.`
  if (bare === 0) return `Nothing on the table yet. The count is at 0 of ${limit} meetings.`
  const next = bare === limit - 1 ? ' The next one is the last.' : ''
  return `Meeting ${bare} of ${limit} with nothing on the table yet.${next}`
}
