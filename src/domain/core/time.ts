// Durations in milliseconds, dates in time zones, and the hours at which people may be sent something.
import type { Instant } from './ids.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const week = 7 * day

/** An event that happens later than this after it was due is marked as late. */
export const lateThreshold = 5 * minute

/** The instant `weeks` weeks later at the same time of day in `zone`. If the clocks skip it, the next valid time. */
export function weeksLater(start: Instant, weeks: number, zone: string): Instant {
  return zoned(start, zone).add({ weeks }).epochMilliseconds
}

/** The instant `days` days later, or earlier if they are negative, at the same time of day in `zone`. */
export function daysLater(start: Instant, days: number, zone: string): Instant {
  return zoned(start, zone).add({ days }).epochMilliseconds
}

/** The end of a plain date (`2026-06-30`) in `zone`. */
export function endOfDate(date: string, zone: string): Instant {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
}

/** Whether the date is a public holiday for the reader. */
export type IsHoliday = (date: Temporal.PlainDate) => boolean

/** The calendar of whoever knows of no public holidays. */
export const noHoliday: IsHoliday = () => false

/** The calendar of a reader: their IANA zone and their public holidays. */
export interface Calendar {
  readonly zone: string
  readonly isHoliday: IsHoliday
}

/** When to send something urgent: at once from 07:00 to 22:00 in the reader's zone, otherwise at the next 07:00. */
export function urgentHour(now: Instant, { zone }: Calendar): Instant {
  const local = zoned(now, zone)
  if (local.hour >= 7 && local.hour < 22) return now
  const date = local.hour < 7 ? local.toPlainDate() : local.toPlainDate().add({ days: 1 })
  return hourOn(date, 7, zone)
}

/** When to send what can wait: at once from 09:00 to 17:00 on a working day, otherwise at the next such 09:00. */
export function workingHour(now: Instant, { zone, isHoliday }: Calendar): Instant {
  const local = zoned(now, zone)
  let date = local.toPlainDate()
  const worksToday = isWorkday(date, isHoliday)
  if (worksToday && local.hour >= 9 && local.hour < 17) return now
  if (!worksToday || local.hour >= 9) date = date.add({ days: 1 })
  while (!isWorkday(date, isHoliday)) date = date.add({ days: 1 })
  return hourOn(date, 9, zone)
}

/** The instant `days` working days later, at the same time of day. */
export function workingDaysLater(start: Instant, days: number, { zone, isHoliday }: Calendar): Instant {
  let local = zoned(start, zone)
  let daysLeft = days
  while (daysLeft > 0) {
    local = local.add({ days: 1 })
    if (isWorkday(local.toPlainDate(), isHoliday)) daysLeft -= 1
  }
  return local.epochMilliseconds
}

export function isWorkday(date: Temporal.PlainDate, isHoliday: IsHoliday): boolean {
  return date.dayOfWeek <= 5 && !isHoliday(date)
}

export function dateAt(instant: Instant, zone: string): Temporal.PlainDate {
  return zoned(instant, zone).toPlainDate()
}

function zoned(instant: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
}

export function hourOn(date: Temporal.PlainDate, hourOfDay: number, zone: string): Instant {
  return date.toZonedDateTime({ timeZone: zone, plainTime: { hour: hourOfDay } }).epochMilliseconds
}
