// A bot on a SQLite file of its own, with networks to measure on.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bot, createBot } from '../src/app/bot.ts'
import type { Address, Profile } from '../src/chat/address.ts'
import { migrate } from '../src/store/connection/migrate.ts'
import { type Db, openStore } from '../src/store/connection/open.ts'

/** The bot makes nothing under an id that has not the shape of its own. */
export function networkId(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

export interface Fixture {
  readonly folder: string
  readonly db: Db
  readonly bot: Bot
  /** Starts network number n in a channel of its own. */
  start(n: number): Promise<void>
  /** Says something in the channel of network n. */
  say(n: number, text: string): Promise<void>
}

export const clock = { now: () => Date.now() }

export async function openFixture(): Promise<Fixture> {
  const folder = mkdtempSync(join(tmpdir(), 'on-the-table-bench-'))
  const db = await openStore({ file: join(folder, 'bench.db') })
  await migrate(db)
  const log = {
    debug() {},
    info() {},
    error(about: object) {
      throw new Error(JSON.stringify(about))
    },
  }
  const bot = createBot({ db, clock, wakeOutboxWorker() {}, log })
  let ids = 0
  const arrival = (n: number) => {
    const from: Profile = {
      platform: 'bench',
      workspace: 'w',
      user: `u${n}`,
      name: `Person ${n}`,
      zone: 'Pacific/Auckland',
    }
    const place: Address = { kind: 'channel', platform: 'bench', workspace: 'w', channel: `c${n}` }
    return { id: `i${++ids}`, from, place }
  }
  return {
    folder,
    db,
    bot,
    async start(n) {
      const fields = { name: `N${n}`, moment: 'm', outcome: 'o', agency: 'Health' }
      await bot.receive({
        kind: 'form-submission',
        ...arrival(n),
        form: 'start',
        values: { network: networkId(n) },
        fields,
        people: {},
      })
    },
    async say(n, text) {
      const reply = await bot.receive({ kind: 'message', ...arrival(n), text, mentions: [] })
      if (reply.kind !== 'card') throw new Error(`Unexpected: ${reply.kind}`)
    },
  }
}
