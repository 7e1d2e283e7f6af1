// The composition root: settings, store, bot, clockwork, the places to chat; and an orderly end.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Logger, pino } from 'pino'
import { deleteExpiredLinkCodes } from './app/account-linking.ts'
import { type Bot, createBot } from './app/bot.ts'
import { deleteExpiredLinks } from './app/download-links.ts'
import {
  type Config,
  databaseFile,
  readConfig,
  SettingError,
  type SlackConfig,
  type TeamsConfig,
} from './config.ts'
import { createPublicHolidays } from './holidays/public-holidays.ts'
import { healthRoutes } from './http/health.ts'
import { startServers } from './http/server.ts'
import { createOutboxWorker } from './outbox/outbox-worker.ts'
import { type MovableClock, movableClock, systemClock } from './scheduler/clock.ts'
import { everyDay } from './scheduler/cron.ts'
import { createScheduler } from './scheduler/scheduler.ts'
import { travelTo } from './scheduler/time-travel.ts'
import { migrate, NewerDatabaseError } from './store/connection/migrate.ts'
import { closeStore, type Db, openStore } from './store/connection/open.ts'
import { dueDigests, nextDigest } from './store/digests.ts'
import { erasePlatform } from './store/erase.ts'
import { deleteProcessedBefore, rememberProcessed, wasProcessed } from './store/inbox.ts'
import { deleteValue, getValue, setValue } from './store/key-value/key-value.ts'
import { createLocks } from './store/key-value/locks.ts'
import { openSecretStore } from './store/key-value/secrets.ts'
import { nextDue } from './store/outbox-queries.ts'
import { dueNetworks, nextWake } from './store/projections.ts'
import { errorSummary } from './util/log.ts'
import { withTimeout } from './util/with-timeout.ts'

const stopWithin = 10_000
/** Under this name the database keeps how far a rehearsal's clock is ahead. */
const clockAhead = 'clock ahead'

async function main(): Promise<void> {
  const config = readConfig(process.env)
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

/** The parent's number becomes another one when it has ended. */
function whenOrphaned(then: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    then()
  }, 500)
  timer.unref()
}

async function start(config: Config, log: Logger): Promise<() => Promise<void>> {
  const db = await openStore({
    file: databaseFile,
    url: config.databaseUrl,
  })
  await migrate(db)
  const clock = config.playground
    ? movableClock(systemClock, Number((await getValue(db, clockAhead)) ?? 0))
    : movableClock(systemClock)
  const bot: Bot = createBot({
    db,
    clock,
    log,
    holidays: createPublicHolidays({ log }),
    wakeOutboxWorker: () => courier.wake(),
    publicUrl: config.publicUrl,
  })
  const heartbeat = createScheduler({
    sources: [
      { kind: 'network', due: (now, limit) => dueNetworks(db, now, limit), handle: bot.passTime },
      { kind: 'person', due: (now, limit) => dueDigests(db, now, limit), handle: bot.sendDigest },
    ],
    clock,
    log,
  })
  const settle = async () => {
    await heartbeat.beat()
    await courier.deliver()
  }
  const playground = config.playground ? await openPlayground({ db, clock, bot, settle }) : undefined
  const slack = config.slack && (await openSlack(config.slack, { db, config, bot, log }))
  const teams = config.teams && (await openTeams(config.teams, { db, bot, log }))
  const adapters = [playground, slack, teams].filter((adapter) => adapter !== undefined)
  const courier = createOutboxWorker({
    db,
    adapters: new Map(adapters.map((adapter) => [adapter.platform, adapter])),
    renderMessage: bot.renderMessage,
    clock,
    holder: randomUUID(),
    log,
    onUnknown: bot.notifyUnknownDelivery,
    onFailed: bot.notifyUndeliverable,
  })
  const stopServing = await startServers({
    config,
    log,
    playground: playground?.app,
    platforms: { ...(slack && { slack }), ...(teams && { teams }) },
    forAll: healthRoutes({ db, now: clock.now, lastBeat: heartbeat.lastBeat }).route('/', bot.downloadPages),
    ready: async () => {
      for (const adapter of adapters) await adapter.start(bot.receive)
      await heartbeat.beat()
    },
  })
  heartbeat.start()
  courier.start()
  const tidying = everyDay(() => tidy(db, log), log)
  return async () => {
    await tidying.stop()
    await Promise.all(adapters.map((adapter) => adapter.stop()))
    stopServing()
    await heartbeat.stop()
    await courier.stop()
    await closeStore(db)
  }
}

