// Calls at the pace that Slack takes: whoever hears 429 keeps quiet, whatever was asked.
import type { SendResult } from '../../../src/chat/adapter.ts'
import type { RateLimiter } from '../../../src/chat/rate-limiter.ts'
import type { Api } from './web-api.ts'

export interface RateLimitedApi {
  readonly call: Api['call']
  /** Takes a turn of the workspace, and of the channel where there is one; what is returned is why not now. */
  reserveSlot(
    workspace: string,
    channel?: string,
  ): Promise<Extract<SendResult, { kind: 'later' }> | undefined>
}

/** A shorter wait for a channel's turn is waited out here; for a longer one the message goes back to the outbox. */
const shortWait = 2_500

export function createRateLimitedApi(
  api: Api,
  pace: RateLimiter,
  pause: (milliseconds: number) => Promise<void>,
): RateLimitedApi {
  return {
    async call(workspace, method, args) {
      const called = await api.call(workspace, method, args)
      if (called.kind === 'later') pace.backOff(workspace, called.wait)
      return called
    },
    /** Slack takes one message a second in a channel, and short bursts; a workspace asks for quiet as a whole. */
    async reserveSlot(workspace, channel) {
      const allowances = [
        { key: workspace, every: 0, burst: 1 },
        ...(channel === undefined ? [] : [{ key: `${workspace} ${channel}`, every: 1_000, burst: 3 }]),
      ]
      for (;;) {
        const wait = pace.reserve(allowances)
        if (wait === 0) return undefined
        if (wait > shortWait) return { kind: 'later', wait, why: 'Slack takes no more just now.' }
        await pause(wait)
      }
    },
  }
}
