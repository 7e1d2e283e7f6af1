// A bot on a database of its own, with the real outbox worker and a chat that only records what it is sent.
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
import { dueNetworks, earliestWake } from '../../src/store/projections.ts'

export interface DebugLine {
  readonly sentence: string
  readonly correlation?: string
  readonly [field: string]: unknown
}

export interface TestBot {
  readonly db: Db
  readonly bot: Bot
  /** The path of its database. */
  readonly file: string
  readonly sent: Delivery[]
  /** The context of each log line, except lines for debugging. */
  readonly logged: object[]
  /** The log lines for debugging. */
  readonly debugLines: DebugLine[]
  /** The results of the next sends, in order. Sends succeed when there are none left. */
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
  /** Opens another bot on a copy of the database. */
  copy(): Promise<TestBot>
  /** Resolves to a function that opens bots like this one as it is now, with the messages that it has sent. */
  snapshot(): Promise<() => Promise<TestBot>>
  /** Opens another bot on the same database, as another process would. */
  openBeside(): Promise<TestBot>
}

interface TestBotOptions {
  /** Adapters beside the one that only records. */
  readonly adapters?: (now: () => number) => Promise<readonly ChatAdapter[]>
  /** The bytes of the database file to start with. */
  readonly bytes?: Uint8Array
  /** The messages that were sent before. */
  readonly sent?: readonly Delivery[]
  /** The path of a database that another bot has open. */
  readonly shared?: string
  readonly now?: number
  readonly publicUrl?: string
  /** No day is a public holiday when this is absent. */
  readonly holidays?: PublicHolidays
  /** Receives the function that closes the bot. By default it is called when the test finishes; a script has no test. */
  readonly onFinished?: (close: () => Promise<void>) => void
}

export async function openTestBot(options: TestBotOptions = {}): Promise<TestBot> {
  const folder = await mkdtemp(join(tmpdir(), 'on-the-table-bot-'))
  const file = options.shared ?? join(folder, 'bot.db')
  if (options.bytes !== undefined) await writeFile(file, options.bytes)
  const db = await openStore({ file })
  await migrate(db)
  const { onFinished = onTestFinished } = options
  onFinished(async () => {
    await closeStore(db)
    await rm(folder, { recursive: true, force: true })
  })
  let now = options.now ?? Date.parse('2026-11-23T21:00:00Z')
  const clock = {
    now: () => now,
    set: (instant: number) => {
      now = instant
    },
    reset() {},
    offset: () => 0,
  }
  const sent = [...(options.sent ?? [])]
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
    publicUrl: options.publicUrl,
    ...(options.holidays && { holidays: options.holidays }),
  })
  const others = (await options.adapters?.(clock.now)) ?? []
  const outboxWorker = createOutboxWorker({
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
    await outboxWorker.deliver()
  }
  const anythingDue = async () => {
    const dues = [await earliestWake(db), await nextDigest(db), await nextDue(db, now)].filter(
      (due) => due !== undefined,
    )
    return dues.length === 0 ? undefined : Math.min(...dues)
  }
  // The ids are random, so that they also differ between copies of a bot and from those in a recorded database.
  const newInboundId = () => `inbound ${randomUUID()}`
  return {
    db,
    bot,
    file,
    sent,
    logged,
    debugLines,
    fates,
    now: clock.now,
    say: (from, place, text, id = newInboundId()) =>
      bot.receive({ kind: 'message', id, from, place, text, mentions: [] }),
    press: (from, place, { action, values }, id = newInboundId()) =>
      bot.receive({ kind: 'button-press', id, from, place, action, values }),
    submit: (from, place, form, fields, people = {}) =>
      bot.receive({
        kind: 'form-submission',
        id: newInboundId(),
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
      const options = { bytes: await bytesOf(file), sent: [...sent], now, onFinished }
      return () => openTestBot(options)
    },
    openBeside: () => openTestBot({ shared: file, now, onFinished }),
  }
}

/** Moves the write-ahead log into the file first, since it would be read at every opening and written at every closing. */
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
  if (reply.kind !== 'form') throw new Error(`The reply is not a form: ${textOf(reply)}`)
  return reply.form
}

export function buttonsOf({ card }: Pick<Delivery, 'card'>): readonly Button[] {
  return card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
}
