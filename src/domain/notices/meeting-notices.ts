// The notices about meetings, check-ins and the six-meeting rule.

import type { EventMetadata, Instant } from '../core/ids.ts'
import type { EventOf } from '../events.ts'
import type { MeetingEvent } from '../meetings/events.ts'
import { openLoosening } from '../meetings/loosening.ts'
import { bareCountOf, reframeEnd } from '../meetings/six-meeting-rule.ts'
import type { Meeting } from '../meetings/state.ts'
import { holders } from '../membership/members.ts'
import type { Network } from '../state.ts'
import type { Audience, Notice, NoticeContent } from './notice.ts'
import { homes, type NoticeContext, type NoticeRules, nobody, toPerson } from './notice-rule.ts'

export const meetingNotices: NoticeRules<MeetingEvent['kind']> = {
  // A meeting that a series plans by itself is no news.
  'meeting-planned': ({ meeting, by, at }) => (by === undefined ? [] : [meetingNotice(meeting, at)]),
  'series-planned': nobody,
  'series-ended': nobody,
  'series-resumed': nobody,
  'meeting-recorded': nobody,
  'meeting-moved': ({ meeting, at }) => meetingChangeNotices(meeting, at),
  'meeting-cancelled'({ meeting, onHold, withdrawn, at }, { after }) {
    if (withdrawn) return [changedPost(meeting, at)]
    return onHold || after.closing !== undefined ? [] : meetingChangeNotices(meeting, at)
  },
  'meeting-change-undone'({ meeting, at }, { before }) {
    const change = before.meetings.get(meeting)?.previous?.at
    if (change === undefined) return []
    const about: NoticeContent = { kind: 'meeting-changed', meeting, at: change, undone: true }
    const subject = changeSubject(meeting, change)
    return [changedPost(meeting, at), { to: homes, about, subject, updateOnly: true, due: at }]
  },
  'meeting-reminded'({ meeting, at }, { before, after }) {
    const begins = after.meetings.get(meeting)?.start ?? 0
    if (begins <= at) return []
    const about: NoticeContent = { kind: 'reminder', meeting }
    const post = `meeting:${meeting}`
    // A meeting that its series planned has no post yet, so that its first reminder is the post.
    if (isFirstPost(before.meetings.get(meeting))) return [{ to: homes, about, subject: post, due: at }]
    return [{ to: homes, about, under: post, due: at }]
  },

  'check-in-opened': checkInNotices,
  'attendance-answered': checkInNotices,
  'attendance-taken-back': checkInNotices,
  'nothing-this-time': checkInNotices,
  'pulse-answered': nobody,
  'meeting-confirmed': checkInNotices,
  'check-in-closed': (entry, context) => [
    checkInNotice(entry.meeting, entry.at),
    ...limitNearNotices(entry, context),
    ...heldWhileStoppedNotices(entry, context),
  ],
  'meeting-recounted': (entry, context) => [
    checkInNotice(entry.meeting, entry.at),
    ...heldWhileStoppedNotices(entry, context),
  ],
  'meeting-struck': checkInNotices,

  stalled: ({ at }) => [stallNotice(at, at)],
  'moving-again': ({ because, at }, { before }) => movingAgainNotices(before.stalled, because, at),
  'reframe-proposed': reframeNotice,
  'reframe-refused': reframeNotice,
  reframed: reframeNotice,
  extended: nobody,
  'loosening-proposed': ({ proposal, at }, { after }) => [
    ...looseningNotices(after, proposal, at).map(
      (notice): Notice => ({ ...notice, about: { kind: 'loosening', proposal, first: true } }),
    ),
  ],
  'loosening-declined': looseningDeclinedNotices,
}

function isFirstPost(meeting: Meeting | undefined): boolean {
  return meeting?.by === undefined && meeting?.state.kind === 'planned' && meeting.state.reminded === 'no'
}

function meetingNotice(meeting: string, due: Instant): Notice {
  const about: NoticeContent = { kind: 'meeting', meeting, changed: false }
  return { to: homes, about, subject: `meeting:${meeting}`, due }
}

/** The card of the meeting changes in place, and a line in its thread says so. */
function meetingChangeNotices(meeting: string, due: Instant): readonly Notice[] {
  const about: NoticeContent = { kind: 'meeting-changed', meeting, at: due }
  return [
    changedPost(meeting, due),
    { to: homes, about, subject: changeSubject(meeting, due), under: `meeting:${meeting}`, due },
  ]
}