/** No platform delivers anything again after so long, in milliseconds. */
const deliveredWithin = 7 * 86_400_000

async function tidy(db: Db, log: Logger): Promise<void> {
  const now = systemClock.now()
  try {
    await deleteProcessedBefore(db, now - deliveredWithin)
    await deleteExpiredLinkCodes(db, now)
    await deleteExpiredLinks(db, now)
  } catch (error) {
    log.error(errorSummary(error), 'what is of no use any more could not be forgotten')
  }
}

interface PlaygroundNeeds {
  readonly db: Db
  readonly clock: MovableClock
  readonly bot: Bot
  readonly settle: () => Promise<void>
}

async function openPlayground({ db, clock, bot, settle }: PlaygroundNeeds) {
  const { createPlayground } = await import('../adapters/playground/index.ts')
  const anythingDue = async () => {
    const dues = [await nextWake(db), await nextDigest(db), await nextDue(db, clock.now())].filter(
      (due) => due !== undefined,
    )
    return dues.length === 0 ? undefined : Math.min(...dues)
  }
  return createPlayground({
    clock: {
      now: clock.now,
      nextDue: anythingDue,
      async forwardTo(instant) {
        await travelTo(instant, { clock, nextDue: anythingDue, settle })
        await setValue(db, clockAhead, String(clock.offset()))
      },
    },
    settled: settle,
    stateStorage: {
      load: () => getValue(db, 'playground'),
      save: (text) => setValue(db, 'playground', text),
    },
    async startAfresh() {
      await erasePlatform(db, 'playground')
      bot.clearCache()
      clock.reset()
      await setValue(db, clockAhead, '0')
    },
    pause: (milliseconds) => pause(milliseconds),
  })
}

interface SlackNeeds extends PlatformNeeds {
  readonly config: Config
}

async function openSlack(settings: SlackConfig, { db, config, bot, log }: SlackNeeds) {
  const { createSlack, SlackSettingError } = await import('../adapters/slack/index.ts')
  try {
    return await createSlack({
      settings,
      secrets: { ...openSecretStore(db, config.encryptionKey), ...createLocks(db, systemClock.now) },
      ...forPlatforms({ db, bot, log }),
    })
  } catch (error) {
    throw error instanceof SlackSettingError ? new SettingError(error.message) : error
  }
}

async function openTeams({ cloud, app, tenants }: TeamsConfig, needs: PlatformNeeds) {
  const { clouds, createTeams, rehearsal } = await import('../adapters/teams/index.ts')
  const { db } = needs
  return createTeams({
    settings: {
      cloud: app === undefined ? rehearsal : clouds[cloud],
      app,
      tenants,
    },
    keyValueStore: {
      load: (name) => getValue(db, name),
      save: (name, text) => setValue(db, name, text),
      forget: (name) => deleteValue(db, name),
    },
    ...forPlatforms(needs),
  })
}

interface PlatformNeeds {
  readonly db: Db
  readonly bot: Bot
  readonly log: Logger
}

/** What every platform needs. It keeps to the real time, whatever a rehearsal does: signatures and tokens do. */
function forPlatforms({ db, bot, log }: PlatformNeeds) {
  return {
    processedIds: {
      has: (id: string) => wasProcessed(db, id),
      add: (id: string) => rememberProcessed(db, id, systemClock.now()),
    },
    onPlatformEvent: bot.handlePlatformEvent,
    now: systemClock.now,
    pause: (milliseconds: number) => pause(milliseconds),
    withTimeout,
    log,
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
