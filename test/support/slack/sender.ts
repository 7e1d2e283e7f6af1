// The sending of the Slack adapter alone, to installations that are known beforehand.

import { createDirectMessageChannels } from '../../../adapters/slack/send/direct-messages.ts'
import { createMessageSender } from '../../../adapters/slack/send/post-message.ts'
import { createRateLimitedApi } from '../../../adapters/slack/send/rate-limited-api.ts'
import type { Api } from '../../../adapters/slack/send/web-api.ts'
import type { RateLimiter } from '../../../src/chat/rate-limiter.ts'

export function sendBy(api: Api, pace: RateLimiter, pause: (milliseconds: number) => Promise<void>) {
  const paced = createRateLimitedApi(api, pace, pause)
  const ways = {
    installationFor: async ({ workspace }: { readonly workspace: string }) => workspace,
    rememberInstallation: async () => {},
    isInstalled: async () => true,
  }
  return createMessageSender({ paced, directs: createDirectMessageChannels(paced.call, ways), ways })
}
