// When a meeting is, in full, so that its author can see whether it was understood.
import type { MeetingTime } from '../../kit/parse-date.ts'
import type { Turn } from '../../turn.ts'

/** Returns e.g. `Thursday 3 December, 2–3 pm NZDT, fortnightly`, in the reader's language and zone. */
export function timeText({ now, zone, speaker }: Turn, { start, minutes, repeat }: MeetingTime): string {
  const locale = speaker.locale ?? 'en-NZ'
  const end = start + minutes * 60_000
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...options })
  const year = format({ year: 'numeric' })
  const isThisYear = year.format(start) === year.format(now)
  const dayOf = (at: number) =>
    `${format({ weekday: 'long' }).format(at)} ${format({ day: 'numeric', month: 'long', year: isThisYear ? undefined : 'numeric' }).format(at)}`
  const isOnTheHour = minuteOf(start, zone) === 0 && minuteOf(end, zone) === 0
  const clock = format({
    hour: 'numeric',
    minute: isOnTheHour ? undefined : '2-digit',
    timeZoneName: 'short',
  })
  const repeats = repeat === undefined ? '' : `, ${repeatText(repeat.weeks)}`
  if (dayOf(start) !== dayOf(end))
    return `${dayOf(start)}, ${clock.format(start)}, to ${dayOf(end)}, ${clock.format(end)}${repeats}`
  const times = clock.formatRange(start, end).replace(/\s*–\s*/, '–')
  return `${dayOf(start)}, ${times}${repeats}`
}

function minuteOf(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).minute
}

export function lengthText(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`
  if (minutes === 60) return 'an hour'
  return `${minutes / 60} hours`
}

export function repeatText(weeks: number): string {
  if (weeks === 1) return 'every week'
  if (weeks === 2) return 'fortnightly'
  return `every ${weeks} weeks`
}
