// Calls of an angel: at once in the working hours of the entrepreneurs, else in the next ones.
import { expect, test } from 'vitest'
import { hour } from '../../../src/domain/core/time.ts'
import { noticesFor } from '../../../src/domain/notices/notices.ts'
import { calendar, networkWithTrio, zone } from '../network-story.ts'

/** How long Aroha waits for a call that was made this many hours after 10:00 in her zone. */
function readAfter(hours: number): number {
  const story = networkWithTrio().pass(hours * hour)
  const before = story.network
  story.does('margaret', { kind: 'call-entrepreneurs', call: 'c', text: 'Ring me' })
  const made = story.entries.slice(-1)
  const notices = noticesFor(made, { before, after: story.network, calendarOf: () => calendar })
  expect(notices.map(({ to }) => to)).toEqual([{ kind: 'person', person: 'aroha' }])
  return (notices[0]?.due ?? 0) - story.now
}

test('it arrives at once from 09:00 to 17:00 of a working day, and else in the next of these hours', () => {
  const begin = networkWithTrio()
  const local = Temporal.Instant.fromEpochMilliseconds(begin.now).toZonedDateTimeISO(zone).hour
  expect(readAfter(24 + 12 - local)).toBe(0)
  expect(readAfter(24 + 21 - local)).toBe(12 * hour)
  expect(readAfter(24 + 23 - local)).toBe(10 * hour)
  expect(readAfter(24 + 6 - local)).toBe(3 * hour)
})

test('the same call made twice is one', () => {
  const story = networkWithTrio()
  const call = { kind: 'call-entrepreneurs', call: 'c', text: 'Ring me' } as const
  story.does('margaret', call)
  const { length } = story.entries
  story.does('margaret', call)
  expect(story.entries).toHaveLength(length)
})

test('an angel who is the only public entrepreneur calls nobody', () => {
  const story = networkWithTrio()
  story.does('tom', { kind: 'nominate', nomination: 'n', person: 'margaret', role: 'public-entrepreneur' })
  story.does('margaret', { kind: 'accept-nomination', nomination: 'n', agency: 'Oversight' })
  story.does('aroha', { kind: 'step-down', role: 'public-entrepreneur' })
  expect(story.tries('margaret', { kind: 'call-entrepreneurs', call: 'c', text: 'x' })).toEqual({
    kind: 'nobody-to-call',
  })
})
