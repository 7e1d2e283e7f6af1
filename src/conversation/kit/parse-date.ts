// Reads dates as people type them, in the speaker's zone: `Thu 2pm`, `every second Tuesday 10:00`, `yesterday 3pm`.
import type { ParsedComponents } from 'chrono-node'
// Only English is imported: the other languages are 250 files more.
import { type Chrono, casual, GB } from 'chrono-node/en'
import type { Instant } from '../../domain/core/ids.ts'
import type { Repeat } from '../../domain/core/terms.ts'
import { maxLength } from './form-fields.ts'

export type ParsedDate =
  | {
      readonly kind: 'understood'
      readonly start: Instant
      readonly minutes: number
      readonly repeat?: Repeat
    }
  /** A day without a time. `date` is the day that was understood, e.g. `2026-06-30`. */
  | { readonly kind: 'no-time'; readonly date: string }
  | { readonly kind: 'not-understood' }

const defaultMinutes = 60
const maxMinutes = 24 * 60
const maxIntervalWeeks = 12

/** Meetings repeat by weeks. Any other repetition is refused rather than taken for one by weeks. */
const otherRepeat =
  /\b(?:every|each)\s+(?:\d+\s+|second\s+|other\s+)?(?:day|weekday|morning|afternoon|evening|month|quarter|year)s?\b|\b(?:daily|monthly)\b/i
const intervalWeeks: { readonly [word: string]: number } = { second: 2, other: 2, third: 3, fourth: 4 }

export interface MeetingTimeOptions {
  readonly now: Instant
  readonly zone: string
  /** The direction of an open date: `Thu 2pm` is the next Thursday for a plan, and the last one for a record. */
  readonly towards: 'future' | 'past'
  readonly locale?: string
}

/** Reads a date and time. A text longer than `maxLength.date` is not searched. */
export function parseMeetingTime(text: string, options: MeetingTimeOptions): ParsedDate {
  if (text.length > maxLength.date || otherRepeat.test(text)) return { kind: 'not-understood' }
  const { now, zone, towards, locale } = options
  const { rest: once, repeat } = takeRepeat(text.replace(/\blast night\b/i, 'yesterday evening'))
  const { rest, minutes } = takeDuration(once)
  const forwardDate = towards === 'future'
  const [result] = parserFor(locale).parse(rest, reference(now, zone), { forwardDate })
  if (result === undefined) return { kind: 'not-understood' }

  const date = plainDate(result.start)
  if (!result.start.isCertain('hour')) return { kind: 'no-time', date: date.toString() }
  return {
    kind: 'understood',
    start: inDirection(instantOf(result.start, zone), result.start, options),
    minutes: validMinutes(minutesBetween(result.start, result.end, zone) ?? minutes),
    repeat,
  }
}

/** Reads a plain date such as `30 June` or `end of June`, towards the future. */
export function parseDate(text: string, now: Instant, zone: string, locale?: string): string | undefined {
  if (text.length > maxLength.date) return undefined
  const [result] = parserFor(locale).parse(text, reference(now, zone), { forwardDate: true })
  if (result === undefined) return undefined
  const date = plainDate(result.start)
  const isWholeMonth = result.start.isCertain('month') && !result.start.isCertain('day')
  if (!isWholeMonth) return date.toString()
  // `32 June` is no day of June, and `February 31` is not the whole of February.
  const namesDay = /(?<!\d)\d{1,2}(?!\d)/.test(text)
  return namesDay ? undefined : date.with({ day: date.daysInMonth }).toString()
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

/** The rules of the zone decide rather than the offset of today, since the clocks may change in between. */
function instantOf(parsed: ParsedComponents, zone: string): Instant {
  const plainTime = { hour: parsed.get('hour') ?? 0, minute: parsed.get('minute') ?? 0 }
  return plainDate(parsed).toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds
}

/** Returns `undefined` if no end was given. */
function minutesBetween(
  start: ParsedComponents,
  end: ParsedComponents | null | undefined,
  zone: string,
): number | undefined {
  if (end === null || end === undefined) return undefined
  return Math.round((instantOf(end, zone) - instantOf(start, zone)) / 60_000)
}

function validMinutes(minutes = defaultMinutes): number {
  if (minutes <= 0 || minutes > maxMinutes) return defaultMinutes
  return minutes
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

const everyPattern =
  /\b(?:every|each)\s+(?:(?<ordinal>second|other|third|fourth)\s+|(?<count>\d{1,2})\s+weeks?\s*(?:on\s+)?)?(?:week\s*(?:on\s+)?)?/i

/** Takes `every second` or `weekly` out of the text. */
function takeRepeat(text: string): { rest: string; repeat?: Repeat } {
  const every = everyPattern.exec(text)
  if (every !== null) {
    const { ordinal = '', count } = every.groups ?? {}
    const weeks = count === undefined ? (intervalWeeks[ordinal.toLowerCase()] ?? 1) : Number(count)
    const repeat = { weeks: Math.min(Math.max(weeks, 1), maxIntervalWeeks) }
    return { rest: text.replace(every[0], ' '), repeat }
  }
  const adverb = /\b(?:weekly|fortnightly)\b/i.exec(text)
  if (adverb === null) return { rest: text }
  const weeks = adverb[0].toLowerCase() === 'weekly' ? 1 : 2
  return { rest: text.replace(adverb[0], ' '), repeat: { weeks } }
}

const durationPattern =
  /\bfor\s+(?<count>\d{1,3}(?:\.5)?|an|half an)\s*(?<unit>hours?|hrs?|h|minutes?|mins?|m)\b/i

/** Takes `for 90 minutes` out of the text. */
function takeDuration(text: string): { rest: string; minutes?: number } {
  const duration = durationPattern.exec(text)
  if (duration === null) return { rest: text }
  const { count = '', unit = '' } = duration.groups ?? {}
  const factor = unit.toLowerCase().startsWith('h') ? 60 : 1
  return { rest: text.replace(duration[0], ' '), minutes: Math.round(numberOf(count) * factor) }
}

function numberOf(count: string): number {
  if (count === 'an') return 1
  if (count === 'half an') return 0.5
  return Number(count)
}
