// The composition root: settings, store, bot, clockwork, the places to chat; and an orderly end.
import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { type Logger, pino } from 'pino'
import { createPlayground } from '../adapters/playground/index.ts'
import { type Bot, createBot } from './bot.ts'
import { movableClock, systemClock } from './clockwork/clock.ts'
import { createCourier } from './clockwork/courier.ts'
import { createHeartbeat } from './clockwork/heartbeat.ts'
import { forwardTo } from './clockwork/rehearsal.ts'
import { type Config, readConfig, SettingError } from './config.ts'
import { operations } from './operations.ts'
import { erasePlatform } from './store/erase.ts'
import { recall, remember } from './store/memory.ts'
import { migrate, NewerDatabaseError } from './store/migrate.ts'
import { closeStore, openStore } from './store/open.ts'
import { nextDue } from './store/outbox-status.ts'
import { dueNetworks, nextWake } from './store/projections.ts'

/** The playground lets whoever reaches it be anyone, so it is served to this machine alone. */
const host = '127.0.0.1'
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
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}

async function start(config: Config, log: Logger): Promise<() => Promise<void>> {
  const db = await openStore({
    file: join('data', 'on-the-table.db'),
    ...(config.databaseUrl !== undefined && { url: config.databaseUrl }),
  })
  await migrate(db)
  const clock = movableClock(systemClock, Number((await recall(db, clockAhead)) ?? 0))
  const bot: Bot = createBot({ db, clock, log, wakeCourier: () => courier.wake() })
  const heartbeat = createHeartbeat({
    dueNetworks: (now, limit) => dueNetworks(db, now, limit),
    timePassed: bot.timePassed,
    clock,
    log,
  })
  const settle = async () => {
    await heartbeat.beat()
    await courier.deliver()
  }
  const anythingDue = async () => {
    const dues = [await nextWake(db), await nextDue(db, clock.now())].filter((due) => due !== undefined)
    return dues.length === 0 ? undefined : Math.min(...dues)
  }
  const playground = createPlayground({
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
      await erasePlatform(db, playground.platform)
      bot.forgetAll()
      clock.reset()
      await remember(db, clockAhead, '0')
    },
    pause: (milliseconds) => pause(milliseconds),
  })
  const courier = createCourier({
    db,
    adapters: new Map([[playground.platform, playground]]),
    compose: bot.compose,
    clock,
    holder: randomUUID(),
    log,
    onUnknown: bot.tellUnsure,
  })
  const app = new Hono()
  app.route('/', operations({ db, now: clock.now, lastBeat: heartbeat.lastBeat }))
  app.route('/', playground.app)
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  await playground.start(bot.receive)
  await heartbeat.beat()
  await listen(server, config.port)
  heartbeat.start()
  courier.start()
  announce(server, log)
  return async () => {
    await playground.stop()
    server.close()
    server.closeAllConnections()
    await heartbeat.stop()
    await courier.stop()
    await closeStore(db)
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

function announce(server: Server, log: Logger): void {
  const address = server.address()
  const url = `http://${host}:${typeof address === 'object' ? address?.port : ''}`
  log.info({ url }, 'ready')
  process.stdout.write(`On the Table is ready. Open ${url} in your browser.\n`)
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
