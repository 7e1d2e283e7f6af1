// The scheduler: at each beat it does what is due of each kind, such as passing time in networks and sending digests.
import { forEachConcurrently } from '../util/for-each-concurrently.ts'
import { errorSummary, type Log } from '../util/log.ts'
import type { Clock } from './clock.ts'
import { type CronJob, everyTenSeconds } from './cron.ts'

/** Things of one kind that fall due. */
export interface DueSource {
  /** What they are; it names their id in log lines. */
  readonly kind: string
  /** The ids of those that are due at `now` or before, longest due first. */
  due(now: number, limit: number): Promise<readonly string[]>
  /** Does what is due; afterwards that one is due later, or never. */
  handle(id: string): Promise<void>
}

export interface SchedulerOptions {
  readonly sources: readonly DueSource[]
  readonly clock: Clock
  readonly log: Log
  /** How many ids are asked for at once. */
  readonly batch?: number
  /** How many are handled at the same time. */
  readonly slots?: number
  readonly every?: (tick: () => Promise<void>, log: Log) => CronJob
}

export interface Scheduler {
  /** Handles all that are due now, each once; resolves when all are done, and never rejects. */
  beat(): Promise<void>
  start(): void
  /** Resolves when the beat in hand is done. */
  stop(): Promise<void>
  /** The instant of the last beat that went through; what broke in one of them is logged and does not count. */
  lastBeat(): number | undefined
}

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, log, every = everyTenSeconds } = options
  let job: CronJob | undefined
  let lastBeat: number | undefined
  let currentBeat = Promise.resolve()

  async function beatOnce(): Promise<void> {
    const now = clock.now()
    try {
      for (const source of options.sources) await handleDue(source, options, now)
      lastBeat = now
    } catch (error) {
      log.error(errorSummary(error), 'The scheduler could not find out what is due.')
    }
  }

  function beat(): Promise<void> {
    currentBeat = currentBeat.then(beatOnce)
    return currentBeat
  }

  return {
    beat,
    start() {
      job ??= every(beat, log)
    },
    async stop() {
      await job?.stop()
      job = undefined
      await currentBeat
    },
    lastBeat: () => lastBeat,
  }
}

/** One that stays due, because it broke, is passed over until the next beat. */
async function handleDue(source: DueSource, options: SchedulerOptions, now: number): Promise<void> {
  const { batch = 100, slots = 16, log } = options
  const handled = new Set<string>()
  let passedOver = 0
  for (;;) {
    const limit = batch + passedOver
    const due = await source.due(now, limit)
    const fresh = due.filter((id) => !handled.has(id))
    await forEachConcurrently(fresh, slots, (id) => handleSafely(source, log, id))
    for (const id of fresh) handled.add(id)
    passedOver = due.length - fresh.length
    if (due.length < limit) return
  }
}

async function handleSafely(source: DueSource, log: Log, id: string): Promise<void> {
  try {
    await source.handle(id)
  } catch (error) {
    log.error(
      { [source.kind]: id, ...errorSummary(error) },
      'Time could not pass for one of them; it is tried at the next beat.',
    )
  }
}
