// Waiting for a slot of the rate limiter before a call.
import type { RateLimit, RateLimiter } from '../../src/chat/rate-limiter.ts'
import type { UnsuccessfulCall } from './call-result.ts'

/** In milliseconds. A shorter wait is waited out here; for a longer one the message goes back to the outbox. */
const maxWait = 2_500

export interface SlotOptions {
  readonly rateLimiter: RateLimiter
  readonly pause: (milliseconds: number) => Promise<void>
  readonly platform: string
}

/** Resolves to `undefined` once a slot under all of the limits is reserved, otherwise to a `later` result. */
export async function reserveSlot(
  { rateLimiter, pause, platform }: SlotOptions,
  limits: readonly RateLimit[],
): Promise<Extract<UnsuccessfulCall, { kind: 'later' }> | undefined> {
  for (;;) {
    // A clock moves by whole milliseconds.
    const wait = Math.ceil(rateLimiter.reserve(limits))
    if (wait === 0) return undefined
    if (wait > maxWait) return { kind: 'later', wait, why: `${platform} takes no more just now.` }
    await pause(wait)
  }
}
