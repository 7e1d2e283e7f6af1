// A process that delivers the outbox to Slack, and is killed at a chosen point.
// Arguments: the store's options, Slack's address, where to die (`nowhere` to live), how far ahead its clock is.

import { setTimeout as pause } from 'node:timers/promises'
import { createApi } from '../../../adapters/slack/send/web-api.ts'
import type { ChatAdapter } from '../../../src/chat/adapter.ts'
import { plainRun } from '../../../src/chat/card.ts'
import { createRateLimiter } from '../../../src/chat/rate-limiter.ts'
import { createOutboxWorker } from '../../../src/outbox/outbox-worker.ts'
import { closeStore, openStore } from '../../../src/store/connection/open.ts'
import { silentLog } from '../silent-log.ts'
import { createSender } from './sender.ts'

const [, , options = '', url = '', diesAt = 'nowhere', ahead = '0'] = process.argv
const db = await openStore(JSON.parse(options))
const now = () => Date.now() + Number(ahead)

function die(point: string): void {
  if (point === diesAt) process.kill(process.pid, 'SIGKILL')
}

const send = createSender(
  createApi({ url, tokenOf: async () => 'xoxb-one' }),
  createRateLimiter(now),
  (milliseconds) => pause(milliseconds),
)
const slack: ChatAdapter = {
  platform: 'slack',
  start: async () => {},
  stop: async () => {},
  async send(delivery) {
    const sent = await send(delivery)
    die('before the commit')
    return sent
  },
}
const courier = createOutboxWorker({
  db,
  adapters: new Map([['slack', slack]]),
  async renderMessage(message) {
    die('after the claim')
    const card = { blocks: [{ kind: 'text' as const, runs: [plainRun(message.about)] }] }
    return { kind: 'delivery', delivery: { card }, version: 1 }
  },
  clock: { now },
  holder: `process ${process.pid}`,
  log: silentLog,
  onUnknown: async () => {},
  onFailed: async () => {},
  leaseMs: 600_000,
})
die('before the claim')
await courier.deliver()
await closeStore(db)
