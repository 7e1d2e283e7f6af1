// The part of a process that delivers the outbox to one platform and kills itself at a chosen point.
import type { ChatAdapter, SendResult } from '../../../src/chat/adapter.ts'
import { plainRun } from '../../../src/chat/card.ts'
import { createOutboxWorker } from '../../../src/outbox/outbox-worker.ts'
import { closeStore, type Db } from '../../../src/store/connection/open.ts'
import { silentLog } from '../silent-log.ts'

interface MortalProcess {
  readonly db: Db
  readonly platform: string
  readonly send: ChatAdapter['send']
  /** The point at which the process kills itself, or `nowhere`. */
  readonly diesAt: string
  now(): number
}

/** Delivers what is due, and closes the store. */
export async function deliverOutbox({ db, platform, send, diesAt, now }: MortalProcess): Promise<void> {
  const die = (point: string) => {
    if (point === diesAt) process.kill(process.pid, 'SIGKILL')
  }
  const adapter: ChatAdapter = {
    platform,
    start: async () => {},
    stop: async () => {},
    async send(delivery): Promise<SendResult> {
      const result = await send(delivery)
      die('before the commit')
      return result
    },
  }
  const worker = createOutboxWorker({
    db,
    adapters: new Map([[platform, adapter]]),
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
}
