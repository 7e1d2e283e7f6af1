// A bot on a database of its own, with the real courier, and a chat that only records what it is sent.
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { type Bot, createBot } from '../../src/app/bot.ts'
import type { ChatAdapter, Delivery, Reply, SendResult } from '../../src/chat/adapter.ts'
import type { Address, Profile } from '../../src/chat/address.ts'
import type { Button } from '../../src/chat/card.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import type { Form } from '../../src/chat/form.ts'
import type { Values } from '../../src/chat/inbound.ts'
import type { PublicHolidays } from '../../src/holidays/public-holidays.ts'
import { createOutboxWorker } from '../../src/outbox/outbox-worker.ts'
import { travelTo } from '../../src/scheduler/time-travel.ts'
import { migrate } from '../../src/store/connection/migrate.ts'
import { closeStore, type Db, openStore } from '../../src/store/connection/open.ts'
import { dueDigests, nextDigest } from '../../src/store/digests.ts'
import { nextDue } from '../../src/store/outbox-queries.ts'
import { dueNetworks, nextWake } from '../../src/store/projections.ts'

export interface DebugLine {
  readonly sentence: string
  readonly correlation?: string
  readonly [field: string]: unknown
}

export interface TestBot {
  readonly db: Db
  readonly bot: Bot
  /** Where its database is. */
  readonly file: string
  readonly sent: Delivery[]
  /** Everything that was logged, but for debugging. */
  readonly logged: object[]
  /** What was logged for debugging. */
  readonly debugLines: DebugLine[]
  /** How the next sends end; then they are sent. */
  readonly fates: SendResult[]
  /** The bot's time, in milliseconds since 1970. */
  now(): number
  say(from: Profile, place: Address, text: string, id?: string): Promise<Reply>
  press(from: Profile, place: Address, button: Pick<Button, 'action' | 'values'>, id?: string): Promise<Reply>
  submit(
    from: Profile,
    place: Address,
    form: Form,
    fields: Values,
    people?: Readonly<Record<string, Profile>>,
  ): Promise<Reply>
  deliver(): Promise<void>
  forward(milliseconds: number): Promise<void>
  /** Time passes while no process runs, or the clock is set back; then one runs again. */
  outage(milliseconds: number): Promise<void>
  /** The same room once more, to go on in differently. */
  copy(): Promise<TestBot>
  /** The way back to this room as it is now, also from other tests of the file, with what was sent in it. */
  snapshot(): Promise<() => Promise<TestBot>>
  /** Another process on the same database. */
  beside(): Promise<TestBot>
}

interface Beginning {
  /** Places to chat beside the one that only records. */
  readonly adapters?: (now: () => number) => Promise<readonly ChatAdapter[]>
  /** The whole of a database, to begin with. */
  readonly bytes?: Uint8Array
  /** What was sent before. */
  readonly sent?: readonly Delivery[]
  /** A database to share with another room. */
  readonly shared?: string
  readonly now?: number
  readonly publicUrl?: string
  /** None where it is absent: most of life is on other days. */
  readonly holidays?: PublicHolidays
  /** Takes what closes the bot in the end; a script has no test that would do it. */
  readonly onFinished?: (close: () => Promise<void>) => void
}

