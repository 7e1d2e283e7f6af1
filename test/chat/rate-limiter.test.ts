// How many messages a chat takes, and when the next may follow.
import { expect, test } from 'vitest'
import { createRateLimiter } from '../../src/chat/rate-limiter.ts'

const channel = (key: string) => [{ key, every: 1_000, burst: 3 }]

test('a burst goes at once, then one message in its time', () => {
  let now = 0
  const pace = createRateLimiter(() => now)
  expect([1, 2, 3, 4].map(() => pace.reserve(channel('C1')))).toEqual([0, 0, 0, 1_000])
  expect(pace.reserve(channel('C2'))).toBe(0)
  now = 1_000
  expect(pace.reserve(channel('C1'))).toBe(0)
  expect(pace.reserve(channel('C1'))).toBe(1_000)
})

test('of several allowances the tightest counts, and a turn that waits takes nothing of the others', () => {
  let now = 0
  const pace = createRateLimiter(() => now)
  const both = [...channel('C1'), { key: 'tenant', every: 500, burst: 1 }]
  expect(pace.reserve(both)).toBe(0)
  expect(pace.reserve(both)).toBe(500)
  expect(pace.reserve(both)).toBe(500)
  expect([1, 2, 3].map(() => pace.reserve(channel('C1')))).toEqual([0, 0, 1_000])
  now = 500
  expect(pace.reserve(both)).toBe(500)
})

test('whoever asked for quiet gets it, and nobody else', () => {
  let now = 0
  const pace = createRateLimiter(() => now)
  pace.backOff('A', 30_000)
  pace.backOff('A', 1_000)
  const of = (key: string) => [{ key, every: 0, burst: 1 }]
  expect(pace.reserve(of('A'))).toBe(30_000)
  expect(pace.reserve(of('B'))).toBe(0)
  now = 30_000
  expect(pace.reserve(of('A'))).toBe(0)
})

test('channels of long ago are forgotten', () => {
  let now = 0
  const pace = createRateLimiter(() => now)
  for (let n = 0; n < 20_000; n += 1) {
    now += 1_000
    expect(pace.reserve(channel(`C${n}`))).toBe(0)
  }
})