function changedPost(meeting: string, due: Instant): Notice {
  const about: NoticeContent = { kind: 'meeting', meeting, changed: true }
  return { to: homes, about, subject: `meeting:${meeting}`, updateOnly: true, due }
}

/** The line in the thread is changed too when the change is taken back. */
function changeSubject(meeting: string, at: Instant): string {
  return `meeting-changed:${meeting}:${at}`
}

export function checkInNotice(meeting: string, due: Instant): Notice {
  return { to: homes, about: { kind: 'check-in', meeting }, subject: `check-in:${meeting}`, due }
}

function checkInNotices({ meeting, at }: { readonly meeting: string; readonly at: Instant }) {
  return [checkInNotice(meeting, at)]
}

/** Two bare meetings before the limit, the homes hear that it is time to ask what is on the table. */
function limitNearNotices(
  { meeting, outcome, at }: EventMetadata & EventOf<'check-in-closed'>,
  { after }: NoticeContext,
): readonly Notice[] {
  const { bare, limit } = bareCountOf(after)
  if (outcome !== 'held' || !after.settings.rule || bare === 0 || bare !== limit - 2) return []
  return [{ to: homes, about: { kind: 'nudge', meeting }, under: `check-in:${meeting}`, due: at }]
}

/** The angels hear of a meeting that took place while the network was stopped. */
function heldWhileStoppedNotices(
  { meeting, outcome, at }: EventMetadata & EventOf<'check-in-closed' | 'meeting-recounted'>,
  { after }: NoticeContext,
): readonly Notice[] {
  if (outcome !== 'held' || !after.meetings.get(meeting)?.whileStopped) return []
  return holders(after, 'guardian-angel').map((person) =>
    toPerson(person, { kind: 'held-while-stopped', meeting }, at),
  )
}

function stallNotice(since: Instant, due: Instant): Notice {
  return { to: homes, about: { kind: 'stall', since, first: true }, subject: `stall:${since}`, due }
}

function movingAgainNotices(since: Instant | undefined, because: string, due: Instant): readonly Notice[] {
  if (since === undefined) return []
  return [
    { ...stallNotice(since, due), about: { kind: 'stall', since }, updateOnly: true },
    { to: homes, about: { kind: 'moving-again', since, because }, under: `stall:${since}`, due },
  ]
}

function looseningNotices(after: Network, proposal: string, due: Instant): readonly Notice[] {
  const angels = holders(after, 'guardian-angel').map((person): Audience => ({ kind: 'person', person }))
  return [homes, ...angels].map((to) => ({
    to,
    about: { kind: 'loosening', proposal },
    subject: `loosening:${proposal}`,
    due,
  }))
}

/** The proposal changes where it was read. */
export function looseningUpdates(after: Network, proposal: string, due: Instant): readonly Notice[] {
  return looseningNotices(after, proposal, due).map((notice) => ({ ...notice, updateOnly: true }))
}

/** A proposal that needs no answer any more says so where it was read, and so does one that needs it again. */
export function looseningsThatChanged({ before, after }: NoticeContext, now: Instant): readonly Notice[] {
  const ids = new Set([openLoosening(before)?.id, openLoosening(after)?.id])
  if (ids.size === 1) return []
  return [...ids].flatMap((id) => (id === undefined ? [] : looseningUpdates(after, id, now)))
}

function looseningDeclinedNotices(
  { proposal, by, at }: EventMetadata & EventOf<'loosening-declined'>,
  { after }: NoticeContext,
): readonly Notice[] {
  const updates = looseningUpdates(after, proposal, at)
  const proposer = after.loosenings.get(proposal)?.by
  if (proposer === undefined || proposer === by) return updates
  const due = at
  return [...updates, toPerson(proposer, { kind: 'loosening-declined', proposal }, due)]
}

/** The post of a proposed outcome says so when nobody can answer it any more, and when they can again. */
export function reframesThatChanged({ before, after }: NoticeContext, now: Instant): readonly Notice[] {
  if (before.closing === after.closing && before.roles === after.roles) return []
  return [...after.proposals.values()]
    .filter(({ state }) => state === 'open')
    .filter((one) => reframeEnd(before, one) !== reframeEnd(after, one))
    .flatMap(({ id }) => reframeNotice({ proposal: id, at: now }))
    .map((notice) => ({ ...notice, updateOnly: true }))
}

function reframeNotice({
  proposal,
  at,
}: {
  readonly proposal: string
  readonly at: Instant
}): readonly Notice[] {
  const about: NoticeContent = { kind: 'reframe', proposal }
  return [{ to: homes, about, subject: `reframe:${proposal}`, due: at }]
}
