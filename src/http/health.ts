// What operators ask over HTTP: whether the process is alive, and whether it is ready.
import { Hono } from 'hono'
import type { Db } from '../store/connection/database.ts'
import { outboxCounts } from '../store/outbox-queries.ts'
import { withTimeout } from '../util/with-timeout.ts'

/** A beat older than this, in milliseconds, means that time no longer passes for the networks. */
const beatTooOld = 60_000
/** How long the database may take to answer, in milliseconds. */
const answerWithin = 5_000

export interface HealthOptions {
  readonly db: Db
  /** The instant of the last beat that went through, by the same clock as `now`; `undefined` before the first. */
  readonly lastBeat: () => number | undefined
  readonly now: () => number
}

/** `GET /healthz`: 200 while the process runs. `GET /readyz`: 200, or 503 with what is not ready. */
export function healthRoutes(options: HealthOptions): Hono {
  const app = new Hono()
  app.get('/healthz', (context) => context.json({ alive: true }))
  app.get('/readyz', async (context) => {
    const report = await readiness(options)
    return context.json(report, report.ready ? 200 : 503)
  })
  return app
}

async function readiness({ db, lastBeat, now }: HealthOptions) {
  const counting = outboxCounts(db).catch(() => undefined)
  const outbox = await withTimeout(answerWithin, counting)
  const beat = lastBeat()
  const isBeating = beat !== undefined && now() - beat <= beatTooOld
  return {
    ready: outbox !== undefined && isBeating,
    database: outbox === undefined ? 'does not answer' : 'answers',
    lastBeat: beat === undefined ? null : new Date(beat).toISOString(),
    outbox: outbox ?? null,
  }
}
