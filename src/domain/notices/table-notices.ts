// The notices about what is put on the table. The homes see it in their open check-ins, or read a line about it.

import type { Instant } from '../core/ids.ts'
import { meetingsInState } from '../meetings/meetings.ts'
import type { Meeting } from '../meetings/state.ts'
import { holders, participant } from '../membership/members.ts'
import type { Network } from '../state.ts'
import type { TableEvent } from '../table/events.ts'
import { isShownInCheckIn, type TableChange, toldAfter } from '../table/table-changes.ts'
import { checkInNotice } from './meeting-notices.ts'
import type { Notice, NoticeContent } from './notice.ts'
import { homes, type NoticeContext, type NoticeRules, nobody, toPerson } from './notice-rule.ts'

export const tableNotices: NoticeRules<TableEvent['kind']> = {
  'resource-offered': nobody,
  'resource-put': (entry, context) => [...openCheckInCards(entry, context), ...cameNotices(entry, context)],
  'resource-used': openCheckInCards,
  'resource-used-up': leftTheTable,
  'resource-ended': (entry, context) => [
    ...leftTheTable(entry, context),
    ...overNotices(entry, 'ended', context),
  ],
  'resource-withdrawn': leftTheTable,
  'resource-restored': openCheckInCards,
  'resource-changed': openCheckInCards,
  'resource-change-undone': openCheckInCards,
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

/** What ends a stop is told by the post that says so, and what an open check-in shows by that one. */
function cameNotices({ at }: { readonly at: Instant }, { before, after }: NoticeContext): readonly Notice[] {
  const endsStop = before.stalled !== undefined && after.stalled === undefined
  return endsStop || isShownInCheckIn(after) ? [] : [tableChangedNotice(after, 'came', at)]
}

/** A promise that is taken back was never on the table, so that no channel reads of it. */
function leftTheTable(
  entry: { readonly resource: string; readonly at: Instant },
  context: NoticeContext,
): readonly Notice[] {
  const { resource, at } = entry
  const cards = openCheckInCards(entry, context)
  if (context.after.resources.get(resource)?.stoodTo !== at) return cards
  return [...cards, tableChangedNotice(context.after, 'left', at)]
}

function tableChangedNotice(network: Network, as: TableChange, at: Instant): Notice {
  const about: NoticeContent = { kind: 'table-changed', as, at }
  const subject = `table:${as}:${at}`
  return { to: homes, about, subject, under: lastMeetingPost(network), due: at + toldAfter }
}

/** A meeting that its series planned has no post before its first reminder. */
function hasPost({ by, state }: Meeting): boolean {
  return by !== undefined || (state.kind === 'planned' && state.reminded !== 'no')
}

/** The last check-in, or before the first one the post of the meeting that is planned. */
function lastMeetingPost(network: Network): string | undefined {
  const checkedIn = meetingsInState(network, 'checking-in', 'held', 'missed').at(-1)
  if (checkedIn !== undefined) return `check-in:${checkedIn.id}`
  const planned = meetingsInState(network, 'planned').findLast(hasPost)
  return planned === undefined ? undefined : `meeting:${planned.id}`
}
