// The forms about meetings, and what is said where a time was not understood.
import type { Form } from '../../chat/form.ts'
import type { Instant } from '../../domain/core/ids.ts'
import { meetingsInState, upcomingMeetings } from '../../domain/meetings/meetings.ts'
import { holds } from '../../domain/membership/members.ts'
import type { Meeting } from '../../domain/state.ts'
import { choiceField, lineField, maxLength, tooLongMessage } from '../kit/form-fields.ts'
import { plainDate } from '../kit/labels.ts'
import type { ParsedDate } from '../kit/parse-date.ts'
import type { NetworkTurn } from '../turn.ts'

export const lengths = [30, 45, 60, 90, 120, 180, 240]
const repeats = [
  ['0', 'Once'],
  ['1', 'Every week'],
  ['2', 'Every second week'],
  ['3', 'Every third week'],
  ['4', 'Every fourth week'],
] as const

export function meetForm(turn: NetworkTurn, when = '', error?: string): Form {
  return {
    id: 'meet',
    title: 'Plan a meeting',
    fields: [
      lineField('when', 'When?', maxLength.date, {
        initial: when,
        hint: 'For example Thu 2pm, or 3 December 10:00',
      }),
      choiceField('minutes', 'How long?', lengthOptions, { initial: '60' }),
      choiceField('weeks', 'How often?', repeats, { initial: '0' }),
    ],
    submit: 'Plan it',
    values: { network: turn.network.id, meeting: turn.newId() },
    ...(error !== undefined && { errors: { when: error } }),
  }
}

const lengthOptions = lengths.map((minutes) => [
  String(minutes),
  minutes < 60 ? `${minutes} minutes` : `${minutes / 60} hour${minutes === 60 ? '' : 's'}`,
]) as readonly (readonly [string, string])[]

export function metForm(turn: NetworkTurn, when = '', error?: string): Form {
  return {
    id: 'met',
    title: 'Record a meeting that took place',
    intro: 'I open a check-in for it in every home, so that others can say whether they were there.',
    fields: [
      lineField('when', 'When was it?', maxLength.date, {
        initial: when,
        hint: 'For example today 10am, or yesterday 3pm',
      }),
      choiceField('minutes', 'How long?', lengthOptions, { initial: '60' }),
    ],
    submit: 'Record it',
    values: { network: turn.network.id, meeting: turn.newId() },
    ...(error !== undefined && { errors: { when: error } }),
  }
}

export function moveForm(turn: NetworkTurn, meeting: string | undefined, when = '', error?: string): Form {
  const planned = upcomingMeetings(turn.network, turn.now)
  return {
    id: 'move',
    title: 'Move a meeting',
    fields: [
      choiceField('meeting', 'Which one?', meetingOptions(turn, planned), {
        initial: meeting ?? planned[0]?.id ?? '',
      }),
      lineField('when', 'To when?', maxLength.date, { initial: when, hint: 'For example Fri 10am' }),
    ],
    submit: 'Move it',
    values: { network: turn.network.id },
    ...(error !== undefined && { errors: { when: error } }),
  }
}

export function meetingOptions(
  turn: NetworkTurn,
  meetings: readonly Meeting[],
): readonly (readonly [string, string])[] {
  return meetings.slice(0, 20).map((meeting) => [meeting.id, spoken(turn, meeting.start)])
}

export function spoken(turn: NetworkTurn, at: Instant): string {
  const options = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  } as const
  return new Intl.DateTimeFormat(turn.speaker.locale ?? 'en-NZ', { ...options, timeZone: turn.zone }).format(
    at,
  )
}

/** What to say of a date that was not fully understood. */
export function whenError(when: Exclude<ParsedDate, { kind: 'understood' }>, typedText: string): string {
  if (when.kind === 'no-time') return `I understood ${plainDate(when.date)}. At what time?`
  if (typedText.length > maxLength.date) return tooLongMessage(typedText.length, maxLength.date)
  return typedText === ''
    ? 'When? For example Thu 2pm.'
    : 'I could not read that as a date and time. Try it like Thu 2pm, or 3 December 10:00.'
}

export function correctForm(turn: NetworkTurn): Form {
  const past = meetingsInState(turn.network, 'checking-in', 'held', 'missed').toReversed()
  const entrepreneur = holds(turn.network, turn.speaker.id, 'public-entrepreneur')
  return {
    id: 'correct',
    title: 'Correct a meeting',
    intro: 'The journal keeps both what stood there and the correction. The count follows.',
    fields: [
      choiceField('meeting', 'Which one?', meetingOptions(turn, past), { initial: past[0]?.id ?? '' }),
      choiceField('what', 'What was it really?', [
        ['there', 'I was there'],
        ['not-there', 'I was not there'],
        ...(entrepreneur
          ? ([
              ['took-place', 'It took place'],
              ['never', 'It never took place'],
            ] as const)
          : []),
      ]),
    ],
    submit: 'Correct it',
    values: { network: turn.network.id },
  }
}
