// The heartbeat: tells each network whose hour has come that time has passed.
import type { Clock } from './clock.ts'
import { type Beating, everyTenSeconds } from './every.ts'
import { type Log, traceOf } from './log.ts'
import { inParallel } from './parallel.ts'

export interface HeartbeatOptions {
  /** Networks whose next wake is `now` or before, longest due first. */
  dueNetworks(now: number, limit: number): Promise<readonly string[]>
  /** Lets the rules do what is due in the network; afterwards its next wake lies ahead. */
  timePassed(network: string): Promise<void>
  readonly clock: Clock
  readonly log: Log
  /** How many networks are asked for at once. */
  readonly batch?: number
  /** How many networks are told at the same time. */
  readonly slots?: number
  readonly every?: (tick: () => Promise<void>, log: Log) => Beating
}

export interface Heartbeat {
  /** Tells all networks that are due now, each once; ends when all are done, and never rejects. */
  beat(): Promise<void>
  start(): void
  /** Ends when the beat in hand is done. */
  stop(): Promise<void>
  /** The instant of the last beat that went through; a network that broke is logged and does not spoil it. */
  lastBeat(): number | undefined
}

export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { clock, log, every = everyTenSeconds } = options
  let beating: Beating | undefined
  let lastBeat: number | undefined
  let inHand = Promise.resolve()

  async function beatOnce(): Promise<void> {
    const now = clock.now()
    try {
      await tellDue(options, now)
      lastBeat = now
    } catch (error) {
      log.error(traceOf(error), 'The heartbeat could not find out which networks are due.')
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

/** A network that stays due, because it broke, is passed over until the next beat. */
async function tellDue(options: HeartbeatOptions, now: number): Promise<void> {
  const { batch = 100, slots = 16 } = options
  const told = new Set<string>()
  let passedOver = 0
  for (;;) {
    const limit = batch + passedOver
    const due = await options.dueNetworks(now, limit)
    const fresh = due.filter((network) => !told.has(network))
    await inParallel(fresh, slots, (network) => tell(options, network))
    for (const network of fresh) told.add(network)
    passedOver = due.length - fresh.length
    if (due.length < limit) return
  }
}

async function tell({ timePassed, log }: HeartbeatOptions, network: string): Promise<void> {
  try {
    await timePassed(network)
  } catch (error) {
    log.error(
      { network, ...traceOf(error) },
      'Time could not pass in a network; it is tried at the next beat.',
    )
  }
}
