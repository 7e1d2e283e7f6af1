// A process that delivers the outbox to Teams, and kills itself at a chosen point.
// Arguments: the store's options, the address of Teams, the bot's token, the point at which to die (or `nowhere`), and
// the milliseconds by which its clock is ahead.
import { setTimeout as pause } from 'node:timers/promises'
import { createConnector } from '../../../adapters/teams/send/connector-client.ts'
import { createConversationReferences } from '../../../adapters/teams/send/conversation-references.ts'
import { createMessageSender } from '../../../adapters/teams/send/post-message.ts'
import { createRateLimiter } from '../../../src/chat/rate-limiter.ts'
import { openStore } from '../../../src/store/connection/open.ts'
import { getValue, setValue } from '../../../src/store/key-value/key-value.ts'
import { deliverOutbox } from '../processes/outbox-process.ts'

const [, , options = '', serviceUrl = '', token = '', diesAt = 'nowhere', ahead = '0'] = process.argv
const db = await openStore(JSON.parse(options))
const now = () => Date.now() + Number(ahead)

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
await deliverOutbox({ db, platform: 'teams', send, diesAt, now })
