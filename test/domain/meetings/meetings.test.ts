// Meetings: planning, repeating, reminders and check-ins.
import { describe, expect, test } from 'vitest'
import { day, hour, minute } from '../../../src/domain/core/time.ts'
import { networkWithTrio, type Story, zone } from '../network-story.ts'

describe('meetings', () => {
  const plan = (story: Story, start: number, weeks?: number) =>
    story.does('tom', {
      kind: 'plan-meeting',
      meeting: 'm',
      start,
      minutes: 60,
      zone,
      ...(weeks !== undefined && { repeat: { weeks } }),
    })

  test('reminders come the day before and 15 minutes before; the check-in at the end, closed a day later', () => {
    const story = networkWithTrio()
    const start = story.now + 3 * day
    const at = (kind: string) => story.entries.filter((entry) => entry.kind === kind).map((entry) => entry.at)
    plan(story, start).pass(6 * day)
    expect(at('meeting-reminded')).toEqual([start - day, start - 15 * minute])
    expect(at('check-in-opened')).toEqual([start + hour])
    expect(at('check-in-closed')).toEqual([start + hour + day])
    expect(story.network.meetings.get('m')?.state.kind).toBe('missed')
  })

  test.each(['2027-04-04', '2027-09-26'])(
    'a series keeps its hour over the night of %s, when the clocks change',
    (date) => {
      const story = networkWithTrio()
      const first = Temporal.ZonedDateTime.from(`${date}T10:00[${zone}]`).subtract({ days: 7 })
      story.now = first.subtract({ days: 1 }).epochMilliseconds
      plan(story, first.epochMilliseconds, 1)
      story.now = first.add({ hours: 1 }).epochMilliseconds
      story.beat()
      const next = [...story.network.meetings.values()].find(({ state }) => state.kind === 'planned')
      expect(next?.start).toBe(first.add({ weeks: 1 }).epochMilliseconds)
      expect(Temporal.Instant.fromEpochMilliseconds(next?.start ?? 0).toZonedDateTimeISO(zone).hour).toBe(10)
    },
  )

  test('a series whose hour falls into the gap of that night meets at the next valid hour', () => {
    const story = networkWithTrio()
    const first = Temporal.ZonedDateTime.from('2027-09-19T02:30[Pacific/Auckland]')
    plan(story, first.epochMilliseconds, 1)
    story.now = first.add({ hours: 1 }).epochMilliseconds
    story.beat()
    const next = [...story.network.meetings.values()].find(({ state }) => state.kind === 'planned')
    expect(Temporal.Instant.fromEpochMilliseconds(next?.start ?? 0).toString()).toBe('2027-09-25T14:30:00Z')
  })

  test('a series has one planned meeting; cancelling it plans the next, ending it none', () => {
    const story = networkWithTrio()
    plan(story, story.now + day, 2)
    const planned = () => [...story.network.meetings.values()].filter(({ state }) => state.kind === 'planned')
    expect(planned()).toHaveLength(1)
    story.does('tom', { kind: 'cancel-meeting', meeting: planned()[0]?.id ?? '', series: false })
    expect(planned().map(({ start }) => start)).toEqual([story.now + 15 * day])
    story.does('tom', { kind: 'cancel-meeting', meeting: planned()[0]?.id ?? '', series: true })
    expect(planned()).toEqual([])
  })

  test.each([hour, 3 * day, 15 * day])(
    'after an outage of %i ms what was due happens once, marked late',
    (length) => {
      const story = networkWithTrio()
      plan(story, story.now + day + 20 * minute, 1).pass(day + 19 * minute)
      const caught = story.outage(length + 2 * hour)
      const opened = caught.filter((entry) => entry.kind === 'check-in-opened')
      expect(opened).toHaveLength(1)
      expect(opened[0]).toMatchObject({ late: true, closes: story.now + day })
      expect(story.beat()).toEqual([])
    },
  )

  test('a meeting cannot be planned in the past, nor recorded in the future or before the network started', () => {
    const story = networkWithTrio()
    const meeting = { meeting: 'm', minutes: 60, zone }
    expect(story.tries('tom', { kind: 'plan-meeting', ...meeting, start: story.now })).toEqual({
      kind: 'in-the-past',
    })
    expect(story.tries('tom', { kind: 'record-meeting', ...meeting, start: story.now + 1 })).toEqual({
      kind: 'in-the-future',
    })
    expect(story.tries('tom', { kind: 'record-meeting', ...meeting, start: story.now - day })).toEqual({
      kind: 'before-the-start',
    })
  })
})
