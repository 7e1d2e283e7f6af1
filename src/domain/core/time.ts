// Lengths of time, and the hours in which a person may be told something.
import type { Instant } from './ids.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const week = 7 * day

/** How late something may be before it is called late. */
export const lateThreshold = 5 * minute

/** The instant `weeks` weeks later at the same time of day in `zone`; in a gap of the clocks the next valid one. */
export function weeksLater(start: Instant, weeks: number, zone: string): Instant {
  return zoned(start, zone).add({ weeks }).epochMilliseconds
}

/** The end of a plain date (`2026-06-30`) in `zone`. */
export function endOfDate(date: string, zone: string): Instant {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
}

/** Whether the reader has this day off. */
export type IsHoliday = (date: Temporal.PlainDate) => boolean

/** The time of a reader: their IANA zone, and the days that they have off. */
export interface Calendar {
  readonly zone: string
  readonly isHoliday: IsHoliday
}

/** Urgent news: at once from 07:00 to 22:00 of the reader, else at the next 07:00. */
export function urgentHour(now: Instant, { zone }: Calendar): Instant {
  const local = zoned(now, zone)
  if (local.hour >= 7 && local.hour < 22) return now
  const date = local.hour < 7 ? local.toPlainDate() : local.toPlainDate().add({ days: 1 })
  return hourOn(date, 7, zone)
}

/** News that can wait: in working time (Monday to Friday, 09:00 to 17:00, no public holiday), else when that begins. */
export function workingHour(now: Instant, { zone, isHoliday }: Calendar): Instant {
  const local = zoned(now, zone)
  const isWorkday = (date: Temporal.PlainDate) => date.dayOfWeek <= 5 && !isHoliday(date)
  const workday = isWorkday(local.toPlainDate())
  if (workday && local.hour >= 9 && local.hour < 17) return now
  let date = local.toPlainDate()
  if (!(workday && local.hour < 9)) date = date.add({ days: 1 })
  while (!isWorkday(date)) date = date.add({ days: 1 })
  return hourOn(date, 9, zone)
}

/** So many working days later, at the same time of day. */
export function workingDaysLater(start: Instant, days: number, { zone, isHoliday }: Calendar): Instant {
  let then = zoned(start, zone)
  for (let left = days; left > 0; ) {
    then = then.add({ days: 1 })
    if (then.dayOfWeek <= 5 && !isHoliday(then.toPlainDate())) left -= 1
  }
  return then.epochMilliseconds
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
