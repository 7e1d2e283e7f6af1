// When the tour's network begins, and the day of the week on which it meets. Neither a meeting nor the day after it, when
// the check-in closes, falls on a holiday, a weekend, or the days around New Year when offices are closed.

/** How many weekly meetings are checked. */
const weeks = 10

/** A beginning is found within these days: the summer closure, and the weeks before it that would run into it. */
const longestWait = 150

/** In order of preference, with their ISO numbers. Monday comes last, as holidays that move with the year fall on it. */
const days = [
  ['Tuesday', 2],
  ['Wednesday', 3],
  ['Thursday', 4],
  ['Monday', 1],
] as const

/** Fixed public holidays of New Zealand outside the summer closure, as month and day. */
const holidays = new Set(['02-06', '04-25'])
/** The Tuesday on which a holiday is observed whose own day fell on a weekend. */
const observedOnTuesday = '01-04'
/** Offices are closed from the one to the other. */
const closure = ['12-24', '01-03'] as const

/** The English name of the day; `now` is in milliseconds since the epoch. */
export function meetingDay(now: number, zone: string): string {
  const today = localTime(now, zone).toPlainDate()
  return (freeDay(today) ?? days[0])[0]
}

/** Now, or else at nine on the first working day from which all meetings fall on working days. */
export function tourStart(now: number, zone: string): number {
  const local = localTime(now, zone)
  for (let wait = 0; wait < longestWait; wait += 1) {
    const day = local.toPlainDate().add({ days: wait })
    if (!isWorkingDay(day) || freeDay(day) === undefined) continue
    return wait === 0 ? now : day.toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).epochMilliseconds
  }
  return now
}

function localTime(now: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
}

function freeDay(today: Temporal.PlainDate) {
  return days.find(([, day]) => {
    const first = today.add({ days: (day - today.dayOfWeek + 7) % 7 })
    return isFree(first)
  })
}

/** Whether the weekly meetings from this one on, and the days after them, are working days. */
function isFree(first: Temporal.PlainDate): boolean {
  for (let week = 0; week < weeks; week += 1) {
    const meeting = first.add({ weeks: week })
    if (!isWorkingDay(meeting) || !isWorkingDay(meeting.add({ days: 1 }))) return false
  }
  return true
}

function isWorkingDay(date: Temporal.PlainDate): boolean {
  const day = monthAndDay(date)
  if (date.dayOfWeek > 5 || holidays.has(day)) return false
  if (day >= closure[0] || day <= closure[1]) return false
  return !(date.dayOfWeek === 2 && day === observedOnTuesday)
}

function monthAndDay({ month, day }: Temporal.PlainDate): string {
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
