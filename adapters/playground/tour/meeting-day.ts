// The day of the week on which the tour's network meets, so that nothing in it falls on a holiday or a weekend.

const weeks = 10

/** What happens after a meeting happens the day after. On a Monday, tried last, and on a Friday fall the holidays
 * that move. */
const days = [
  ['Tuesday', 2],
  ['Wednesday', 3],
  ['Thursday', 4],
  ['Monday', 1],
] as const

/** Of New Zealand, as month and day. */
const holidays = new Set(['01-01', '01-02', '02-06', '04-25', '12-25', '12-26'])
/** Where one of two falls on a Sunday, its Tuesday is one instead. */
const instead = new Set(['01-03', '01-04', '12-27', '12-28'])

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
  return holidays.has(day) || (date.dayOfWeek === 2 && instead.has(day))
}
