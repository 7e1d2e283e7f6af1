// Time travel: what falls due on the way happens at its own hour, in order, and nothing is passed over.
import { expect, test } from 'vitest'
import { movableClock } from '../../src/scheduler/clock.ts'
import { travelTo } from '../../src/scheduler/time-travel.ts'
import { manualClock } from '../outbox/outbox-harness.ts'

function rehearsal(dues: readonly number[]) {
  const clock = movableClock(manualClock(0))
  const left = new Set(dues)
  const done: { due: number; at: number }[] = []
  return {
    clock,
    done,
    nextDue: async () => (left.size === 0 ? undefined : Math.min(...left)),
    async settle() {
      for (const due of [...left].filter((one) => one <= clock.now())) {
        left.delete(due)
        done.push({ due, at: clock.now() })
        // What happens brings something else about an hour later.
        if (due === 10) left.add(15)
      }
    },
  }
}

test('each thing happens at its own instant, and so does what follows from it', async () => {
  const travel = rehearsal([30, 10, 20])
  await travelTo(25, travel)
  expect(travel.done).toEqual([10, 15, 20].map((due) => ({ due, at: due })))
  expect(travel.clock.now()).toBe(25)
})

test('what was due before happens first, now', async () => {
  const travel = rehearsal([-5])
  await travelTo(1, travel)
  expect(travel.done).toEqual([{ due: -5, at: 0 }])
})

test('something that stays due, because it cannot be done, does not hold up the time', async () => {
  const clock = movableClock(manualClock(0))
  await travelTo(50, { clock, nextDue: async () => 10, settle: async () => {} })
  expect(clock.now()).toBe(50)
})

test('with nothing due the clock simply goes there', async () => {
  const travel = rehearsal([])
  await travelTo(7, travel)
  expect(travel.clock.now()).toBe(7)
})
