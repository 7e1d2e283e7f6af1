// The composition root: settings, store, bot, clockwork, the places to chat; and an orderly end.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Logger, pino } from 'pino'
import { forgetOldCodes } from './app/account-linking.ts'
import { type Bot, createBot } from './app/bot.ts'
import { forgetOldLinks } from './app/download-links.ts'
import {
  type Config,
  databaseFile,
  readConfig,
  SettingError,
  type SlackConfig,
  type TeamsConfig,
} from './config.ts'
import { createHolidays } from './holidays/public-holidays.ts'
import { operations } from './http/health.ts'
import { serve } from './http/server.ts'
import { createCourier } from './outbox/outbox-worker.ts'
import { type MovableClock, movableClock, systemClock } from './scheduler/clock.ts'
import { everyDay } from './scheduler/cron.ts'
import { createHeartbeat } from './scheduler/scheduler.ts'
import { forwardTo } from './scheduler/time-travel.ts'
import { migrate, NewerDatabaseError } from './store/connection/migrate.ts'
import { closeStore, type Db, openStore } from './store/connection/open.ts'
import { dueDigests, nextDigest } from './store/digests.ts'
import { erasePlatform } from './store/erase.ts'
import { forgetProcessed, rememberProcessed, wasProcessed } from './store/inbox.ts'
import { forget, recall, remember } from './store/key-value/key-value.ts'
import { openVault } from './store/key-value/secrets.ts'
import { nextDue } from './store/outbox-queries.ts'
import { dueNetworks, nextWake } from './store/projections.ts'
import { traceOf } from './util/log.ts'
import { within } from './util/with-timeout.ts'

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
    ...(config.databaseUrl !== undefined && { url: config.databaseUrl }),
  })
  await migrate(db)
  const clock = config.playground
    ? movableClock(systemClock, Number((await recall(db, clockAhead)) ?? 0))
    : movableClock(systemClock)
  const bot: Bot = createBot({
    db,
    clock,
    log,
    holidays: createHolidays({ log }),
    wakeCourier: () => courier.wake(),
    publicUrl: config.publicUrl,
  })
  const heartbeat = createHeartbeat({
    sources: [
      { kind: 'network', due: (now, limit) => dueNetworks(db, now, limit), tell: bot.timePassed },
      { kind: 'person', due: (now, limit) => dueDigests(db, now, limit), tell: bot.digestDue },
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
  const courier = createCourier({
    db,
    adapters: new Map(adapters.map((adapter) => [adapter.platform, adapter])),
    compose: bot.compose,
    clock,
    holder: randomUUID(),
    log,
    onUnknown: bot.tellUnsure,
    onFailed: bot.unreached,
  })
  const stopServing = await serve({
    config,
    log,
    playground: playground?.app,
    platforms: { ...(slack && { slack }), ...(teams && { teams }) },
    forAll: operations({ db, now: clock.now, lastBeat: heartbeat.lastBeat }).route('/', bot.pages),
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
    await forgetProcessed(db, now - deliveredWithin)
    await forgetOldCodes(db, now)
    await forgetOldLinks(db, now)
  } catch (error) {
    log.error(traceOf(error), 'what is of no use any more could not be forgotten')
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
        await forwardTo(instant, { clock, nextDue: anythingDue, settle })
        await remember(db, clockAhead, String(clock.offset()))
      },
    },
    settled: settle,
    memory: {
      load: () => recall(db, 'playground'),
      save: (text) => remember(db, 'playground', text),
    },
    async startAfresh() {
      await erasePlatform(db, 'playground')
      bot.forgetAll()
      clock.reset()
      await remember(db, clockAhead, '0')
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
      vault: openVault(db, config.encryptionKey, systemClock.now),
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
      ...(app !== undefined && { app }),
      ...(tenants !== undefined && { tenants }),
    },
    memory: {
      load: (name) => recall(db, name),
      save: (name, text) => remember(db, name, text),
      forget: (name) => forget(db, name),
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
    handled: {
      has: (id: string) => wasProcessed(db, id),
      add: (id: string) => rememberProcessed(db, id, systemClock.now()),
    },
    changed: bot.changed,
    now: systemClock.now,
    pause: (milliseconds: number) => pause(milliseconds),
    within,
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
