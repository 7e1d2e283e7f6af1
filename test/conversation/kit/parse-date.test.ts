// Dates and times as people type them, and what each is taken for.
import { describe, expect, test } from 'vitest'
import { parseDate, parseMeetingTime } from '../../../src/conversation/kit/parse-date.ts'

/** It is Tuesday 24 November 2026, 10:00 in Auckland. */
const now = Date.parse('2026-11-23T21:00:00Z')
const auckland = 'Pacific/Auckland'

/** Returns e.g. `2026-11-26T14:00+13:00, 60 min, every 2 weeks`, in the speaker's zone. */
function understood(text: string, towards: 'future' | 'past', zone = auckland, locale?: string): string {
  const when = parseMeetingTime(text, { now, zone, towards, locale })
  if (when.kind === 'not-understood') return 'not understood'
  if (when.kind === 'no-time') return `${when.date}, no time`
  if (when.kind === 'partly') return `not “${when.unread}”`
  const start = Temporal.Instant.fromEpochMilliseconds(when.start).toZonedDateTimeISO(zone)
  const repeat = when.repeat === undefined ? '' : `, every ${when.repeat.weeks} weeks`
  return `${start.toString({ smallestUnit: 'minute', timeZoneName: 'never' })}, ${when.minutes} min${repeat}`
}

