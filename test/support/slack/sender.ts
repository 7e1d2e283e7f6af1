// The sending half of the Slack adapter alone, for installations that are known beforehand.
import { createDirectMessageChannels } from '../../../adapters/slack/send/direct-messages.ts'
import { createMessageSender } from '../../../adapters/slack/send/post-message.ts'
import { createRateLimitedApi } from '../../../adapters/slack/send/rate-limited-api.ts'
import type { Api } from '../../../adapters/slack/send/web-api.ts'
import type { RateLimiter } from '../../../src/chat/rate-limiter.ts'

export function createSender(
  webApi: Api,
  rateLimiter: RateLimiter,
  pause: (milliseconds: number) => Promise<void>,
) {
  const api = createRateLimitedApi(webApi, rateLimiter, pause)
  const guestRouting = {
    installationFor: async ({ workspace }: { readonly workspace: string }) => workspace,
    rememberInstallation: async () => {},
    isInstalled: async () => true,
  }
  const directMessages = createDirectMessageChannels(api.call, guestRouting)
  return createMessageSender({ api, directMessages, guestRouting })
}
