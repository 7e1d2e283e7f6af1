// How many messages a chat accepts, and when the next may follow.
import { expect, test } from 'vitest'
import { createRateLimiter } from '../../src/chat/rate-limiter.ts'

const channel = (key: string) => [{ key, every: 1_000, burst: 3 }]

test('a burst goes at once, then one message in its time', () => {
  let now = 0
  const limiter = createRateLimiter(() => now)
  expect([1, 2, 3, 4].map(() => limiter.reserve(channel('C1')))).toEqual([0, 0, 0, 1_000])
  expect(limiter.reserve(channel('C2'))).toBe(0)
  now = 1_000
  expect(limiter.reserve(channel('C1'))).toBe(0)
  expect(limiter.reserve(channel('C1'))).toBe(1_000)
})

test('of several limits the tightest counts, and a message that waits is counted in none of the others', () => {
  let now = 0
  const limiter = createRateLimiter(() => now)
  const both = [...channel('C1'), { key: 'tenant', every: 500, burst: 1 }]
  expect(limiter.reserve(both)).toBe(0)
  expect(limiter.reserve(both)).toBe(500)
  expect(limiter.reserve(both)).toBe(500)
  expect([1, 2, 3].map(() => limiter.reserve(channel('C1')))).toEqual([0, 0, 1_000])
  now = 500
  expect(limiter.reserve(both)).toBe(500)
})

test('a key that asked for quiet gets it, and no other key', () => {
  let now = 0
  const limiter = createRateLimiter(() => now)
  limiter.backOff('A', 30_000)
  limiter.backOff('A', 1_000)
  const unlimited = (key: string) => [{ key, every: 0, burst: 1 }]
  expect(limiter.reserve(unlimited('A'))).toBe(30_000)
  expect(limiter.reserve(unlimited('B'))).toBe(0)
  now = 30_000
  expect(limiter.reserve(unlimited('A'))).toBe(0)
})

test('channels without messages for long are dropped', () => {
  let now = 0
  const limiter = createRateLimiter(() => now)
  for (let n = 0; n < 20_000; n += 1) {
    now += 1_000
    expect(limiter.reserve(channel(`C${n}`))).toBe(0)
  }
})
