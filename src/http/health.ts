// What operators ask over HTTP: is it alive, and is it ready.
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
  /** The instant of the last good beat by the machine's own clock, if there was one. */
  readonly lastBeat: () => number | undefined
  readonly now: () => number
}

/** `GET /healthz`: 200 while the process runs. `GET /readyz`: 200, or 503 with what is not ready. */
export function healthRoutes({ db, lastBeat, now }: HealthOptions): Hono {
  const app = new Hono()
  app.get('/healthz', (context) => context.json({ alive: true }))
  app.get('/readyz', async (context) => {
    const outbox = await withTimeout(
      answerWithin,
      outboxCounts(db).catch(() => undefined),
    )
    const beat = lastBeat()
    const beating = beat !== undefined && now() - beat <= beatTooOld
    const ready = outbox !== undefined && beating
    return context.json(
      {
        ready,
        database: outbox === undefined ? 'does not answer' : 'answers',
        lastBeat: beat === undefined ? null : new Date(beat).toISOString(),
        outbox: outbox ?? null,
      },
      ready ? 200 : 503,
    )
  })
  return app
}
