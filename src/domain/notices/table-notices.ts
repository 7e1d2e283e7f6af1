// The notices about what is put on the table. The homes see it in their open check-ins.

import type { Instant } from '../core/ids.ts'
import { meetingsInState } from '../meetings/meetings.ts'
import { holders, participant } from '../membership/members.ts'
import type { TableEvent } from '../table/events.ts'
import { checkInNotice } from './meeting-notices.ts'
import type { Notice } from './notice.ts'
import { type NoticeContext, type NoticeRules, nobody, toPerson } from './notice-rule.ts'

export const tableNotices: NoticeRules<TableEvent['kind']> = {
  'resource-offered': nobody,
  'resource-put': openCheckInCards,
  'resource-used': openCheckInCards,
  'resource-used-up': openCheckInCards,
  'resource-ended': (entry, context) => [
    ...openCheckInCards(entry, context),
    ...overNotices(entry, 'ended', context),
  ],
  'resource-withdrawn': openCheckInCards,
  'resource-restored': openCheckInCards,
  'resource-changed': openCheckInCards,
  'resource-lapsed': (entry, context) => overNotices(entry, 'lapsed', context),
  'resource-struck': openCheckInCards,
}

/** Whoever put or promised it and the entrepreneurs hear that its last day has passed. */
function overNotices(
  { resource, at }: { readonly resource: string; readonly at: Instant },
  as: 'ended' | 'lapsed',
  { after }: NoticeContext,
): readonly Notice[] {
  const giver = participant(after, after.resources.get(resource)?.by)?.id
  const entrepreneurs = holders(after, 'public-entrepreneur')
  const recipients = giver === undefined ? entrepreneurs : [giver, ...entrepreneurs]
  return [...new Set(recipients)].map((person) =>
    toPerson(person, { kind: 'resource-over', resource, as }, at),
  )
}

/** An open check-in shows what is on the table. */
function openCheckInCards({ at }: { readonly at: Instant }, { after }: NoticeContext): readonly Notice[] {
  return meetingsInState(after, 'checking-in').map(({ id }) => checkInNotice(id, at))
}
