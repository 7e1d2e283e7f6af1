// The pace of messages: as many as a chat takes, in bursts and over time, and none to whom has asked for quiet.

/** One message in `every` milliseconds on the long run, and up to `burst` at once. */
export interface RateLimit {
  /** Whose it is: a channel, a workspace, a tenant. */
  readonly key: string
  readonly every: number
  readonly burst: number
}

export interface RateLimiter {
  /** How long to wait before the next message under all of these, in milliseconds; 0 takes the turn in each. */
  reserve(allowances: readonly RateLimit[]): number
  /** Whoever has that key asked for quiet for so long. */
  backOff(key: string, milliseconds: number): void
}

/** Keys that have had their turn long ago are forgotten beyond this number. */
const most = 10_000

export function createRateLimiter(now: () => number): RateLimiter {
  /** When each allowance will be whole again. */
  const whole = new Map<string, number>()
  const quietUntil = new Map<string, number>()

  function waitFor({ key, every, burst }: RateLimit, at: number): number {
    const quiet = (quietUntil.get(key) ?? 0) - at
    const from = Math.max(whole.get(key) ?? 0, at)
    return Math.max(quiet, from - at - (burst - 1) * every, 0)
  }

  function take({ key, every }: RateLimit, at: number): void {
    const from = Math.max(whole.get(key) ?? 0, at)
    whole.delete(key)
    whole.set(key, from + every)
    if (whole.size > most) for (const [old, until] of whole) if (until <= at) whole.delete(old)
  }

  return {
    reserve(allowances) {
      const at = now()
      const wait = Math.max(0, ...allowances.map((allowance) => waitFor(allowance, at)))
      if (wait === 0) for (const allowance of allowances) take(allowance, at)
      return wait
    },
    backOff(key, milliseconds) {
      quietUntil.set(key, Math.max(quietUntil.get(key) ?? 0, now() + milliseconds))
    },
  }
}