export async function openTestBot(beginning: Beginning = {}): Promise<TestBot> {
  const folder = await mkdtemp(join(tmpdir(), 'on-the-table-room-'))
  const file = beginning.shared ?? join(folder, 'room.db')
  if (beginning.bytes !== undefined) await writeFile(file, beginning.bytes)
  const db = await openStore({ file })
  await migrate(db)
  const { onFinished = onTestFinished } = beginning
  onFinished(async () => {
    await closeStore(db)
    await rm(folder, { recursive: true, force: true })
  })
  let now = beginning.now ?? Date.parse('2026-11-23T21:00:00Z')
  const clock = {
    now: () => now,
    set: (instant: number) => {
      now = instant
    },
    reset() {},
    offset: () => 0,
  }
  const sent = [...(beginning.sent ?? [])]
  const logged: object[] = []
  const fates: SendResult[] = []
  const record = (about: object) => void logged.push(about)
  const debugLines: DebugLine[] = []
  const debug = (about: object, sentence: string) => void debugLines.push({ ...about, sentence })
  const log = { debug, info: record, warn: record, error: record }
  const adapter: ChatAdapter = {
    platform: 'test',
    async start() {},
    async stop() {},
    async send(delivery) {
      sent.push(delivery)
      return fates.shift() ?? { kind: 'sent', post: `post ${sent.length}` }
    },
  }
  const bot = createBot({
    db,
    clock,
    log,
    wakeOutboxWorker() {},
    publicUrl: beginning.publicUrl,
    ...(beginning.holidays && { holidays: beginning.holidays }),
  })
  const others = (await beginning.adapters?.(clock.now)) ?? []
  const courier = createOutboxWorker({
    db,
    adapters: new Map([adapter, ...others].map((one) => [one.platform, one])),
    renderMessage: bot.renderMessage,
    clock,
    holder: 'this process',
    log,
    onUnknown: bot.notifyUnknownDelivery,
    onFailed: bot.notifyUndeliverable,
  })
  const settle = async () => {
    for (const network of await dueNetworks(db, now, 100)) await bot.passTime(network)
    for (const person of await dueDigests(db, now, 100)) await bot.sendDigest(person)
    await courier.deliver()
  }
  const anythingDue = async () => {
    const dues = [await nextWake(db), await nextDigest(db), await nextDue(db, now)].filter(
      (due) => due !== undefined,
    )
    return dues.length === 0 ? undefined : Math.min(...dues)
  }
  // No two inbound events have the same id, also not in two copies of a room, or in one that was recorded long ago.
  const fresh = () => `inbound ${randomUUID()}`
  return {
    db,
    bot,
    file,
    sent,
    logged,
    debugLines,
    fates,
    now: clock.now,
    say: (from, place, text, id = fresh()) =>
      bot.receive({ kind: 'message', id, from, place, text, mentions: [] }),
    press: (from, place, { action, values }, id = fresh()) =>
      bot.receive({ kind: 'button-press', id, from, place, action, values }),
    submit: (from, place, form, fields, people = {}) =>
      bot.receive({
        kind: 'form-submission',
        id: fresh(),
        from,
        place,
        form: form.id,
        values: form.values,
        fields: { ...initial(form), ...fields },
        people,
      }),
    deliver: settle,
    forward: (milliseconds) => travelTo(now + milliseconds, { clock, nextDue: anythingDue, settle }),
    outage(milliseconds) {
      now += milliseconds
      return settle()
    },
    copy: async () => openTestBot({ bytes: await bytesOf(file), now, onFinished }),
    async snapshot() {
      const beginning = { bytes: await bytesOf(file), sent: [...sent], now, onFinished }
      return () => openTestBot(beginning)
    },
    beside: () => openTestBot({ shared: file, now, onFinished }),
  }
}

/** With what is in its log, which would be read at every opening and written once more at every closing. */
function bytesOf(file: string): Promise<Uint8Array> {
  const handle = new Sqlite(file)
  handle.pragma('wal_checkpoint(TRUNCATE)')
  handle.close()
  return readFile(file)
}

function initial(form: Form): Values {
  return Object.fromEntries(form.fields.map(({ name, initial = '' }) => [name, initial]))
}

export function textOf(reply: Reply): string {
  if (reply.kind === 'card') return plainText(reply.card)
  return JSON.stringify(reply)
}

export function formOf(reply: Reply): Form {
  if (reply.kind !== 'form') throw new Error(`It is no form: ${textOf(reply)}`)
  return reply.form
}

export function buttonsOf({ card }: Pick<Delivery, 'card'>): readonly Button[] {
  return card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
}
