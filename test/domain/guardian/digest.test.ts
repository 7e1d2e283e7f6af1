// When the digest comes, and what it contains.
import { describe, expect, test } from 'vitest'
import { day, hour } from '../../../src/domain/core/time.ts'
import {
  type DigestSettings,
  digestAt,
  digestDefaults,
  isQuiet,
  isWorthSending,
  newsOfNetworks,
} from '../../../src/domain/guardian/digest.ts'
import { unstarted } from '../../../src/domain/state.ts'
import { analyst, networkWithTrio } from '../network-story.ts'

const zone = 'Pacific/Auckland'
const noHoliday = () => false
const instant = (local: string, at = zone) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(at).epochMilliseconds
const next = (
  last: string,
  settings: Partial<DigestSettings> = {},
  isHoliday = noHoliday as (date: Temporal.PlainDate) => boolean,
) => {
  const at = digestAt({ ...digestDefaults, ...settings }, instant(last), { zone, isHoliday })
  return at === undefined
    ? 'never'
    : Temporal.Instant.fromEpochMilliseconds(at)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
}

describe('the digest comes', () => {
  test.each([
    ['on Monday at nine', '2026-11-25T12:00', {}, '2026-11-30T09:00'],
    ['on that Monday still, just before nine', '2026-11-30T08:59', {}, '2026-11-30T09:00'],
    ['a week later, at nine and after', '2026-11-30T09:00', {}, '2026-12-07T09:00'],
    [
      'at the hour and on the day that were chosen',
      '2026-11-25T12:00',
      { day: 5, hour: 16 },
      '2026-11-27T16:00',
    ],
    ['every two weeks', '2026-11-30T09:00', { weeks: 2 }, '2026-12-14T09:00'],
    ['never, where it is off', '2026-11-25T12:00', { weeks: 0 }, 'never'],
    ['at the same hour after the clocks went forward', '2026-09-21T09:00', {}, '2026-09-28T09:00'],
    ['at the same hour after the clocks went back', '2026-03-30T09:00', {}, '2026-04-06T09:00'],
  ] as const)('%s', (_, last, settings, at) => {
    expect(next(last, settings)).toBe(at)
  })

  test('not before a pause is over, and on its first day if that is the day', () => {
    expect(next('2026-11-25T12:00', { pausedUntil: instant('2026-12-14T00:00') })).toBe('2026-12-14T09:00')
    expect(next('2026-11-25T12:00', { pausedUntil: instant('2026-12-15T00:00') })).toBe('2026-12-21T09:00')
  })

  test('on the next working day if that one is a holiday, and on its own day again the week after', () => {
    const holidays = ['2026-10-26', '2026-12-25', '2026-12-28']
    const isHoliday = (date: Temporal.PlainDate) => holidays.includes(date.toString())
    expect(next('2026-10-19T09:00', {}, isHoliday)).toBe('2026-10-27T09:00')
    expect(next('2026-10-27T09:00', {}, isHoliday)).toBe('2026-11-02T09:00')
    // Christmas Day is a Friday, and the holiday for Boxing Day is on the Monday after.
    expect(next('2026-12-18T09:00', { day: 5 }, isHoliday)).toBe('2026-12-29T09:00')
  })

  test('on both sides of the date line in the reader’s own week', () => {
    const at = (where: string) =>
      digestAt(digestDefaults, instant('2026-11-25T12:00', where), { zone: where, isHoliday: noHoliday })
    expect(at('Pacific/Kiritimati')).toBe(instant('2026-11-30T09:00', 'Pacific/Kiritimati'))
    expect(at('Pacific/Pago_Pago')).toBe(instant('2026-11-30T09:00', 'Pacific/Pago_Pago'))
    expect((at('Pacific/Pago_Pago') ?? 0) - (at('Pacific/Kiritimati') ?? 0)).toBe(25 * hour)
  })
})

