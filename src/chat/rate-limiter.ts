// A rate limiter for messages: as many as a chat accepts, in bursts and over time.

/** On average one message in `every` milliseconds, and up to `burst` at once. */
export interface RateLimit {
  /** What the limit applies to: a channel, a workspace or a tenant. */
  readonly key: string
  readonly every: number
  readonly burst: number
}

export interface RateLimiter {
  /**
   * Returns how many milliseconds to wait before the next message under all of these limits. If that is 0, the message
   * is counted in each of them; otherwise in none.
   */
  reserve(limits: readonly RateLimit[]): number
  /** Lets no message of that key through for so long, as the chat has asked for. */
  backOff(key: string, milliseconds: number): void
}

/** Beyond this number of keys, those whose limit has fully recovered are dropped. */
const maxKeys = 10_000

export function createRateLimiter(now: () => number): RateLimiter {
  /** The instant at which the whole burst of a key is available again. */
  const recoveredAt = new Map<string, number>()
  const quietUntil = new Map<string, number>()

  function waitFor({ key, every, burst }: RateLimit, at: number): number {
    const quiet = (quietUntil.get(key) ?? 0) - at
    const from = Math.max(recoveredAt.get(key) ?? 0, at)
    return Math.max(quiet, from - at - (burst - 1) * every, 0)
  }

  function count({ key, every }: RateLimit, at: number): void {
    const from = Math.max(recoveredAt.get(key) ?? 0, at)
    recoveredAt.delete(key)
    recoveredAt.set(key, from + every)
    if (recoveredAt.size <= maxKeys) return
    for (const [other, until] of recoveredAt) if (until <= at) recoveredAt.delete(other)
  }

  return {
    reserve(limits) {
      const at = now()
      const wait = Math.max(0, ...limits.map((limit) => waitFor(limit, at)))
      if (wait === 0) for (const limit of limits) count(limit, at)
      return wait
    },
    backOff(key, milliseconds) {
      quietUntil.set(key, Math.max(quietUntil.get(key) ?? 0, now() + milliseconds))
    },
  }
}