const plans: Readonly<Record<string, string>> = {
  'Thu 2pm': '2026-11-26T14:00+13:00, 60 min',
  'thursday at 2pm': '2026-11-26T14:00+13:00, 60 min',
  'Thurs 2 pm': '2026-11-26T14:00+13:00, 60 min',
  'thu 2p.m.': '2026-11-26T14:00+13:00, 60 min',
  '2pm Thursday': '2026-11-26T14:00+13:00, 60 min',
  'Thursday 14:00': '2026-11-26T14:00+13:00, 60 min',
  'this Thursday 2pm': '2026-11-26T14:00+13:00, 60 min',
  'Weds 10am': '2026-11-25T10:00+13:00, 60 min',
  'tomorrow 10am': '2026-11-25T10:00+13:00, 60 min',
  'tomorrow at 10': '2026-11-25T10:00+13:00, 60 min',
  'midday tomorrow': '2026-11-25T12:00+13:00, 60 min',
  'noon Thursday': '2026-11-26T12:00+13:00, 60 min',
  'tonight at 7': '2026-11-24T19:00+13:00, 60 min',
  'today 3pm': '2026-11-24T15:00+13:00, 60 min',
  '2pm': '2026-11-24T14:00+13:00, 60 min',
  '9am': '2026-11-25T09:00+13:00, 60 min',
  'Tuesday 11am': '2026-12-01T11:00+13:00, 60 min',
  'next Tuesday 10:00': '2026-12-01T10:00+13:00, 60 min',
  'in 2 hours': '2026-11-24T12:00+13:00, 60 min',
  'in two weeks at 3pm': '2026-12-08T15:00+13:00, 60 min',
  '3 December 10:00': '2026-12-03T10:00+13:00, 60 min',
  '3rd of December, 10am': '2026-12-03T10:00+13:00, 60 min',
  '3 Dec 2026 at 10am': '2026-12-03T10:00+13:00, 60 min',
  '3/12 10:00': '2026-12-03T10:00+13:00, 60 min',
  '3/12/2026 2pm': '2026-12-03T14:00+13:00, 60 min',
  '2026-12-03 14:00': '2026-12-03T14:00+13:00, 60 min',
  '2026-12-03T14:00': '2026-12-03T14:00+13:00, 60 min',
  'Tue, 1 Dec 2026, 9:00 am NZDT': '2026-12-01T09:00+13:00, 60 min',
  '1 Jan 10am': '2027-01-01T10:00+13:00, 60 min',
  'every Tuesday 10:00': '2026-12-01T10:00+13:00, 60 min, every 1 weeks',
  'every second Tuesday 10:00': '2026-12-01T10:00+13:00, 60 min, every 2 weeks',
  'every other Thursday at 2.30pm': '2026-11-26T14:30+13:00, 60 min, every 2 weeks',
  'every 2 weeks Tuesday 10am': '2026-12-01T10:00+13:00, 60 min, every 2 weeks',
  'every 3 weeks on Friday 9am': '2026-11-27T09:00+13:00, 60 min, every 3 weeks',
  'fortnightly Wednesday 1pm': '2026-11-25T13:00+13:00, 60 min, every 2 weeks',
  'weekly Mon 8:30': '2026-11-30T08:30+13:00, 60 min, every 1 weeks',
  'Thu 2pm for 2 hours': '2026-11-26T14:00+13:00, 120 min',
  'Thu 2pm for an hour': '2026-11-26T14:00+13:00, 60 min',
  'Thu 2pm for 90 minutes': '2026-11-26T14:00+13:00, 90 min',
  'Thu 2pm to 4pm': '2026-11-26T14:00+13:00, 120 min',
  'Thu 2-3.30pm': '2026-11-26T14:00+13:00, 90 min',
  'every second Thu 14:00-15:30': '2026-11-26T14:00+13:00, 90 min, every 2 weeks',
  'tomorow 3pm': '2026-11-25T15:00+13:00, 60 min',
  'fridya 2pm': '2026-11-27T14:00+13:00, 60 min',
  'christmas day 10am': '2026-12-25T10:00+13:00, 60 min',
  '2pm on the 3rd': '2026-12-03T14:00+13:00, 60 min',
  'the 10th at 9': '2026-12-10T09:00+13:00, 60 min',
  'dec 3rd 2:00': '2026-12-03T14:00+13:00, 60 min',
  '2pm NZT Thursday': '2026-11-26T14:00+13:00, 60 min',
  'Thu 2pm AEST': '2026-11-26T17:00+13:00, 60 min',
  'Thu 2pm UTC+12': '2026-11-26T15:00+13:00, 60 min',
  'Rāpare 2pm': '2026-11-26T14:00+13:00, 60 min',
  '3 Hakihea 2pm': '2026-12-03T14:00+13:00, 60 min',
  'Thu 2pm til 4pm': '2026-11-26T14:00+13:00, 120 min',
  'Thursday from 2 to 4': '2026-11-26T14:00+13:00, 120 min',
  'Thu 11 to 1': '2026-11-26T11:00+13:00, 120 min',
  'Thu 11 to 4pm': '2026-11-26T11:00+13:00, 300 min',
  'Thu 10 to 12': '2026-11-26T10:00+13:00, 120 min',
  'Thursday week 2pm': '2026-12-03T14:00+13:00, 60 min',
  'a week on Thursday at 2pm': '2026-12-03T14:00+13:00, 60 min',
  'Thursday half past two': '2026-11-26T14:30+13:00, 60 min',
  'Thursday at quarter to three': '2026-11-26T14:45+13:00, 60 min',
  'Thu 1030': '2026-11-26T10:30+13:00, 60 min',
  'Thu 0200': '2026-11-26T02:00+13:00, 60 min',
  'Thursday 26 November 2pm': '2026-11-26T14:00+13:00, 60 min',
  'Friday 26 November 2pm': 'not “Friday”',
  'June the 10th at 9': '2027-06-10T09:00+12:00, 60 min',
  'December 10 at 9': '2026-12-10T09:00+13:00, 60 min',
  'afternoon Thu 2pm': 'not “Thu”',
  'morning 3 December 10:00': 'not “December”',
  'Thu 2pm to Friday 4pm': 'not “Friday”',
  'Thu or Fri 2pm': 'not “Thu or”',
  'Thursday after 2pm': 'not “after”',
  'not Thursday 2pm': 'not “not”',
  'Thu 2pm XYZT': 'not “XYZT”',
  'Thu 2pm room 4': 'not “room 4”',
  'Thu 2pm for 3 weeks': 'not “for 3 weeks”',
  'Thu 3pm to 2pm': 'not “to 2pm”',
  'Thu 2pm to 4pm for 90 minutes': 'not “for 90 minutes”',
  'every 20 weeks Thursday 2pm': 'not “every 20 weeks”',
  'first Thursday of December 2pm': 'not “first Thursday December”',
  'Thursday evening 9am': 'not “evening”',
  Thursday: '2026-11-26, no time',
  'tomorrow morning': '2026-11-25, no time',
  '3 December': '2026-12-03, no time',
  'Thu 25pm': 'not “25pm”',
  '31 February 10am': 'not understood',
  '25:00': 'not understood',
  '5': 'not understood',
  '': 'not understood',
  asap: 'not understood',
  'when everyone can': 'not understood',
  'Donnerstag 14 Uhr': 'not understood',
  'every weekday 9am': 'not understood',
  'every month': 'not understood',
  'monthly, 3 December 10am': 'not understood',
  '<!channel> 👩🏽‍👧': 'not understood',
}

