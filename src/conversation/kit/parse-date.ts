// Reads dates as people type them, in the speaker's zone: `Thu 2pm`, `every second Tuesday 10:00`, `yesterday 3pm`.
import type { ParsedComponents, ParsedResult } from 'chrono-node'
// Only English is imported: the other languages are 250 files more.
import { type Chrono, casual, GB } from 'chrono-node/en'
import type { Instant } from '../../domain/core/ids.ts'
import type { Repeat } from '../../domain/core/terms.ts'
import { DateText } from './dates/date-text.ts'
import { agreesWith } from './dates/date-words.ts'
import { type TakenDuration, takeDuration, takeRepeat } from './dates/repeats.ts'
import { maxLength } from './form-fields.ts'

/** What was not said, and had to be assumed. */
export type Assumption = 'afternoon' | 'length' | 'next-year' | 'next-week' | 'zone' | 'spelling'

export interface MeetingTime {
  readonly start: Instant
  readonly minutes: number
  readonly repeat?: Repeat
}

export type ParsedDate =
  | (MeetingTime & { readonly kind: 'understood'; readonly assumed: readonly Assumption[] })
  /** Words are left over that may change the meaning. What else was understood is a time, a day, or nothing. */
  | {
      readonly kind: 'partly'
      readonly unread: string
      readonly time?: MeetingTime
      readonly date?: string
    }
  /** A day without a time. `date` is the day that was understood, e.g. `2026-06-30`. */
  | { readonly kind: 'no-time'; readonly date: string }
  | { readonly kind: 'not-understood' }

const defaultMinutes = 60
/** The hours that the words for a part of the day can mean. */
const hoursOfDay: Readonly<Record<string, readonly [number, number]>> = {
  morning: [0, 12],
  afternoon: [12, 18],
  evening: [16, 24],
  tonight: [17, 24],
  night: [17, 24],
}
const maxMinutes = 24 * 60

/** Meetings repeat by weeks. Any other repetition is refused rather than taken for one by weeks. */
const otherRepeat =
  /\b(?:every|each)\s+(?:\d+\s+|second\s+|other\s+)?(?:day|weekday|morning|afternoon|evening|month|quarter|year)s?\b|\b(?:daily|monthly)\b/i

export interface MeetingTimeOptions {
  readonly now: Instant
  readonly zone: string
  /** The direction of an open date: `Thu 2pm` is the next Thursday for a plan, and the last one for a record. */
  readonly towards: 'future' | 'past'
  readonly locale?: string
}

/** Reads a date and time. A text longer than `maxLength.date` is not searched. */
export function parseMeetingTime(typedText: string, options: MeetingTimeOptions): ParsedDate {
  if (typedText.length > maxLength.date || otherRepeat.test(typedText)) return { kind: 'not-understood' }
  const text = new DateText(typedText.replace(/\blast night\b/i, 'yesterday evening'), options)
  const zone = text.takeZone() ?? options.zone
  const repeat = takeRepeat(text)
  const duration = takeDuration(text)
  const towards = directionOf(text, options)
  const result = read(text, { ...options, zone, towards })
  if (result === undefined) return { kind: 'not-understood' }

  const date = plainDate(result.start)
  markContradictions(text, result, date)
  if (!result.start.isCertain('hour')) return dayOnly(text, date)
  const clock = clockTimes(text, result, date, zone)
  const length = lengthOf(text, clock, duration)
  const start = inDirection(clock.start, result.start, { ...options, zone, towards })
  const time = { start, minutes: length ?? defaultMinutes, repeat }
  const unread = text.unread()
  if (unread !== '') return { kind: 'partly', unread, time }
  const assumed = assumptionsOf({ text, result, options, zone, start, isAfternoon: clock.isAfternoon })
  if (length === undefined) assumed.push('length')
  return { kind: 'understood', ...time, assumed }
}

/** Reads a plain date such as `30 June` or `end of June`, towards the future, if every word of it is understood. */
export function parseDate(typed: string, now: Instant, zone: string, locale?: string): string | undefined {
  if (typed.length > maxLength.date) return undefined
  const options: MeetingTimeOptions = { now, zone, towards: 'future', locale }
  const text = new DateText(typed, options)
  const result = read(text, options)
  if (result === undefined || text.isCorrected) return undefined
  const date = plainDate(result.start)
  markContradictions(text, result, date)
  if (text.unread() !== '' || result.end) return undefined
  const isWholeMonth = result.start.isCertain('month') && !result.start.isCertain('day')
  if (!isWholeMonth) return date.toString()
  // `32 June` is no day of June, and `February 31` is not the whole of February.
  const namesDay = /(?<!\d)\d{1,2}(?!\d)/.test(typed)
  return namesDay ? undefined : date.with({ day: date.daysInMonth }).toString()
}

/** `last Thursday` is over and `next Thursday` is not, whatever is asked. */
function directionOf(text: DateText, { towards }: MeetingTimeOptions): MeetingTimeOptions['towards'] {
  if (text.has('last')) return 'past'
  return text.has('next') ? 'future' : towards
}

/** Finds the part that says most, and marks its words as read. */
function read(text: DateText, { now, zone, towards, locale }: MeetingTimeOptions): ParsedResult | undefined {
  const forwardDate = towards === 'future'
  const results = parserFor(locale).parse(text.toRead, reference(now, zone), { forwardDate })
  const [best] = results.toSorted((one, other) => weightOf(other) - weightOf(one))
  if (best !== undefined) text.markRead(best.index, best.index + best.text.length)
  return best
}

/** A time of day matters more than a long text. */
function weightOf({ start, text }: ParsedResult): number {
  const saysTime = start.isCertain('hour') && !start.isCertain('timezoneOffset')
  return text.length + (saysTime ? maxLength.date : 0)
}

