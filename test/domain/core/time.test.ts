// Working time: the hours and days in which somebody may be told something, wherever they are.
import { describe, expect, test } from 'vitest'
import { urgentHour, workingDaysLater, workingHour } from '../../../src/domain/core/time.ts'

const at = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds
const auckland = 'Pacific/Auckland'
/** In that zone, with these days off. */
const time = (zone: string, ...off: readonly string[]) => ({
  zone,
  isHoliday: (date: Temporal.PlainDate) => off.includes(date.toString()),
})
/** As the clock on the wall there shows it. */
const shown = (instant: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString()

const working = (text: string, zone = auckland, ...off: readonly string[]) =>
  shown(workingHour(at(`${text}[${zone}]`), time(zone, ...off)), zone)
const urgent = (text: string, zone = auckland, ...off: readonly string[]) =>
  shown(urgentHour(at(`${text}[${zone}]`), time(zone, ...off)), zone)

describe('urgent news', () => {
  test.each([
    ['2026-11-28T21:59', '2026-11-28T21:59:00'],
    ['2026-11-28T22:00', '2026-11-29T07:00:00'],
    ['2026-11-28T06:59', '2026-11-28T07:00:00'],
    ['2026-11-28T07:00', '2026-11-28T07:00:00'],
  ])('of %s comes at %s, also on a weekend', (now, then) => {
    expect(urgent(now)).toBe(then)
  })
  test('comes on a public holiday too', () => {
    expect(urgent('2026-07-10T10:00', auckland, '2026-07-10')).toBe('2026-07-10T10:00:00')
  })
  test('comes at 07:00 of the wall also in nights in which the clocks change', () => {
    expect(urgent('2026-09-26T23:30')).toBe('2026-09-27T07:00:00')
    expect(urgent('2027-04-03T23:30')).toBe('2027-04-04T07:00:00')
    const hours = (now: string) => (urgentHour(at(now), time(auckland)) - at(now)) / 3_600_000
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
    expect(working(now)).toBe(then)
  })
  test('waits for the end of public holidays, however many follow each other', () => {
    expect(working('2026-07-10T10:00', auckland, '2026-07-10')).toBe('2026-07-13T09:00:00')
    const easter = ['2026-04-03', '2026-04-06']
    expect(working('2026-04-02T17:00', auckland, ...easter)).toBe('2026-04-07T09:00:00')
    expect(working('2026-04-02T16:00', auckland, ...easter)).toBe('2026-04-02T16:00:00')
  })
  test('comes on another day on the other side of the date line', () => {
    const saturday = at(`2026-11-28T09:00[${auckland}]`)
    expect(shown(workingHour(saturday, time(auckland)), auckland)).toBe('2026-11-30T09:00:00')
    expect(shown(workingHour(saturday, time('Pacific/Honolulu')), 'Pacific/Honolulu')).toBe(
      '2026-11-27T10:00:00',
    )
    expect(shown(workingHour(saturday, time('Pacific/Pago_Pago')), 'Pacific/Pago_Pago')).toBe(
      '2026-11-27T09:00:00',
    )
    expect(shown(workingHour(saturday, time('Pacific/Kiritimati')), 'Pacific/Kiritimati')).toBe(
      '2026-11-30T09:00:00',
    )
    // A day off is that of the reader’s own date.
    const pago = time('Pacific/Pago_Pago', '2026-11-27')
    expect(shown(workingHour(saturday, pago), pago.zone)).toBe('2026-11-30T09:00:00')
  })
  test('comes at 09:00 of the wall after a weekend in which the clocks change', () => {
    expect(working('2026-09-25T18:00')).toBe('2026-09-28T09:00:00')
    expect(working('2027-04-02T18:00')).toBe('2027-04-05T09:00:00')
    expect(working('2026-03-27T18:00', 'Europe/London')).toBe('2026-03-30T09:00:00')
  })
})

describe('working days later', () => {
  const later = (text: string, days: number, ...off: readonly string[]) =>
    shown(workingDaysLater(at(`${text}[${auckland}]`), days, time(auckland, ...off)), auckland)
  test.each([
    ['2026-11-24T10:00', 2, '2026-11-26T10:00:00'],
    ['2026-11-26T10:00', 2, '2026-11-30T10:00:00'],
    ['2026-11-28T10:00', 2, '2026-12-01T10:00:00'],
    ['2026-11-24T10:00', 4, '2026-11-30T10:00:00'],
  ])('%s and %i of them is %s', (now, days, then) => {
    expect(later(now, days)).toBe(then)
  })
  test('leave out public holidays, and keep the time of day where the clocks change', () => {
    expect(later('2026-07-09T10:00', 2, '2026-07-10')).toBe('2026-07-14T10:00:00')
    expect(later('2026-09-25T10:00', 2)).toBe('2026-09-29T10:00:00')
  })
})
