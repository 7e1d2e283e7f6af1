// The forms about meetings, and the errors about a time that was not understood.
import type { Field, Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Instant } from '../../domain/core/ids.ts'
import { upcomingMeetings } from '../../domain/meetings/meetings.ts'
import type { Meeting } from '../../domain/meetings/state.ts'
import { choiceField, lineField, maxLength, tooLongMessage } from '../kit/form-fields.ts'
import { plainDate } from '../kit/labels.ts'
import type { ParsedDate } from '../kit/parse-date.ts'
import type { NetworkTurn } from '../turn.ts'
import { timeText } from './planning/time-text.ts'

/** The lengths of a meeting that the forms offer, in minutes. */
export const meetingLengths = [30, 45, 60, 90, 120, 180, 240]

/** The value of the option that leaves the length to the words, such as `2–4pm`. */
const asWritten = '0'

const repeatOptions = [
  ['0', 'Once, or as written above'],
  ['1', 'Every week'],
  ['2', 'Fortnightly'],
  ['3', 'Every third week'],
  ['4', 'Every fourth week'],
] as const

const lengthOptions = [
  [asWritten, 'As written above, or 1 hour'],
  ...meetingLengths.map((minutes) => [String(minutes), lengthLabel(minutes)] as const),
] as const

function lengthLabel(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`
  if (minutes === 60) return '1 hour'
  return `${minutes / 60} hours`
}

/** What a form shows that opens because the words were not understood. */
export interface Prefill {
  /** What was typed. */
  readonly when?: string | undefined
  /** What is wrong with it. */
  readonly error?: string
}

export function meetForm(turn: NetworkTurn, prefill: Prefill = {}): Form {
  return {
    id: 'meet',
    title: 'Plan a meeting',
    fields: [
      whenField('When?', prefill, 'For example Thu 2pm, or 3 December 10:00'),
      choiceField('minutes', 'How long?', lengthOptions, { initial: asWritten }),
      choiceField('weeks', 'How often?', repeatOptions, { initial: '0' }),
    ],
    submit: 'Plan it',
    values: { network: turn.network.id, meeting: turn.newId() },
    errors: errorsOf(prefill),
  }
}

export function metForm(turn: NetworkTurn, prefill: Prefill = {}): Form {
  return {
    id: 'met',
    title: 'Record a meeting that took place',
    intro: metIntro(turn),
    fields: [
      whenField('When was it?', prefill, 'For example today 10am, or yesterday 3pm'),
      choiceField('minutes', 'How long?', lengthOptions, { initial: asWritten }),
    ],
    submit: 'Record it',
    values: { network: turn.network.id, meeting: turn.newId() },
    errors: errorsOf(prefill),
  }
}

function metIntro({ network }: NetworkTurn): string {
  const checkIn =
    'I’ll open a check-in for it in the network’s channels, so that others can say whether they were there.'
  if (network.stalled === undefined) return checkIn
  return `${checkIn} The network has stopped, so the record will say that the meeting was held while stopped. It adds to the count, and I’ll tell the guardian angel.`
}

export function moveForm(turn: NetworkTurn, meeting: string | undefined, prefill: Prefill = {}): Form {
  const planned = upcomingMeetings(turn.network, turn.now)
  return {
    id: 'move',
    title: 'Move a meeting',
    fields: [
      choiceField('meeting', 'Which one?', meetingOptions(turn, planned), {
        initial: meeting ?? planned[0]?.id ?? '',
      }),
      whenField('To when?', prefill, 'For example Fri 10am'),
    ],
    submit: 'Move it',
    values: { network: turn.network.id },
    errors: errorsOf(prefill),
  }
}

function whenField(label: string, { when = '' }: Prefill, hint: string): Field {
  return lineField('when', label, maxLength.date, { initial: when, hint })
}

function errorsOf({ error }: Prefill): Values | undefined {
  if (error === undefined) return undefined
  return { when: error }
}

export function meetingOptions(
  turn: NetworkTurn,
  meetings: readonly Meeting[],
): readonly (readonly [string, string])[] {
  return meetings.slice(0, 20).map((meeting) => [meeting.id, dateTimeText(turn, meeting.start)])
}

/** A date and time in the reader's language and zone, for places that take plain text only. */
export function dateTimeText(turn: NetworkTurn, at: Instant): string {
  const format = new Intl.DateTimeFormat(turn.speaker.locale ?? 'en-NZ', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: turn.zone,
  })
  return format.format(at)
}

/** What to say of a date that was not fully understood. */
export function whenError(
  turn: NetworkTurn,
  when: Exclude<ParsedDate, { kind: 'understood' }>,
  typedText: string,
): string {
  if (when.kind === 'no-time')
    return `I understood ${plainDate(when.date, turn.speaker.locale)}. At what time?`
  if (when.kind === 'partly') return partlyError(turn, when)
  if (typedText.length > maxLength.date) return tooLongMessage(typedText.length, maxLength.date)
  if (typedText === '') return 'When? For example Thu 2pm.'
  return 'I couldn’t read that as a date and time. Try it like Thu 2pm, or 3 December 10:00.'
}

function partlyError(
  turn: NetworkTurn,
  { unread, time, date }: Extract<ParsedDate, { kind: 'partly' }>,
): string {
  const asked = 'Please put that in other words, or leave it out.'
  if (time !== undefined) return `I understood ${timeText(turn, time)}, but not “${unread}”. ${asked}`
  if (date === undefined) return `I didn’t understand “${unread}”. ${asked}`
  return `I understood ${plainDate(date, turn.speaker.locale)}, but found no time and didn’t understand “${unread}”. ${asked}`
}
