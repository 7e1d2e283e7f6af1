// The first reminder of a meeting comes on a working day, and each reminder comes once.
import { expect, test } from 'vitest'
import { day, hour, minute } from '../../../src/domain/core/time.ts'
import { networkWithTrio, type Story, zone } from '../network-story.ts'

const auckland = (text: string) => Temporal.ZonedDateTime.from(`${text}[Pacific/Auckland]`).epochMilliseconds

/** The public holidays of New Zealand around the turn of the year, and Waitangi Day, which moves to a Monday. */
const holidays = new Set(['2026-12-25', '2026-12-28', '2027-01-01', '2027-01-04', '2027-02-08'])

function networkWithHolidays(): Story {
  const story = networkWithTrio()
  story.isHoliday = (date) => holidays.has(date.toString())
  return story
}

function plan(story: Story, start: number): void {
  story.does('tom', { kind: 'plan-meeting', meeting: 'm', start, minutes: 60, zone })
}

const reminders = (story: Story) =>
  story.entries.filter((entry) => entry.kind === 'meeting-reminded').map(({ at }) => at)

test.each([
  ['the Tuesday after Christmas and Boxing Day', '2026-12-29T10:00', '2026-12-24T10:00'],
  ['the Tuesday after New Year', '2027-01-05T10:00', '2026-12-31T10:00'],
  ['the Tuesday after a Monday holiday', '2027-02-09T10:00', '2027-02-05T10:00'],
  ['the Monday after a plain weekend', '2027-02-15T10:00', '2027-02-12T10:00'],
  ['a Wednesday after a working Tuesday', '2026-12-30T10:00', '2026-12-29T10:00'],
  ['a holiday itself, after a working day', '2026-12-25T10:00', '2026-12-24T10:00'],
])('the reminder of %s comes on the working day before', (_, start, reminded) => {
  const story = networkWithHolidays()
  plan(story, auckland(start))
  story.pass(auckland(start) + 2 * hour - story.now)
  expect(reminders(story)).toEqual([auckland(reminded), auckland(start) - 15 * minute])
})

test('a meeting that is moved after its reminder is reminded of anew, once', () => {
  const story = networkWithHolidays()
  plan(story, auckland('2026-12-29T10:00'))
  story.pass(auckland('2026-12-24T12:00') - story.now)
  story.does('tom', { kind: 'move-meeting', meeting: 'm', start: auckland('2027-01-05T10:00') })
  story.pass(auckland('2027-01-05T12:00') - story.now)
  expect(reminders(story)).toEqual(['2026-12-24T10:00', '2026-12-31T10:00', '2027-01-05T09:45'].map(auckland))
})

test('a reminder that came before the holidays were known does not come again', () => {
  const story = networkWithTrio()
  const start = auckland('2026-12-29T10:00')
  plan(story, start)
  story.pass(start - 23 * hour - story.now)
  story.isHoliday = (date) => holidays.has(date.toString())
  story.pass(day)
  expect(reminders(story)).toEqual([start - day, start - 15 * minute])
})

test('a reminder whose day turns out to be a holiday too late comes at once', () => {
  const story = networkWithTrio()
  const start = auckland('2026-12-29T10:00')
  plan(story, start)
  story.pass(start - 30 * hour - story.now)
  story.isHoliday = (date) => holidays.has(date.toString())
  story.pass(2 * day)
  expect(reminders(story)).toEqual([start - 30 * hour, start - 15 * minute])
})
