// The heartbeat: does what is due of each kind: in networks time passes, digests go out.

import { forEachConcurrently } from '../util/for-each-concurrently.ts'
import { errorSummary, type Log } from '../util/log.ts'
import type { Clock } from './clock.ts'
import { type CronJob, everyTenSeconds } from './cron.ts'

/** Things of one kind that fall due. */
export interface DueSource {
  /** What they are, for the log. */
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
  /** How many are asked for at once. */
  readonly batch?: number
  /** How many are told at the same time. */
  readonly slots?: number
  readonly every?: (tick: () => Promise<void>, log: Log) => CronJob
}

export interface Scheduler {
  /** Tells all that are due now, each once; ends when all are done, and never rejects. */
  beat(): Promise<void>
  start(): void
  /** Ends when the beat in hand is done. */
  stop(): Promise<void>
  /** The instant of the last beat that went through; what broke in one of them is logged and does not spoil it. */
  lastBeat(): number | undefined
}

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, log, every = everyTenSeconds } = options
  let beating: CronJob | undefined
  let lastBeat: number | undefined
  let inHand = Promise.resolve()

  async function beatOnce(): Promise<void> {
    const now = clock.now()
    try {
      for (const source of options.sources) await tellDue(source, options, now)
      lastBeat = now
    } catch (error) {
      log.error(errorSummary(error), 'The heartbeat could not find out what is due.')
    }
  }

  function beat(): Promise<void> {
    inHand = inHand.then(beatOnce)
    return inHand
  }

  return {
    beat,
    start() {
      beating ??= every(beat, log)
    },
    async stop() {
      await beating?.stop()
      beating = undefined
      await inHand
    },
    lastBeat: () => lastBeat,
  }
}

/** One that stays due, because it broke, is passed over until the next beat. */
async function tellDue(source: DueSource, options: SchedulerOptions, now: number): Promise<void> {
  const { batch = 100, slots = 16, log } = options
  const told = new Set<string>()
  let passedOver = 0
  for (;;) {
    const limit = batch + passedOver
    const due = await source.due(now, limit)
    const fresh = due.filter((id) => !told.has(id))
    await forEachConcurrently(fresh, slots, (id) => tell(source, log, id))
    for (const id of fresh) told.add(id)
    passedOver = due.length - fresh.length
    if (due.length < limit) return
  }
}

async function tell(source: DueSource, log: Log, id: string): Promise<void> {
  try {
    await source.handle(id)
  } catch (error) {
    log.error(
      { [source.kind]: id, ...errorSummary(error) },
      'Time could not pass for one of them; it is tried at the next beat.',
    )
  }
}
