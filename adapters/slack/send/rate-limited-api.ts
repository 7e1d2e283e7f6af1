// Calls at the pace that Slack takes: whoever hears 429 keeps quiet, whatever was asked.
import type { RateLimiter } from '../../../src/chat/rate-limiter.ts'
import type { UnsuccessfulCall } from '../../shared/call-result.ts'
import { reserveSlot } from '../../shared/rate-limit-slot.ts'
import type { Api } from './web-api.ts'

export interface RateLimitedApi {
  readonly call: Api['call']
  /** Takes a turn of the workspace, and of the channel where there is one; what is returned is why not now. */
  reserveSlot(workspace: string, channel?: string): Promise<UnsuccessfulCall | undefined>
}

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
    reserveSlot(workspace, channel) {
      const allowances = [{ key: workspace, every: 0, burst: 1 }]
      if (channel !== undefined) allowances.push({ key: `${workspace} ${channel}`, every: 1_000, burst: 3 })
      return reserveSlot({ rateLimiter: pace, pause, platform: 'Slack' }, allowances)
    },
  }
}
