// The courier: takes what is due in the outbox to the adapters, in order for each destination, at most once.
import { setTimeout as pause } from 'node:timers/promises'
import type { ChatAdapter } from '../chat/adapter.ts'
import type { Clock } from '../scheduler/clock.ts'
import type { Db } from '../store/connection/open.ts'
import type { Message } from '../store/outbox.ts'
import { claimDue, markExpiredUnknown, type Workspace } from '../store/outbox-delivery.ts'
import { nextDue } from '../store/outbox-queries.ts'
import { errorSummary, type Log } from '../util/log.ts'
import { deliverMessage, reportUnknown } from './deliver-message.ts'
import type { MessageRenderer } from './message-renderer.ts'

export interface OutboxWorkerOptions {
  readonly db: Db
  /** By platform. */
  readonly adapters: ReadonlyMap<string, ChatAdapter>
  readonly renderMessage: MessageRenderer
  readonly clock: Clock
  /** Names this process; no two processes share a name. */
  readonly holder: string
  readonly log: Log
  /** Tells those concerned that a message may or may not have arrived. */
  onUnknown(message: Message): Promise<void>
  /** Tells those concerned that a message cannot be delivered. */
  onFailed(message: Message, why: string): Promise<void>
  /** How long a send may take before it counts as lost; adapters give up earlier. */
  readonly leaseMs?: number
  /** How many destinations are served at the same time. */
  readonly slots?: number
  /** From how many of one workspace on no more of it are begun, so that one that hangs holds up no other. */
  readonly slotsPerWorkspace?: number
  /** How long `stop` waits for what is in hand. */
  readonly stopMs?: number
}

export interface OutboxWorker {
  /** Ends when nothing can be sent now and nothing is in hand. Never rejects. */
  deliver(): Promise<void>
  /** Between `start` and `stop`: delivers soon. Cheap to call often. */
  wake(): void
  start(): void
  /** Takes nothing more on; ends when what is in hand is done, or after `stopMs`. */
  stop(): Promise<void>
}

/** How often the outbox is looked at without a `wake`: what another process left may have become ours. */
const pollMs = 5_000

export function createOutboxWorker(options: OutboxWorkerOptions): OutboxWorker {
  const {
    db,
    clock,
    log,
    holder,
    leaseMs = 30_000,
    slots = 32,
    slotsPerWorkspace = 8,
    stopMs = 10_000,
  } = options
  const inFlight = new Map<Promise<void>, Workspace>()
  let state: 'new' | 'started' | 'stopped' = 'new'
  let running: Promise<void> | undefined
  let wanted = false
  let woken = false
  let nudge = Promise.withResolvers<void>()
  let timer: NodeJS.Timeout | undefined

  function deliver(): Promise<void> {
    wanted = true
    nudge.resolve()
    running ??= run()
    return running
  }

  async function run(): Promise<void> {
    while (wanted) {
      await pass()
      await planNext()
    }
    // Not in a `finally`, which would come later than a `deliver` that still counts on this run.
    running = undefined
  }

  async function pass(): Promise<void> {
    wanted = false
    try {
      await loseStopped()
      while (await takeOn()) await Promise.race([...inFlight.keys(), nudge.promise])
    } catch (error) {
      log.error(errorSummary(error), 'The courier could not read the outbox; it looks again soon.')
      await Promise.all(inFlight.keys())
    }
  }

  /** False when there is nothing more to do. */
  async function takeOn(): Promise<boolean> {
    wanted = false
    nudge = Promise.withResolvers<void>()
    for (;;) {
      const limit = Math.min(slots - inFlight.size, slotsPerWorkspace)
      if (state === 'stopped' || limit === 0) break
      const busy = busyWorkspaces()
      const claim = { now: clock.now(), holder, leaseMs, limit, excludeWorkspaces: [...busy.values()] }
      const messages = await claimDue(db, claim)
      for (const message of messages) {
        const flight = deliverMessage(message, { ...options, leaseMs }).finally(() => inFlight.delete(flight))
        inFlight.set(flight, message.to)
      }
      // One that was left out may have become free while the database was asked.
      const isFreed = busy.size > 0 && [...busy.keys()].some((key) => !busyWorkspaces().has(key))
      if (messages.length < limit && !isFreed) break
    }
    return inFlight.size > 0
  }

  function busyWorkspaces(): ReadonlyMap<string, Workspace> {
    const grouped = Map.groupBy(inFlight.values(), ({ platform, workspace }) =>
      JSON.stringify([platform, workspace]),
    )
    return new Map(
      [...grouped].flatMap(([key, [one, ...more]]) =>
        one && more.length + 1 >= slotsPerWorkspace ? [[key, one]] : [],
      ),
    )
  }

  async function loseStopped(): Promise<void> {
    for (const message of await markExpiredUnknown(db, clock.now())) {
      log.warn(
        { message: message.id, network: message.network },
        'A message was lost while it was being sent.',
      )
      await reportUnknown(options, message)
    }
  }

  async function planNext(): Promise<void> {
    if (state !== 'started') return
    clearTimeout(timer)
    timer = setTimeout(deliver, await untilNext())
  }

  async function untilNext(): Promise<number> {
    try {
      const now = clock.now()
      return Math.min(pollMs, ((await nextDue(db, now)) ?? Number.POSITIVE_INFINITY) - now)
    } catch {
      return pollMs
    }
  }

  return {
    deliver,
    wake() {
      if (woken) return
      woken = true
      setImmediate(() => {
        woken = false
        if (state === 'started') deliver()
      })
    },
    start() {
      state = 'started'
      deliver()
    },
    async stop() {
      state = 'stopped'
      clearTimeout(timer)
      nudge.resolve()
      const giveUp = new AbortController()
      await Promise.race([running, pause(stopMs, undefined, { signal: giveUp.signal }).catch(() => {})])
      giveUp.abort()
    },
  }
}
