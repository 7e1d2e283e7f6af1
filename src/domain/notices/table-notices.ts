// The notices about what is put on the table. The homes see it in their open check-ins.

import type { Instant } from '../core/ids.ts'
import { meetingsInState } from '../meetings/meetings.ts'
import type { TableEvent } from '../table/events.ts'
import { checkInNotice } from './meeting-notices.ts'
import type { Notice } from './notice.ts'
import { type NoticeContext, type NoticeRules, nobody } from './notice-rule.ts'

export const tableNotices: NoticeRules<TableEvent['kind']> = {
  'resource-offered': nobody,
  'resource-put': openCheckInCards,
  'resource-used': openCheckInCards,
  'resource-withdrawn': openCheckInCards,
  'resource-restored': openCheckInCards,
  'resource-lapsed': nobody,
  'resource-struck': openCheckInCards,
}

/** An open check-in shows what is on the table. */
function openCheckInCards({ at }: { readonly at: Instant }, { after }: NoticeContext): readonly Notice[] {
  return meetingsInState(after, 'checking-in').map(({ id }) => checkInNotice(id, at))
}
