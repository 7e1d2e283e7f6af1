// Public holidays: computed by a process of its own, once for each place and year, for people in different places.
import { expect, test } from 'vitest'
import {
  createPublicHolidays,
  noHolidays,
  type PlaceYear,
  type Region,
} from '../../src/holidays/public-holidays.ts'

const logged: object[] = []
const log = { error: (context: object) => void logged.push(context) }
const real = createPublicHolidays({ log })
const off = (somewhere: Region, date: string, holidays = real) =>
  holidays.ask((holidaysOf) => holidaysOf(somewhere)(Temporal.PlainDate.from(date)))

const auckland = { zone: 'Pacific/Auckland' }

test.each([
  ['Matariki', auckland, '2026-07-10', true],
  ['the day after Matariki', auckland, '2026-07-11', false],
  ['Matariki a year later', auckland, '2027-06-25', true],
  ['Waitangi Day, which falls on a Saturday', auckland, '2027-02-08', true],
  ['the anniversary day of Auckland', auckland, '2026-01-26', true],
  ['that of Wellington in Auckland', auckland, '2026-01-19', false],
  ['that of Wellington', { ...auckland, region: 'NZ-WGN' }, '2026-01-19', true],
  ['that of Auckland in Wellington', { ...auckland, region: 'NZ-WGN' }, '2026-01-26', false],
  ['that of Canterbury', { ...auckland, region: 'NZ-CAN' }, '2026-11-13', true],
  ['that of the Chatham Islands', { zone: 'Pacific/Chatham' }, '2026-11-30', true],
  ['Labour Day of New South Wales', { zone: 'Australia/Sydney' }, '2026-10-05', true],
  ['Melbourne Cup Day in Victoria', { zone: 'Australia/Melbourne' }, '2026-11-03', true],
  ['Melbourne Cup Day in Sydney', { zone: 'Australia/Sydney' }, '2026-11-03', false],
  ['a working day', auckland, '2026-11-24', false],
  ['New Year’s Day where nobody knows the holidays', { zone: 'UTC' }, '2027-01-01', false],
  ['New Year’s Day of a region that does not exist', { region: 'XX-YY' }, '2027-01-01', false],
] as const)('%s', { timeout: 20_000 }, async (_name, somewhere, date, isOff) => {
  expect(await off(somewhere, date)).toBe(isOff)
  expect(logged).toEqual([])
})

test('a place and year is computed once, and only when it is asked for', async () => {
  const computed: PlaceYear[] = []
  const holidays = createPublicHolidays({
    log,
    compute: async (wanted) => {
      computed.push(wanted)
      return [`${wanted.year}-12-25`]
    },
  })
  expect(await holidays.ask(() => 'nothing about days')).toBe('nothing about days')
  expect(computed).toEqual([])
  expect(await off(auckland, '2026-12-25', holidays)).toBe(true)
  expect(await off(auckland, '2026-12-26', holidays)).toBe(false)
  expect(await off(auckland, '2027-12-25', holidays)).toBe(true)
  expect(computed).toEqual([
    { place: 'Pacific/Auckland', year: 2026 },
    { place: 'Pacific/Auckland', year: 2027 },
  ])
})

test('when they cannot be found out, the question is answered without them, and they are looked up again the next time', async () => {
  const errors: object[] = []
  let tries = 0
  const holidays = createPublicHolidays({
    log: { error: (context) => void errors.push(context) },
    compute: async () => {
      tries += 1
      if (tries === 1) throw new Error('no process')
      return ['2026-12-25']
    },
  })
  expect(await off(auckland, '2026-12-25', holidays)).toBe(false)
  expect(errors).toMatchObject([{ place: 'Pacific/Auckland', year: 2026 }])
  expect(await off(auckland, '2026-12-25', holidays)).toBe(true)
})

test('without holidays no day is off', async () => {
  expect(await off(auckland, '2026-12-25', noHolidays)).toBe(false)
})
