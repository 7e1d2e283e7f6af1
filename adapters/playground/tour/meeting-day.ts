// The day of the week on which the tour's network meets. It is chosen so that neither a meeting nor the day after it,
// when the check-in closes, falls on a holiday or a weekend.

/** How many weekly meetings are checked. */
const weeks = 10

/** In order of preference, with their ISO numbers. Monday comes last, as holidays that move with the year fall on it. */
const days = [
  ['Tuesday', 2],
  ['Wednesday', 3],
  ['Thursday', 4],
  ['Monday', 1],
] as const

/** Fixed public holidays of New Zealand, as month and day. */
const holidays = new Set(['01-01', '01-02', '02-06', '04-25', '12-25', '12-26'])
/** When one of two holidays in a row falls on a Sunday, the Tuesday after is observed: it has one of these dates. */
const observedOnTuesday = new Set(['01-03', '01-04', '12-27', '12-28'])

/** The English name of the day; `now` is in milliseconds since the epoch. */
export function meetingDay(now: number, zone: string): string {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
  const free = days.find(([, day]) => {
    const first = today.add({ days: (day - today.dayOfWeek + 7) % 7 })
    const meetings = Array.from({ length: weeks }, (_, week) => first.add({ weeks: week }))
    return !meetings.some((meeting) => isHoliday(meeting) || isHoliday(meeting.add({ days: 1 })))
  })
  return (free ?? days[0])[0]
}

function isHoliday(date: Temporal.PlainDate): boolean {
  const day = date.toString().slice(5)
  return holidays.has(day) || (date.dayOfWeek === 2 && observedOnTuesday.has(day))
}