const records: Readonly<Record<string, string>> = {
  'yesterday 3pm': '2026-11-23T15:00+13:00, 60 min',
  'Thu 2pm': '2026-11-19T14:00+13:00, 60 min',
  'Monday 10am': '2026-11-23T10:00+13:00, 60 min',
  'Tuesday 9am': '2026-11-24T09:00+13:00, 60 min',
  'last Friday 10:00': '2026-11-20T10:00+13:00, 60 min',
  'last night 7pm': '2026-11-23T19:00+13:00, 60 min',
  'this morning 9am': '2026-11-24T09:00+13:00, 60 min',
  '9am': '2026-11-24T09:00+13:00, 60 min',
  '2pm': '2026-11-23T14:00+13:00, 60 min',
  '2 hours ago': '2026-11-24T08:00+13:00, 60 min',
  '20 November 3pm': '2026-11-20T15:00+13:00, 60 min',
  '20/11 3pm': '2026-11-20T15:00+13:00, 60 min',
  now: '2026-11-24T10:00+13:00, 60 min',
  'this morning': '2026-11-24, no time',
}

test.each(Object.entries(plans))('a plan for “%s” is taken for %s', (text, expected) => {
  expect(understood(text, 'future')).toBe(expected)
})

test.each(Object.entries(records))('a record of “%s” is taken for %s', (text, expected) => {
  expect(understood(text, 'past')).toBe(expected)
})

describe('the clock changes', () => {
  test.each([
    ['27 September 2026 1:59am', '2026-09-27T01:59+12:00, 60 min'],
    ['27 September 2026 2:30am', '2026-09-27T03:30+13:00, 60 min'],
    ['4 April 2027 2:30am', '2027-04-04T02:30+13:00, 60 min'],
    ['4 April 2027 3:30am', '2027-04-04T03:30+12:00, 60 min'],
    ['1 July 2027 10am', '2027-07-01T10:00+12:00, 60 min'],
  ])('“%s” in Auckland is %s', (text, expected) => {
    expect(understood(text, 'future')).toBe(expected)
  })
})

describe('the speaker’s zone and locale', () => {
  test.each([
    ['Pacific/Auckland', 'today 2pm', '2026-11-24T14:00+13:00, 60 min'],
    ['Pacific/Chatham', 'today 2pm', '2026-11-24T14:00+13:45, 60 min'],
    ['Pacific/Apia', 'today 2pm', '2026-11-24T14:00+13:00, 60 min'],
    ['Pacific/Pago_Pago', 'today 2pm', '2026-11-23T14:00-11:00, 60 min'],
    ['Pacific/Pago_Pago', 'Thu 2pm', '2026-11-26T14:00-11:00, 60 min'],
    ['Europe/London', 'tomorrow 9am', '2026-11-24T09:00+00:00, 60 min'],
    ['America/Los_Angeles', 'tomorrow 9am', '2026-11-24T09:00-08:00, 60 min'],
    ['Asia/Kolkata', 'Thu 2pm', '2026-11-26T14:00+05:30, 60 min'],
  ])('in %s “%s” is %s', (zone, text, expected) => {
    expect(understood(text, 'future', zone)).toBe(expected)
  })
  test('only readers in the United States put the month first', () => {
    expect(understood('3/12/2026 2pm', 'past', 'America/New_York', 'en-US')).toContain('2026-03-12')
    expect(understood('3/12/2026 2pm', 'past', 'Europe/London', 'en-GB')).toContain('2026-12-03')
  })
})

test.each([
  ['June', '2027-06-30'],
  ['end of June', '2027-06-30'],
  ['June 2028', '2028-06-30'],
  ['30 June', '2027-06-30'],
  ['30/6/2027', '2027-06-30'],
  ['2027-06-30', '2027-06-30'],
  ['next month', '2026-12-31'],
  ['Friday', '2026-11-27'],
  ['1 Feb', '2027-02-01'],
  ['Christmas', '2026-12-25'],
  ['30 June maybe', undefined],
  ['until we know by 30 June', undefined],
  ['when it is done', undefined],
])('the date “%s” is taken for %s', (text, expected) => {
  expect(parseDate(text, now, auckland)).toBe(expected)
})

test('a text too long for a date is not searched', () => {
  const parsed: string[] = []
  const text = new Proxy(Object('x'.repeat(100_000)), {
    get(target, name) {
      parsed.push(String(name))
      return Reflect.get(target, name)
    },
  })
  expect(parseMeetingTime(text, { now, zone: auckland, towards: 'future' })).toEqual({
    kind: 'not-understood',
  })
  expect(parsed).toEqual(['length'])
})
