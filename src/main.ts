// The composition root: settings, store, bot, outbox worker, scheduler, platforms and HTTP, and their end in good order.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Logger, pino } from 'pino'
import { adapters as table } from '../adapters/index.ts'
import { type Bot, createBot } from './app/bot.ts'
import { deleteExpiredLinks } from './app/download-links.ts'
import { forgetExpiredLinks } from './app/linking/link-records.ts'
import { createRehearsal, openRehearsalClock } from './app/rehearsal.ts'
import { type AdapterContext, type OpenAdapter, SettingError } from './chat/adapter-descriptor.ts'
import { type Config, databaseFile, readConfig } from './config.ts'
import { createPublicHolidays } from './holidays/public-holidays.ts'
import { healthRoutes } from './http/health.ts'
import { startServers } from './http/server.ts'
import { createOutboxWorker, type OutboxWorker } from './outbox/outbox-worker.ts'
import { type MovableClock, movableClock, systemClock } from './scheduler/clock.ts'
import { everyDay } from './scheduler/cron.ts'
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts'
import { migrate, NewerDatabaseError } from './store/connection/migrate.ts'
import { closeStore, type Db, openStore } from './store/connection/open.ts'
import { dueDigests } from './store/digests.ts'
import { deleteProcessedBefore, rememberProcessed, wasProcessed } from './store/inbox.ts'
import { deleteValue, getValue, setValue } from './store/key-value/key-value.ts'
import { createLocks } from './store/key-value/locks.ts'
import { openSecretStore } from './store/key-value/secrets.ts'
import { dueNetworks } from './store/projections.ts'
import { errorSummary } from './util/log.ts'
import { withTimeout } from './util/with-timeout.ts'

/** How long an orderly end may take before the process ends anyway, in milliseconds. */
const stopWithin = 10_000
/** No platform delivers anything again after so long, in milliseconds. */
const redeliveryWithin = 7 * 86_400_000

async function main(): Promise<void> {
  const config = readConfig(process.env, table)
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2))
  const stop = await start(config, log)
  const end = (signal: string) => {
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), stopWithin).unref()
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  if (config.underNpm) whenOrphaned(() => end('SIGTERM of npm'))
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}

/** The number of the parent process becomes another one when the parent has ended. */
function whenOrphaned(then: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    then()
  }, 500)
  timer.unref()
}

/** Resolves when everything runs; what it returns ends all of it. */
async function start(config: Config, log: Logger): Promise<() => Promise<void>> {
  const db = await openStore({ file: databaseFile, url: config.databaseUrl })
  await migrate(db)
  const clock = await openClock(config, db)
  const bot = createBot({
    db,
    clock,
    log,
    holidays: createPublicHolidays({ log }),
    wakeOutboxWorker: () => outboxWorker.wake(),
    publicUrl: config.publicUrl,
  })
  const scheduler = createBotScheduler({ db, clock, bot, log })
  const settle = async () => {
    await scheduler.beat()
    await outboxWorker.deliver()
  }
  const adapters = await openAdapters({ config, db, clock, bot, settle, log })
  const outboxWorker = createBotOutboxWorker({ db, clock, bot, adapters, log })
  for (const adapter of adapters) await adapter.start(bot.receive)
  await scheduler.beat()
  const health = healthRoutes({ db, now: clock.now, lastBeat: scheduler.lastBeat })
  const stopServing = await startServers({
    port: config.port,
    log,
    forEveryone: health.route('/', bot.downloadPages),
    adapters: adapters.map(({ http }) => http),
  })
  scheduler.start()
  outboxWorker.start()
  const tidying = everyDay(() => tidy(db, log), log)
  return async () => {
    await tidying.stop()
    await Promise.all(adapters.map((adapter) => adapter.stop()))
    stopServing()
    await scheduler.stop()
    await outboxWorker.stop()
    await closeStore(db)
  }
}

async function openClock(config: Config, db: Db): Promise<MovableClock> {
  const isRehearsal = config.adapters.some(({ descriptor }) => descriptor.movesClock)
  return isRehearsal ? openRehearsalClock(db) : movableClock(systemClock)
}

interface Core {
  readonly db: Db
  readonly clock: MovableClock
  readonly bot: Bot
  readonly log: Logger
}

function createBotScheduler({ db, clock, bot, log }: Core): Scheduler {
  return createScheduler({
    sources: [
      { kind: 'network', due: (now, limit) => dueNetworks(db, now, limit), handle: bot.passTime },
      { kind: 'person', due: (now, limit) => dueDigests(db, now, limit), handle: bot.sendDigest },
    ],
    clock,
    log,
  })
}

function createBotOutboxWorker({
  db,
  clock,
  bot,
  adapters,
  log,
}: Core & { readonly adapters: readonly OpenAdapter[] }): OutboxWorker {
  return createOutboxWorker({
    db,
    adapters: new Map(adapters.map((adapter) => [adapter.platform, adapter])),
    renderMessage: bot.renderMessage,
    clock,
    holder: randomUUID(),
    log,
    onUnknown: bot.notifyUnknownDelivery,
    onFailed: bot.notifyUndeliverable,
  })
}

interface OpenAdaptersOptions extends Core {
  readonly config: Config
  /** Does and delivers everything that is due now. */
  readonly settle: () => Promise<void>
}

async function openAdapters(options: OpenAdaptersOptions): Promise<readonly OpenAdapter[]> {
  const opened: OpenAdapter[] = []
  for (const { descriptor, settings } of options.config.adapters)
    opened.push(await descriptor.open(settings, contextFor(descriptor.name, options)))
  return opened
}

function contextFor(platform: string, options: OpenAdaptersOptions): AdapterContext {
  const { config, db, clock, bot, settle, log } = options
  return {
    keyValueStore: {
      load: (name) => getValue(db, name),
      save: (name, text) => setValue(db, name, text),
      forget: (name) => deleteValue(db, name),
    },
    secrets: { ...openSecretStore(db, config.encryptionKey), ...createLocks(db, systemClock.now) },
    processedIds: {
      has: (id) => wasProcessed(db, id),
      add: (id) => rememberProcessed(db, id, systemClock.now()),
    },
    onPlatformEvent: bot.handlePlatformEvent,
    now: systemClock.now,
    pause: (milliseconds) => pause(milliseconds),
    withTimeout,
    log,
    rehearsal: createRehearsal({ db, clock, platform, settle, clearCache: bot.clearCache }),
  }
}

async function tidy(db: Db, log: Logger): Promise<void> {
  const now = systemClock.now()
  try {
    await deleteProcessedBefore(db, now - redeliveryWithin)
    await forgetExpiredLinks(db, now)
    await deleteExpiredLinks(db, now)
  } catch (error) {
    log.error(errorSummary(error), 'what is of no use any more could not be forgotten')
  }
}

/** One clear line for what an operator can mend; anything else with its stack. */
function explain(error: unknown): string {
  if (error instanceof SettingError || error instanceof NewerDatabaseError) return error.message
  const { code, port, stack } = error as { code?: string; port?: number; stack?: string }
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use: stop what listens there, or set PORT to another number.`
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} may not be used by this account: set PORT to a number above 1023.`
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01' || code === '3D000')
    return `The database of DATABASE_URL cannot be reached (${code}): check its address, name and password.`
  return stack ?? String(error)
}

main().catch((error) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
})