describe('what is new', () => {
  const news = (story: ReturnType<typeof networkWithTrio>, since: number) =>
    newsOfNetworks([story.network], 'margaret', since)[0]

  test('is what happened since, and nothing of before', () => {
    const story = networkWithTrio().pass(6 * day)
    story.does('tom', { kind: 'put', resource: 'r1', offer: analyst })
    const since = story.now
    story.pass(hour)
    story.does('tom', { kind: 'put', resource: 'r2', offer: { ...analyst, what: 'planner' } })
    story.does('tom', { kind: 'use', resource: 'r1' })
    story.does('aroha', { kind: 'keep-lesson', lesson: 'l', text: 'Ask early' })
    story.recordsMeeting()
    story.pass(2 * day)
    expect(news(story, since)).toMatchObject({
      came: [{ id: 'r2' }],
      used: [{ id: 'r1' }],
      left: [],
      held: [{}],
      missed: [],
      lessons: 1,
      flagged: false,
    })
    expect(news(story, story.now)).toMatchObject({ came: [], used: [], held: [], lessons: 0 })
  })

  test('what came and left again in between has left', () => {
    const story = networkWithTrio().pass(day)
    const since = story.now
    story.pass(hour)
    story.does('tom', { kind: 'put', resource: 'r1', offer: analyst })
    story.does('tom', { kind: 'withdraw', resource: 'r1' })
    expect(news(story, since)).toMatchObject({ came: [], left: [{ id: 'r1' }] })
  })

  test('a network in which nothing happened is quiet until something waits for the angel', () => {
    const story = networkWithTrio().pass(6 * day)
    const quiet = () => newsOfNetworks([story.network], 'margaret', story.now).map(isQuiet)
    expect(quiet()).toEqual([true])
    story.does('tom', { kind: 'ask', ask: 'a', of: 'advise', text: 'What first?' })
    expect(quiet()).toEqual([false])
  })

  test('lists the worst first: a stalled network, one that asks, one with news, a quiet one, and no closed one', () => {
    const stalled = networkWithTrio().bareMeetings(6)
    const asking = networkWithTrio().pass(6 * day)
    asking.does('tom', { kind: 'ask', ask: 'a', of: 'advise', text: 'What first?' })
    const busy = networkWithTrio().pass(6 * day)
    const since = busy.now
    busy.pass(hour).does('aroha', { kind: 'keep-lesson', lesson: 'l', text: 'Ask early' })
    const quiet = networkWithTrio().pass(6 * day)
    const closed = networkWithTrio().pass(5 * day)
    closed.does('aroha', { kind: 'close', did: 'It.', borrow: '', avoid: '', resources: '' })
    const named = Object.entries({ closed, quiet, busy, asking, stalled }).map(([name, { network }]) => ({
      ...network,
      name,
    }))
    expect(newsOfNetworks(named, 'margaret', since).map(({ network }) => network.name)).toEqual([
      'stalled',
      'asking',
      'busy',
      'quiet',
    ])
    expect(newsOfNetworks([unstarted('n')], 'margaret', 0).map(isQuiet)).toEqual([true])
  })
})

describe('a digest is worth sending', () => {
  const isSent = (story: ReturnType<typeof networkWithTrio>, since: number) =>
    isWorthSending(newsOfNetworks([story.network], 'margaret', since), {
      angel: 'margaret',
      since,
      now: story.now,
    })
  const noteBend = { kind: 'note-bend', bend: 'b', what: 'The taxi', why: 'No other way' } as const
  const ask = { kind: 'ask', ask: 'a', of: 'advise', text: 'What first?' } as const

  test('for meetings and lessons alone only once in four weeks', () => {
    const story = networkWithTrio().pass(day)
    const since = story.now
    for (let weeks = 1; weeks <= 4; weeks += 1) {
      story.pass(6 * day).recordsMeeting()
      story.pass(day)
      expect(isSent(story, since), `after ${weeks} weeks`).toBe(weeks === 4)
    }
  })

  test('for what came onto the table, what left it, and a new outcome', () => {
    const story = networkWithTrio().pass(day)
    const since = story.now
    story.pass(hour)
    expect(isSent(story, since)).toBe(false)
    const resource = story.puts()
    expect(isSent(story, since)).toBe(true)
    const later = story.now
    story.pass(hour)
    expect(isSent(story, later)).toBe(false)
    story.does('tom', { kind: 'withdraw', resource })
    expect(isSent(story, later)).toBe(true)
    const last = story.pass(hour).now
    story.pass(hour).does('aroha', { kind: 'change-outcome', outcome: 'One key' })
    expect(isSent(story, last)).toBe(true)
  })

  test('for a stop that nobody has seen, and not for one that the angel has seen or ended', () => {
    const story = networkWithTrio().bareMeetings(5).pass(day)
    const since = story.now
    story.bareMeetings(1)
    expect(isSent(story, since), 'its own message has just been sent').toBe(false)
    story.pass(4 * day)
    expect(isSent(story, since)).toBe(true)
    story.does('margaret', { kind: 'see-flags', flags: ['dead-in-the-water'] })
    expect(isSent(story, since)).toBe(false)
    story.does('margaret', { kind: 'extend', meetings: 2 })
    expect(isSent(story, since)).toBe(false)
    const stopped = networkWithTrio().bareMeetings(6).pass(day)
    const later = stopped.now
    stopped.pass(hour).puts()
    expect(newsOfNetworks([stopped.network], 'margaret', later)[0]).toMatchObject({ resumed: true })
    expect(isSent(stopped, later)).toBe(true)
  })

  test('for what waits for the angel, until the angel says something about it', () => {
    const story = networkWithTrio().pass(day)
    const since = story.now
    story.pass(hour).does('tom', ask).does('tom', noteBend)
    expect(isSent(story, since)).toBe(true)
    story.does('margaret', { kind: 'take-ask', ask: 'a' })
    story.does('margaret', { kind: 'approve-bend', bend: 'b' })
    expect(isSent(story, since)).toBe(false)
    expect(newsOfNetworks([story.network], 'margaret', since)[0]).toMatchObject({
      decided: [{ id: 'b' }],
      answered: [{ id: 'a' }],
    })
  })
})
