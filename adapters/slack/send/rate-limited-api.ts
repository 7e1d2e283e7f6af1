// The Web API within Slack's rate limits: after a 429 a workspace is left alone for as long as Slack asks.
import type { RateLimiter } from '../../../src/chat/rate-limiter.ts'
import type { UnsuccessfulCall } from '../../shared/call-result.ts'
import { reserveSlot } from '../../shared/rate-limit-slot.ts'
import type { Api } from './web-api.ts'

export interface RateLimitedApi {
  readonly call: Api['call']
  /**
   * Reserves a rate-limit slot for the workspace (and the channel, if given). Resolves to `undefined` when granted,
   * otherwise to why it must wait.
   */
  reserveSlot(workspace: string, channel?: string): Promise<UnsuccessfulCall | undefined>
}

export function createRateLimitedApi(
  api: Api,
  rateLimiter: RateLimiter,
  pause: (milliseconds: number) => Promise<void>,
): RateLimitedApi {
  return {
    async call(workspace, method, args) {
      const result = await api.call(workspace, method, args)
      if (result.kind === 'later') rateLimiter.backOff(workspace, result.wait)
      return result
    },
    /** Slack takes one message a second in a channel, and short bursts. A 429 is for the workspace as a whole. */
    reserveSlot(workspace, channel) {
      const rateLimits = [{ key: workspace, every: 0, burst: 1 }]
      if (channel !== undefined) rateLimits.push({ key: `${workspace} ${channel}`, every: 1_000, burst: 3 })
      return reserveSlot({ rateLimiter, pause, platform: 'Slack' }, rateLimits)
    },
  }
}
