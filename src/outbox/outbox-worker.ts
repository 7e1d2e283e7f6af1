// The outbox worker: brings what is due to the adapters, in order for each destination, at most once.
import { setTimeout as pause } from 'node:timers/promises'
import type { ChatAdapter } from '../chat/adapter.ts'
import type { Clock } from '../scheduler/clock.ts'
import type { Db } from '../store/connection/open.ts'
import type { Message } from '../store/outbox.ts'
import { claimDue, markExpiredUnknown, type WorkspaceKey } from '../store/outbox-delivery.ts'
import { nextDue } from '../store/outbox-queries.ts'
import { errorSummary, type Log } from '../util/log.ts'
import { deliverMessage, reportUnknown } from './deliver-message.ts'
import type { MessageRenderer } from './message-renderer.ts'
import { traceOf } from './message-trace.ts'

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
  /** How many messages to one workspace are in hand at most, so that one that hangs holds up no other. */
  readonly slotsPerWorkspace?: number
  /** How long `stop` waits for what is in hand. */
  readonly stopMs?: number
}

export interface OutboxWorker {
  /** Resolves when nothing can be sent now and nothing is in hand. Never rejects. */
  deliver(): Promise<void>
  /** Between `start` and `stop`: delivers soon. Cheap to call often. */
  wake(): void
  start(): void
  /** Claims nothing more; resolves when what is in hand is done, or after `stopMs`. */
  stop(): Promise<void>
}

/** How often the outbox is looked at without a `wake`, since another process may have left something to send. */
const pollMs = 5_000

export function createOutboxWorker(options: OutboxWorkerOptions): OutboxWorker {
  const { clock, log, db, stopMs = 10_000 } = options
  const claims = createClaims(options)
  let state: 'new' | 'started' | 'stopped' = 'new'
  let running: Promise<void> | undefined
  let isWanted = false
  let isWoken = false
  let wakeUp = Promise.withResolvers<void>()
  let timer: NodeJS.Timeout | undefined

  function deliver(): Promise<void> {
    isWanted = true
    wakeUp.resolve()
    running ??= run()
    return running
  }

  async function run(): Promise<void> {
    while (isWanted) {
      await pass()
      await planNext()
    }
    // Not in a `finally`, which would come later than a `deliver` that still counts on this run.
    running = undefined
  }

  async function pass(): Promise<void> {
    isWanted = false
    try {
      await reportStopped(options)
      while (await claimMore()) await Promise.race([...claims.inFlight(), wakeUp.promise])
    } catch (error) {
      log.error(errorSummary(error), 'The outbox worker could not read the outbox; it looks again soon.')
      await Promise.all(claims.inFlight())
    }
  }

  /** Returns false when nothing is in hand any more. */
  async function claimMore(): Promise<boolean> {
    isWanted = false
    wakeUp = Promise.withResolvers<void>()
    await claims.claimAll(() => state === 'stopped')
    return claims.inFlight().length > 0
  }

  async function planNext(): Promise<void> {
    if (state !== 'started') return
    clearTimeout(timer)
    timer = setTimeout(deliver, await millisecondsUntilNext(db, clock))
  }

  return {
    deliver,
    wake() {
      if (isWoken) return
      isWoken = true
      setImmediate(() => {
        isWoken = false
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
      wakeUp.resolve()
      const giveUp = new AbortController()
      await Promise.race([running, pause(stopMs, undefined, { signal: giveUp.signal }).catch(() => {})])
      giveUp.abort()
    },
  }
}

/** The messages that this process has in hand, and how it takes on more. */
function createClaims(options: OutboxWorkerOptions) {
  const { db, clock, holder, leaseMs = 30_000, slots = 32, slotsPerWorkspace = 8 } = options
  const inFlight = new Map<Promise<void>, WorkspaceKey>()
  let endedCount = 0

  function begin(message: Message): void {
    const flight = deliverMessage(message, { ...options, leaseMs }).finally(() => {
      inFlight.delete(flight)
      endedCount += 1
    })
    inFlight.set(flight, message.to)
  }

  /** The workspaces of which no more is begun for now. */
  function busyWorkspaces(): readonly WorkspaceKey[] {
    const busy: WorkspaceKey[] = []
    for (const [first, ...others] of Map.groupBy(inFlight.values(), workspaceKey).values())
      if (first && others.length + 1 >= slotsPerWorkspace) busy.push(first)
    return busy
  }

  return {
    inFlight: () => [...inFlight.keys()],
    /** Begins everything that may be sent now and for which there is a slot. */
    async claimAll(isStopped: () => boolean): Promise<void> {
      for (;;) {
        const limit = Math.min(slots - inFlight.size, slotsPerWorkspace)
        if (isStopped() || limit === 0) return
        const endedBefore = endedCount
        const excludeWorkspaces = busyWorkspaces()
        const claim = { now: clock.now(), holder, leaseMs, limit, excludeWorkspaces }
        const messages = await claimDue(db, claim)
        for (const message of messages) begin(message)
        // Whatever ended while the database was asked may have freed a destination or a workspace.
        if (messages.length < limit && endedCount === endedBefore) return
      }
    },
  }
}

function workspaceKey({ platform, workspace }: WorkspaceKey): string {
  return JSON.stringify([platform, workspace])
}

/** Messages that a process was sending when it stopped are `unknown` from now on. */
async function reportStopped(options: OutboxWorkerOptions): Promise<void> {
  const { db, clock, log } = options
  for (const message of await markExpiredUnknown(db, clock.now())) {
    log.warn({ ...traceOf(message), outcome: 'unknown' }, 'A message was lost while it was being sent.')
    await reportUnknown(message, options)
  }
}

async function millisecondsUntilNext(db: Db, clock: Clock): Promise<number> {
  try {
    const now = clock.now()
    const due = (await nextDue(db, now)) ?? Number.POSITIVE_INFINITY
    return Math.min(pollMs, due - now)
  } catch {
    return pollMs
  }
}
