// The clock of a rehearsal: moved by hand, with everything due on the way done and delivered at its own hour.
import type { Rehearsal } from '../chat/adapter-descriptor.ts'
import { type MovableClock, movableClock, systemClock } from '../scheduler/clock.ts'
import { travelTo } from '../scheduler/time-travel.ts'
import type { Db } from '../store/connection/database.ts'
import { nextDigest } from '../store/digests.ts'
import { erasePlatform } from '../store/erase.ts'
import { getValue, setValue } from '../store/key-value/key-value.ts'
import { nextDue } from '../store/outbox-queries.ts'
import { earliestWake } from '../store/projections.ts'

/** The key under which the database keeps how many milliseconds the clock is ahead. */
const clockAhead = 'clock ahead'

/** The clock as far ahead as it was when the process last stopped. */
export async function openRehearsalClock(db: Db): Promise<MovableClock> {
  return movableClock(systemClock, Number((await getValue(db, clockAhead)) ?? 0))
}

export interface RehearsalOptions {
  readonly db: Db
  readonly clock: MovableClock
  /** The platform whose traces `startAfresh` erases. */
  readonly platform: string
  /** Does and delivers everything that is due now. */
  readonly settle: () => Promise<void>
  /** The bot forgets what it keeps in memory. */
  readonly clearCache: () => void
}

export function createRehearsal(options: RehearsalOptions): Rehearsal {
  const { db, clock, platform, settle, clearCache } = options

  async function nextOfAll(): Promise<number | undefined> {
    const candidates = [await earliestWake(db), await nextDigest(db), await nextDue(db, clock.now())]
    const instants = candidates.filter((instant) => instant !== undefined)
    if (instants.length === 0) return undefined
    return Math.min(...instants)
  }

  return {
    now: clock.now,
    nextDue: nextOfAll,
    async forwardTo(instant) {
      await travelTo(instant, { clock, nextDue: nextOfAll, settle })
      await setValue(db, clockAhead, String(clock.offset()))
    },
    settle,
    async startAfresh() {
      await erasePlatform(db, platform)
      clearCache()
      clock.reset()
      await setValue(db, clockAhead, '0')
    },
  }
}
