// What entries bring about: who is told what, and from when on. `conversation/` words it at the moment of sending.

import type { Instant, PersonId } from '../core/ids.ts'
import type { PrivateAnswer } from '../core/private-answers.ts'
import { urgentHour, workingHour } from '../core/time.ts'
import type { JournalEntry, NetworkEvent } from '../events.ts'
import { flagsInMessage } from '../flags/rule-flags.ts'
import { meetingsInState } from '../meetings/meetings.ts'
import { bareCountOf } from '../meetings/six-meeting-rule.ts'
import { holders, riskRecipients } from '../membership/members.ts'
import { askersOf } from '../membership/roles.ts'
import type { Network } from '../state.ts'
import { flagNotices, flagsForNewRecipients } from './flag-notices.ts'
import { guardianNotices } from './guardian-notices.ts'
import type { Audience, CalendarOf, Notice, NoticeContent } from './notice.ts'
import { reflectionNotices } from './reflection-notices.ts'

/**
 * The notices that the entries which led from `before` to `after` bring about; `answers` are the private ones that
 * waited for it.
 */
export function noticesFor(
  before: Network,
  after: Network,
  entries: readonly JournalEntry[],
  calendarOf: CalendarOf,
  answers: readonly PrivateAnswer[] = [],
): readonly Notice[] {
  const all = [
    ...entries.flatMap((entry) => noticesOfEntry(before, after, entry, calendarOf)),
    ...entries.flatMap((entry) => reflectionNotices(after, entry, calendarOf, answers)),
    ...flagsForNewRecipients(before, after, entries.at(-1)?.at ?? 0, calendarOf),
  ]
  const seen = new Set<string>()
  return all.filter((notice) => {
    if (notice.subject === undefined) return true
    const key = JSON.stringify([notice.to, notice.subject])
    return !seen.has(key) && seen.add(key)
  })
}

function noticesOfEntry(
  before: Network,
  after: Network,
  entry: JournalEntry,
  calendarOf: CalendarOf,
): readonly Notice[] {
  const due = entry.at
  const toPerson = (person: PersonId, about: NoticeContent): Notice => ({
    to: { kind: 'person', person },
    about,
    due,
  })
  switch (entry.kind) {
    case 'started':
      return entry.home === undefined
        ? []
        : [{ to: { kind: 'home', home: entry.home }, about: { kind: 'welcome' }, due }]
    case 'home-added':
      return [{ to: { kind: 'home', home: entry.home }, about: { kind: 'welcome' }, due }]
    case 'home-lost':
      return holders(after, 'public-entrepreneur').map((person) => toPerson(person, { kind: 'home-lost' }))
    case 'person-unreached': {
      const { person, why } = entry
      return [...new Set([...holders(after, 'public-entrepreneur'), ...askersOf(after, person)])]
        .filter((one) => one !== person && !isToldByFlag(after, due, one))
        .map((one) => toPerson(one, { kind: 'unreached', person, why }))
    }
    case 'invitation-used': {
      const { invitation } = entry
      const inviter = after.invitations.get(invitation)?.by
      if (inviter === undefined || entry.by === undefined || inviter === entry.by) return []
      return [toPerson(inviter, { kind: 'invitation-used', invitation, person: entry.by })]
    }
    case 'left':
    case 'role-given-up':
      return gone(before, after, entry)
    case 'nominated':
    case 'nomination-withdrawn':
      return nominationCard(after, entry.nomination, due)
    case 'nomination-accepted':
    case 'nomination-declined': {
      const { nomination } = entry
      const by = after.nominations.get(nomination)?.by
      return [
        ...nominationCard(after, nomination, due),
        ...(by === undefined ? [] : [toPerson(by, { kind: 'nomination-answered', nomination })]),
      ]
    }
    case 'meeting-planned':
      return entry.by === undefined ? [] : [meetingCard(entry.meeting, false, due)]
    case 'meeting-moved':
      return [meetingCard(entry.meeting, true, due), meetingChanged(entry.meeting, due)]
    case 'meeting-cancelled':
      return entry.onHold || after.closing !== undefined
        ? []
        : [meetingCard(entry.meeting, true, due), meetingChanged(entry.meeting, due)]
    case 'meeting-reminded': {
      const { meeting } = entry
      const begins = after.meetings.get(meeting)?.start ?? 0
      if (begins <= entry.at) return []
      return [{ to: homes, about: { kind: 'reminder', meeting }, under: `meeting:${meeting}`, due }]
    }
    case 'check-in-opened':
    case 'meeting-confirmed':
    case 'attendance-answered':
    case 'nothing-this-time':
    case 'meeting-recounted':
    case 'meeting-struck':
      return [checkInCard(entry.meeting, due)]
    case 'lesson-kept':
    case 'lesson-struck':
      return entry.meeting === undefined ? [] : [checkInCard(entry.meeting, due)]
    case 'check-in-closed':
      return [checkInCard(entry.meeting, due), ...nudges(after, entry, calendarOf)]
    case 'resource-put':
    case 'resource-used':
    case 'resource-withdrawn':
    case 'resource-restored':
    case 'resource-struck':
      return openCheckInCards(after, due)
    case 'stalled':
      return [stallCard(entry.at, due)]
    case 'moving-again':
      return before.stalled === undefined ? [] : movedAgain(before.stalled, entry.because, due)
    case 'reframe-proposed':
    case 'reframe-refused':
    case 'reframed':
      return [
        {
          to: homes,
          about: { kind: 'reframe', proposal: entry.proposal },
          subject: `reframe:${entry.proposal}`,
          due,
        },
      ]
    case 'flag-raised':
    case 'flag-cleared':
    case 'flag-raised-by-hand':
    case 'flag-seen':
    case 'flag-cleared-by-hand':
    case 'flag-dismissed':
      return flagNotices(before, after, entry, calendarOf)
    case 'entrepreneurs-called':
      return holders(after, 'public-entrepreneur')
        .filter((person) => person !== entry.by)
        .map((person) => ({
          to: { kind: 'person', person },
          about: { kind: 'called', call: entry.call },
          due: urgentHour(due, calendarOf(person)),
        }))
    case 'phase-crossed':
      return [{ to: homes, about: { kind: 'phase', crossing: entry.crossing }, due }]
    case 'outcome-changed': {
      const about: NoticeContent = { kind: 'outcome', by: entry.by }
      return [{ to: homes, about, due }]
    }
    case 'settings-changed':
      return settingsLine(entry)
    case 'closed':
      return [
        ...toHomesAndAngels(after, entry, { kind: 'closed' }),
        { to: homes, about: { kind: 'story' }, due },
      ]
    case 'reopened':
      return toHomesAndAngels(after, entry, {
        kind: 'reopened',
        by: entry.by,
      })
    default:
      return guardianNotices(before, after, entry, calendarOf)
  }
}

