// The sending of the Slack adapter alone, to installations that are known beforehand.
import type { Api } from '../../adapters/slack/api.ts'
import { createDirects } from '../../adapters/slack/directs.ts'
import { createPaced } from '../../adapters/slack/paced.ts'
import { createSend } from '../../adapters/slack/send.ts'
import type { Pace } from '../../src/chat/pace.ts'

export function sendBy(api: Api, pace: Pace, pause: (milliseconds: number) => Promise<void>) {
  const paced = createPaced(api, pace, pause)
  const ways = {
    to: async ({ workspace }: { readonly workspace: string }) => workspace,
    met: async () => {},
    isInstalled: async () => true,
  }
  return createSend({ paced, directs: createDirects(paced.call, ways), ways })
}
