// A process that delivers the outbox to Slack, and kills itself at a chosen point.
// Arguments: the store's options, the address of Slack, the point at which to die (or `nowhere`), and the milliseconds by
// which its clock is ahead.
import { setTimeout as pause } from 'node:timers/promises'
import { createApi } from '../../../adapters/slack/send/web-api.ts'
import { createRateLimiter } from '../../../src/chat/rate-limiter.ts'
import { openStore } from '../../../src/store/connection/open.ts'
import { deliverOutbox } from '../processes/outbox-process.ts'
import { createSender } from './sender.ts'

const [, , options = '', url = '', diesAt = 'nowhere', ahead = '0'] = process.argv
const db = await openStore(JSON.parse(options))
const now = () => Date.now() + Number(ahead)

const send = createSender(
  createApi({ url, tokenOf: async () => 'xoxb-one' }),
  createRateLimiter(now),
  (milliseconds) => pause(milliseconds),
)
await deliverOutbox({ db, platform: 'slack', send, diesAt, now })
