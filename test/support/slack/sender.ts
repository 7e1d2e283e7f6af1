// The sending of the Slack adapter alone, to installations that are known beforehand.

import { createDirects } from '../../../adapters/slack/send/direct-messages.ts'
import { createSend } from '../../../adapters/slack/send/post-message.ts'
import { createPaced } from '../../../adapters/slack/send/rate-limited-api.ts'
import type { Api } from '../../../adapters/slack/send/web-api.ts'
import type { Pace } from '../../../src/chat/rate-limiter.ts'

export function sendBy(api: Api, pace: Pace, pause: (milliseconds: number) => Promise<void>) {
  const paced = createPaced(api, pace, pause)
  const ways = {
    to: async ({ workspace }: { readonly workspace: string }) => workspace,
    met: async () => {},
    isInstalled: async () => true,
  }
  return createSend({ paced, directs: createDirects(paced.call, ways), ways })
}
