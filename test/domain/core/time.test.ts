// Working time: the hours and days at which people are sent something, in their own zone.
import { describe, expect, test } from 'vitest'
import { urgentHour, workingDaysLater, workingHour } from '../../../src/domain/core/time.ts'

const instant = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds
const auckland = 'Pacific/Auckland'
/** A calendar in that zone, with these public holidays. */
const calendarOf = (zone: string, ...off: readonly string[]) => ({
  zone,
  isHoliday: (date: Temporal.PlainDate) => off.includes(date.toString()),
})
/** The instant as local date and time in the zone. */
const localTime = (instant: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString()

const nextWorkingHour = (text: string, zone = auckland, ...off: readonly string[]) =>
  localTime(workingHour(instant(`${text}[${zone}]`), calendarOf(zone, ...off)), zone)
const nextUrgentHour = (text: string, zone = auckland, ...off: readonly string[]) =>
  localTime(urgentHour(instant(`${text}[${zone}]`), calendarOf(zone, ...off)), zone)

describe('urgent news', () => {
  test.each([
    ['2026-11-28T21:59', '2026-11-28T21:59:00'],
    ['2026-11-28T22:00', '2026-11-29T07:00:00'],
    ['2026-11-28T06:59', '2026-11-28T07:00:00'],
    ['2026-11-28T07:00', '2026-11-28T07:00:00'],
  ])('of %s comes at %s, also on a weekend', (now, then) => {
    expect(nextUrgentHour(now)).toBe(then)
  })
  test('comes on a public holiday too', () => {
    expect(nextUrgentHour('2026-07-10T10:00', auckland, '2026-07-10')).toBe('2026-07-10T10:00:00')
  })
  test('comes at 07:00 local time also in nights in which the clocks change', () => {
    expect(nextUrgentHour('2026-09-26T23:30')).toBe('2026-09-27T07:00:00')
    expect(nextUrgentHour('2027-04-03T23:30')).toBe('2027-04-04T07:00:00')
    const hours = (now: string) => (urgentHour(instant(now), calendarOf(auckland)) - instant(now)) / 3_600_000
    expect(hours(`2026-09-26T23:30[${auckland}]`)).toBe(6.5)
    expect(hours(`2027-04-03T23:30[${auckland}]`)).toBe(8.5)
  })
})

describe('news that can wait', () => {
  test.each([
    ['2026-11-27T08:59', '2026-11-27T09:00:00'],
    ['2026-11-27T09:00', '2026-11-27T09:00:00'],
    ['2026-11-27T16:59', '2026-11-27T16:59:00'],
    ['2026-11-27T17:00', '2026-11-30T09:00:00'],
    ['2026-11-28T12:00', '2026-11-30T09:00:00'],
  ])('of %s comes at %s', (now, then) => {
    expect(nextWorkingHour(now)).toBe(then)
  })
  test('waits for the end of public holidays, however many follow each other', () => {
    expect(nextWorkingHour('2026-07-10T10:00', auckland, '2026-07-10')).toBe('2026-07-13T09:00:00')
    const easter = ['2026-04-03', '2026-04-06']
    expect(nextWorkingHour('2026-04-02T17:00', auckland, ...easter)).toBe('2026-04-07T09:00:00')
    expect(nextWorkingHour('2026-04-02T16:00', auckland, ...easter)).toBe('2026-04-02T16:00:00')
  })
  test('comes on another day on the other side of the date line', () => {
    const saturday = instant(`2026-11-28T09:00[${auckland}]`)
    expect(localTime(workingHour(saturday, calendarOf(auckland)), auckland)).toBe('2026-11-30T09:00:00')
    expect(localTime(workingHour(saturday, calendarOf('Pacific/Honolulu')), 'Pacific/Honolulu')).toBe(
      '2026-11-27T10:00:00',
    )
    expect(localTime(workingHour(saturday, calendarOf('Pacific/Pago_Pago')), 'Pacific/Pago_Pago')).toBe(
      '2026-11-27T09:00:00',
    )
    expect(localTime(workingHour(saturday, calendarOf('Pacific/Kiritimati')), 'Pacific/Kiritimati')).toBe(
      '2026-11-30T09:00:00',
    )
    // A holiday is on the date in the reader’s own zone.
    const pago = calendarOf('Pacific/Pago_Pago', '2026-11-27')
    expect(localTime(workingHour(saturday, pago), pago.zone)).toBe('2026-11-30T09:00:00')
  })
  test('comes at 09:00 local time after a weekend in which the clocks change', () => {
    expect(nextWorkingHour('2026-09-25T18:00')).toBe('2026-09-28T09:00:00')
    expect(nextWorkingHour('2027-04-02T18:00')).toBe('2027-04-05T09:00:00')
    expect(nextWorkingHour('2026-03-27T18:00', 'Europe/London')).toBe('2026-03-30T09:00:00')
  })
})

describe('working days later', () => {
  const later = (text: string, days: number, ...off: readonly string[]) =>
    localTime(workingDaysLater(instant(`${text}[${auckland}]`), days, calendarOf(auckland, ...off)), auckland)
  test.each([
    ['2026-11-24T10:00', 2, '2026-11-26T10:00:00'],
    ['2026-11-26T10:00', 2, '2026-11-30T10:00:00'],
    ['2026-11-28T10:00', 2, '2026-12-01T10:00:00'],
    ['2026-11-24T10:00', 4, '2026-11-30T10:00:00'],
  ])('%s and %i of them is %s', (now, days, then) => {
    expect(later(now, days)).toBe(then)
  })
  test('leave out public holidays, and keep the time of day when the clocks change', () => {
    expect(later('2026-07-09T10:00', 2, '2026-07-10')).toBe('2026-07-14T10:00:00')
    expect(later('2026-09-25T10:00', 2)).toBe('2026-09-29T10:00:00')
  })
})