/** The day comes before the month, except for readers in the United States. */
function parserFor(locale = 'en-NZ'): Chrono {
  return locale === 'en-US' ? casual : GB
}

function reference(now: Instant, zone: string): { instant: Date; timezone: number } {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  return { instant: new Date(now), timezone: local.offsetNanoseconds / 60e9 }
}

function plainDate(parsed: ParsedComponents): Temporal.PlainDate {
  const part = (name: 'year' | 'month' | 'day') => parsed.get(name) ?? 1
  return Temporal.PlainDate.from({ year: part('year'), month: part('month'), day: part('day') })
}

/**
 * `Friday 3 December` when the third is a Thursday, `9am in the evening`, and days that the parser passed over: what
 * does not agree with the result is left among the unread words.
 */
function markContradictions(text: DateText, { start }: ParsedResult, date: Temporal.PlainDate): void {
  text.markUnread((word) => !agreesWith(word, date))
  if (!start.isCertain('day')) text.markUnread((word) => /^\d+[/-]\d+[/-]\d+/.test(word))
  text.markUnreadDays(date)
  if (!start.isCertain('hour')) return
  const hour = hourOf(start)
  text.markUnread((word) => {
    const [from = 0, to = 24] = hoursOfDay[word] ?? []
    return hour < from || hour >= to
  })
}

function dayOnly(text: DateText, date: Temporal.PlainDate): ParsedDate {
  const unread = text.unread()
  if (unread === '') return { kind: 'no-time', date: date.toString() }
  return { kind: 'partly', unread, date: date.toString() }
}

interface ClockTimes {
  readonly start: Instant
  readonly end?: Instant
  /** A bare hour from 1 to 6 was taken for the afternoon. */
  readonly isAfternoon: boolean
}

/** The rules of the zone decide rather than the offset of today, since the clocks may change in between. */
function clockTimes(
  text: DateText,
  result: ParsedResult,
  date: Temporal.PlainDate,
  zone: string,
): ClockTimes {
  const { start, end } = result
  const isBare = (one: ParsedComponents) =>
    !one.isCertain('meridiem') && isSmallHour(one) && !text.saysHalfOfDay
  const isAfternoon = isBare(start)
  const startHour = hourOf(start) + (isAfternoon ? 12 : 0)
  const at = (day: Temporal.PlainDate, hour: number, minute: number | null) =>
    day.toZonedDateTime({ timeZone: zone, plainTime: { hour: hour % 24, minute: minute ?? 0 } })
      .epochMilliseconds
  const begin = at(date, startHour, start.get('minute'))
  if (!end) return { start: begin, isAfternoon }
  const endDate = end.isCertain('day') ? plainDate(end) : date
  const finish = at(endDate, hourOf(end) + (isBare(end) ? 12 : 0), end.get('minute'))
  if (finish > begin || start.isCertain('meridiem') || startHour < 12)
    return { start: begin, end: finish, isAfternoon: isAfternoon || isBare(end) }
  // `11 to 4pm` begins in the morning.
  return { start: at(date, startHour - 12, start.get('minute')), end: finish, isAfternoon }
}

function hourOf(parsed: ParsedComponents): number {
  return parsed.get('hour') ?? 0
}

function isSmallHour(parsed: ParsedComponents): boolean {
  return hourOf(parsed) >= 1 && hourOf(parsed) <= 6
}

/** The length in minutes, or `undefined` if none was said. A length that cannot be is left among the unread words. */
function lengthOf(text: DateText, { start, end }: ClockTimes, duration?: TakenDuration): number | undefined {
  const untilEnd = end === undefined ? undefined : Math.round((end - start) / 60_000)
  const minutes = untilEnd ?? duration?.minutes
  if (minutes === undefined) return undefined
  if (duration !== undefined && duration.minutes !== minutes) text.markUnreadAt(duration.from, duration.to)
  if (minutes > 0 && minutes <= maxMinutes) return minutes
  if (untilEnd === undefined) text.markUnread((word) => word === 'for')
  else text.markRangeUnread()
  return undefined
}

/** Moves a weekday by a week, or a bare time by a day, if it fell on the wrong side of now. */
function inDirection(
  start: Instant,
  parsed: ParsedComponents,
  { now, zone, towards }: MeetingTimeOptions,
): Instant {
  if (parsed.isCertain('day')) return start
  const step = { days: parsed.isCertain('weekday') ? 7 : 1 }
  const local = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone)
  if (towards === 'future' && start <= now) return local.add(step).epochMilliseconds
  if (towards === 'past' && start > now) return local.subtract(step).epochMilliseconds
  return start
}

interface Reading {
  readonly text: DateText
  readonly result: ParsedResult
  readonly options: MeetingTimeOptions
  /** The zone that the words name, or else that of the speaker. */
  readonly zone: string
  readonly start: Instant
  readonly isAfternoon: boolean
}

function assumptionsOf({ text, result, options, zone, start, isAfternoon }: Reading): Assumption[] {
  const assumed: Assumption[] = []
  const local = (where: string) => Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(where)
  const today = Temporal.Instant.fromEpochMilliseconds(options.now).toZonedDateTimeISO(options.zone)
  if (text.isCorrected) assumed.push('spelling')
  if (isAfternoon) assumed.push('afternoon')
  if (local(zone).offset !== local(options.zone).offset) assumed.push('zone')
  if (!result.start.isCertain('year') && local(zone).year !== today.year) assumed.push('next-year')
  if (text.has('next') && result.start.isCertain('weekday')) assumed.push('next-week')
  return assumed
}
