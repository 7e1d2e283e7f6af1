// When notices may be sent. Nobody is disturbed at night, on a weekend or on a holiday of theirs but by an urgent flag and
// by the answer to what they have just done themselves.

import { type Calendar, noHoliday, workingHour } from '../core/time.ts'
import type { JournalEntry } from '../events.ts'
import type { Notice, NoticeContent } from './notice.ts'
import type { NoticeContext } from './notice-rule.ts'

/** `at-once` is at any hour; `by-severity` leaves the hour to the rule of the notice, which knows what is urgent. */
type Hours = 'at-once' | 'by-severity' | 'working'

/** The hours of each kind as a direct message. */
const hoursOfDirectMessages: { readonly [kind in NoticeContent['kind']]: Hours } = {
  flag: 'by-severity',
  'flag-over': 'by-severity',
  'flag-unseen': 'by-severity',
  raised: 'by-severity',
  'raised-together': 'by-severity',
  'raised-unseen': 'by-severity',

  // The reader has asked for the file.
  picture: 'at-once',
  export: 'at-once',
  // A message may be lost, and the reader alone can send it again.
  unsure: 'at-once',

  farewell: 'working',
  move: 'working',
  'move-declined': 'working',
  removed: 'working',
  'agency-changed': 'working',
  'agencies-merged': 'working',
  'held-while-stopped': 'working',
  'flag-reading-asked': 'working',
  story: 'working',
  welcome: 'working',
  'home-lost': 'working',
  'home-unreached': 'working',
  unreached: 'working',
  'invitation-used': 'working',
  nomination: 'working',
  'nomination-answered': 'working',
  meeting: 'working',
  'meeting-changed': 'working',
  reminder: 'working',
  'check-in': 'working',
  nudge: 'working',
  stall: 'working',
  'moving-again': 'working',
  reframe: 'working',
  loosening: 'working',
  'loosening-declined': 'working',
  'resource-over': 'working',
  'table-changed': 'working',
  asks: 'working',
  'ask-answered': 'working',
  'blocker-cleared': 'working',
  limit: 'working',
  bends: 'working',
  'bend-answered': 'working',
  called: 'working',
  phase: 'working',
  outcome: 'working',
  'going-public': 'working',
  'not-yet-public': 'working',
  radar: 'working',
  round: 'working',
  'round-reminder': 'working',
  'round-closed': 'working',
  'kept-back': 'working',
  closed: 'working',
  settings: 'working',
  gone: 'working',
  reopened: 'working',
}

/** What belongs to the hour of a meeting, which its members have chosen. */
const boundToMeetings: ReadonlySet<NoticeContent['kind']> = new Set(['reminder', 'check-in'])

/**
 * The notice at the hour at which it may be sent. A change of a message makes no noise, and is made at once. In a channel
 * what somebody did just now is told at once, and what comes by itself waits for the working hours of the network.
 */
export function atItsHour(
  notice: Notice,
  entries: readonly JournalEntry[],
  { after, calendarOf, networkCalendar = { zone: after.zone, isHoliday: noHoliday } }: NoticeContext,
): Notice {
  const { to, about, updateOnly } = notice
  if (updateOnly) return notice
  if (to.kind === 'person') {
    if (hoursOfDirectMessages[about.kind] !== 'working') return notice
    return inWorkingHours(notice, calendarOf(to.person))
  }
  const isDoneBySomebody = entries.some(({ by }) => by !== undefined)
  if (isDoneBySomebody || boundToMeetings.has(about.kind)) return notice
  return inWorkingHours(notice, networkCalendar)
}

function inWorkingHours(notice: Notice, calendar: Calendar): Notice {
  const due = workingHour(notice.due, calendar)
  return due === notice.due ? notice : { ...notice, due }
}
