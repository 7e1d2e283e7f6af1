// A beat every ten seconds, and one every day. The cron only beats; what is due, and when, follows from our own instants.
import cron from 'node-cron'
import type { Log } from '../util/log.ts'

export interface CronJob {
  stop(): Promise<void>
}

/** Starts `tick` every ten seconds, but never while the one before is still at work. */
export function everyTenSeconds(tick: () => Promise<void>, log: Log): CronJob {
  return startJob('*/10 * * * * *', tick, log)
}

/** Starts `tick` in the small hours of every day (UTC). */
export function everyDay(tick: () => Promise<void>, log: Log): CronJob {
  return startJob('17 3 * * *', tick, log)
}

function startJob(expression: string, tick: () => Promise<void>, log: Log): CronJob {
  const silent = () => {}
  const task = cron.schedule(expression, tick, {
    // A zone with summer time would skip or repeat an hour of beats.
    timezone: 'UTC',
    noOverlap: true,
    suppressMissedWarning: true,
    logger: {
      info: silent,
      debug: silent,
      warn: silent,
      error: () => log.error({}, 'The cron could not beat.'),
    },
  })
  return {
    async stop() {
      await task.destroy()
    },
  }
}
