// Natural dates: `Thu 2pm`, `every second Tuesday 10:00`, `yesterday 3pm for 2 hours`, in the speaker's zone.
import type { ParsedComponents } from 'chrono-node'
// English alone: the other languages are 250 files more.
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
  /** A day without a time; `date` is as it was understood, a plain date. */
  | { readonly kind: 'no-time'; readonly date: string }
  | { readonly kind: 'not-understood' }

const usualMinutes = 60
/** Meetings repeat by weeks; what repeats otherwise must not be taken for that. */
const otherRepeat =
  /\b(?:every|each)\s+(?:\d+\s+|second\s+|other\s+)?(?:day|weekday|morning|afternoon|evening|month|quarter|year)s?\b|\b(?:daily|monthly)\b/i
const intervals: { readonly [word: string]: number } = { second: 2, other: 2, third: 3, fourth: 4 }

/**
 * Reads a date and time. `towards` says which way an open one leans: `Thu 2pm` is the next Thursday for a plan and
 * the last one for a record. Longer texts than a date are not searched.
 */
export function parseMeetingTime(
  text: string,
  now: Instant,
  zone: string,
  towards: 'future' | 'past',
  locale = 'en-NZ',
): ParsedDate {
  if (text.length > maxLength.date) return { kind: 'not-understood' }
  if (otherRepeat.test(text)) return { kind: 'not-understood' }
  const { rest: once, repeat } = takeRepeat(text.replace(/\blast night\b/i, 'yesterday evening'))
  const { rest, minutes } = takeLength(once)
  const result = parserFor(locale).parse(rest, reference(now, zone), { forwardDate: towards === 'future' })[0]
  if (result === undefined) return { kind: 'not-understood' }
  const { start, end } = result
  const date = plainDate(start)
  if (!start.isCertain('hour')) return { kind: 'no-time', date: date.toString() }
  const begins = leaning(instantOf(start, date, zone), now, zone, towards, start)
  const ends = end === null || end === undefined ? undefined : instantOf(end, plainDate(end), zone)
  const long = ends === undefined ? minutes : Math.round((ends - instantOf(start, date, zone)) / 60_000)
  return {
    kind: 'understood',
    start: begins,
    minutes: long !== undefined && long > 0 && long <= 24 * 60 ? long : usualMinutes,
    repeat,
  }
}

/** Reads a plain date such as `30 June` or `end of June`, towards the future. */
export function parseDate(text: string, now: Instant, zone: string, locale = 'en-NZ'): string | undefined {
  if (text.length > maxLength.date) return undefined
  const result = parserFor(locale).parse(text, reference(now, zone), { forwardDate: true })[0]
  if (result === undefined) return undefined
  const date = plainDate(result.start)
  const wholeMonth = result.start.isCertain('month') && !result.start.isCertain('day')
  // `32 June` is no day of it, and `February 31` not the whole of February.
  if (wholeMonth && /(?<!\d)\d{1,2}(?!\d)/.test(text)) return undefined
  return (wholeMonth ? date.with({ day: date.daysInMonth }) : date).toString()
}

/** Day before month, but for readers in the United States. */
function parserFor(locale: string): Chrono {
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

/** The zone's rules decide, not the offset of today: the clocks may change in between. */
function instantOf(parsed: ParsedComponents, date: Temporal.PlainDate, zone: string): Instant {
  const plainTime = { hour: parsed.get('hour') ?? 0, minute: parsed.get('minute') ?? 0 }
  return date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds
}

/** A weekday or a bare time that fell on the wrong side of now moves by a week or a day. */
function leaning(
  start: Instant,
  now: Instant,
  zone: string,
  towards: 'future' | 'past',
  parsed: ParsedComponents,
): Instant {
  if (parsed.isCertain('day')) return start
  const weekday = parsed.isCertain('weekday')
  const step = { days: weekday ? 7 : 1 }
  const local = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone)
  if (towards === 'future' && start <= now) return local.add(step).epochMilliseconds
  if (towards === 'past' && start > now) return local.subtract(step).epochMilliseconds
  return start
}

function takeRepeat(text: string): { rest: string; repeat?: Repeat } {
  const every =
    /\b(?:every|each)\s+(?:(second|other|third|fourth)\s+|(\d{1,2})\s+weeks?\s*(?:on\s+)?)?(?:week\s*(?:on\s+)?)?/i.exec(
      text,
    )
  if (every !== null) {
    const weeks = every[2] === undefined ? (intervals[every[1]?.toLowerCase() ?? ''] ?? 1) : Number(every[2])
    return { rest: text.replace(every[0], ' '), repeat: { weeks: Math.min(Math.max(weeks, 1), 12) } }
  }
  const adverb = /\b(weekly|fortnightly)\b/i.exec(text)
  if (adverb === null) return { rest: text }
  const weeks = adverb[1]?.toLowerCase() === 'weekly' ? 1 : 2
  return { rest: text.replace(adverb[0], ' '), repeat: { weeks } }
}

function takeLength(text: string): { rest: string; minutes?: number } {
  const length = /\bfor\s+(\d{1,3}(?:\.5)?|an|half an)\s*(hours?|hrs?|h|minutes?|mins?|m)\b/i.exec(text)
  if (length === null) return { rest: text }
  const [, count = '', unit = ''] = length
  const number = count === 'an' ? 1 : count === 'half an' ? 0.5 : Number(count)
  const minutes = Math.round(unit.toLowerCase().startsWith('h') ? number * 60 : number)
  return { rest: text.replace(length[0], ' '), minutes }
}
