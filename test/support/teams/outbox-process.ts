// A process that delivers the outbox to Teams, and kills itself at a chosen point.
// Arguments: the store's options, the address of Teams, the bot's token, the point at which to die (or `nowhere`), and
// the milliseconds by which its clock is ahead.

import { setTimeout as pause } from 'node:timers/promises'
import { createConnector } from '../../../adapters/teams/send/connector-client.ts'
import { createConversationReferences } from '../../../adapters/teams/send/conversation-references.ts'
import { createMessageSender } from '../../../adapters/teams/send/post-message.ts'
import type { ChatAdapter } from '../../../src/chat/adapter.ts'
import { plainRun } from '../../../src/chat/card.ts'
import { createRateLimiter } from '../../../src/chat/rate-limiter.ts'
import { createOutboxWorker } from '../../../src/outbox/outbox-worker.ts'
import { closeStore, openStore } from '../../../src/store/connection/open.ts'
import { getValue, setValue } from '../../../src/store/key-value/key-value.ts'
import { silentLog } from '../silent-log.ts'

const [, , options = '', serviceUrl = '', token = '', diesAt = 'nowhere', ahead = '0'] = process.argv
const db = await openStore(JSON.parse(options))
const now = () => Date.now() + Number(ahead)

function die(point: string): void {
  if (point === diesAt) process.kill(process.pid, 'SIGKILL')
}

const connector = createConnector({
  bot: '28:bot',
  token: async () => token,
  isTeams: (url) => serviceUrl.startsWith(url.origin),
})
const memory = {
  load: (name: string) => getValue(db, name),
  save: (name: string, text: string) => setValue(db, name, text),
  forget: async () => {},
}
const { send } = createMessageSender({
  connector,
  references: createConversationReferences(memory, connector, now),
  rateLimiter: createRateLimiter(now),
  pause: (milliseconds) => pause(milliseconds),
})
const teams: ChatAdapter = {
  platform: 'teams',
  start: async () => {},
  stop: async () => {},
  async send(delivery) {
    const sent = await send(delivery)
    die('before the commit')
    return sent
  },
}
const worker = createOutboxWorker({
  db,
  adapters: new Map([['teams', teams]]),
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
await worker.deliver()
await closeStore(db)