const homes: Audience = { kind: 'homes' }

/** An angel need not be in any home. */
function toHomesAndAngels(after: Network, { at, by }: JournalEntry, about: NoticeContent): readonly Notice[] {
  const angels = holders(after, 'guardian-angel').filter((person) => person !== by)
  return [
    { to: homes, about, due: at },
    ...angels.map((person): Notice => ({ to: { kind: 'person', person }, about, due: at })),
  ]
}

/** What the count depends on concerns all. */
function settingsLine({
  settings,
  at,
  by,
}: JournalEntry & Extract<NetworkEvent, { kind: 'settings-changed' }>) {
  const changed = (['rule', 'limit', 'weeks'] as const).filter((name) => settings[name] !== undefined)
  const about: NoticeContent = { kind: 'settings', changed, by }
  return changed.length === 0 ? [] : [{ to: homes, about, due: at }]
}

/**
 * The entrepreneurs hear of it, and of a closed network, which has no flags, the angels where nobody else is left. Both
 * at once are one message; whom a flag tells of it, it tells more.
 */
function gone(
  before: Network,
  after: Network,
  { at, by, ...fact }: JournalEntry & Extract<NetworkEvent, { kind: 'left' | 'role-given-up' }>,
): readonly Notice[] {
  if (by === undefined) return []
  const entrepreneurs = holders(after, 'public-entrepreneur')
  const wasLast = entrepreneurs.length === 0 && holders(before, 'public-entrepreneur').length > 0
  const told = wasLast && after.closing !== undefined ? holders(after, 'guardian-angel') : entrepreneurs
  const about: NoticeContent = {
    kind: 'gone',
    person: by,
    ...(fact.kind === 'role-given-up' && { role: fact.role }),
  }
  return told
    .filter((person) => person !== by && !isToldByFlag(after, at, person))
    .map((person) => ({ to: { kind: 'person', person }, about, subject: `gone:${by}:${at}`, due: at }))
}

function isToldByFlag(after: Network, at: Instant, person: PersonId): boolean {
  return flagsInMessage(after, at, person).some(({ flag }) => flag === 'key-person-gone')
}

function nominationCard(after: Network, nomination: string, due: Instant): readonly Notice[] {
  const person = after.nominations.get(nomination)?.person
  if (person === undefined) return []
  const subject = `nomination:${nomination}`
  return [{ to: { kind: 'person', person }, about: { kind: 'nomination', nomination }, subject, due }]
}

function meetingCard(meeting: string, changed: boolean, due: Instant): Notice {
  return {
    to: homes,
    about: { kind: 'meeting', meeting, changed },
    subject: `meeting:${meeting}`,
    ...(changed && { updateOnly: true }),
    due,
  }
}

function meetingChanged(meeting: string, due: Instant): Notice {
  return { to: homes, about: { kind: 'meeting-changed', meeting }, under: `meeting:${meeting}`, due }
}

function checkInCard(meeting: string, due: Instant): Notice {
  return { to: homes, about: { kind: 'check-in', meeting }, subject: `check-in:${meeting}`, due }
}

/** What is on the table shows in the check-ins that are open. */
function openCheckInCards(after: Network, due: Instant): readonly Notice[] {
  return meetingsInState(after, 'checking-in').map((meeting) => checkInCard(meeting.id, due))
}

function stallCard(since: Instant, due: Instant): Notice {
  return { to: homes, about: { kind: 'stall', since }, subject: `stall:${since}`, due }
}

function movedAgain(since: Instant, because: string, due: Instant): readonly Notice[] {
  return [
    { ...stallCard(since, due), updateOnly: true },
    { to: homes, about: { kind: 'moving-again', since, because }, under: `stall:${since}`, due },
  ]
}

/** At limit − 2 the homes and the angels hear that it is time to ask what is on the table. */
function nudges(
  after: Network,
  { meeting, outcome, at }: JournalEntry & Extract<NetworkEvent, { kind: 'check-in-closed' }>,
  calendarOf: CalendarOf,
): readonly Notice[] {
  const { bare, limit } = bareCountOf(after)
  if (outcome !== 'held' || !after.settings.rule || bare === 0 || bare !== limit - 2) return []
  const about: NoticeContent = { kind: 'nudge', meeting }
  return [
    { to: homes, about, under: `check-in:${meeting}`, due: at },
    ...riskRecipients(after).map(
      (person): Notice => ({
        to: { kind: 'person', person },
        about,
        due: workingHour(at, calendarOf(person)),
      }),
    ),
  ]
}
