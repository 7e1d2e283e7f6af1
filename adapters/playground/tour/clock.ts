// Moves the clock, one move at a time.
import { RequestError } from '../http/errors.ts'

export interface TourClock {
  now(): number
  /** The instant at which something happens next; `undefined` if nothing is planned. */
  nextDue(): Promise<number | undefined>
  /** Resolves once everything due on the way has been done and delivered. */
  forwardTo(instant: number): Promise<void>
}

/** `next` moves to what happens next; `forward` is an ISO 8601 duration. */
export type Move = 'next' | { readonly forward: string }

export interface Moved {
  readonly now: number
  /** False if nothing waits to happen. */
  readonly moved: boolean
}

/** A longer move makes no sense in a demonstration, and catching up would take long. */
const maxMove = Temporal.Duration.from({ years: 2 })

export function createClockMover(clock: TourClock, zone: string): (move: Move) => Promise<Moved> {
  let last: Promise<unknown> = Promise.resolve()

  async function targetOf(move: Move): Promise<number | undefined> {
    if (move === 'next') return clock.nextDue()
    return later(clock.now(), move.forward, zone)
  }

  async function run(move: Move): Promise<Moved> {
    const to = await targetOf(move)
    if (to === undefined) return { now: clock.now(), moved: false }
    await clock.forwardTo(Math.max(to, clock.now()))
    return { now: clock.now(), moved: true }
  }

  return (move) => {
    const moved = last.catch(() => undefined).then(() => run(move))
    last = moved
    return moved
  }
}

/** Counts by the calendar of the zone: a day later is the same hour, also when daylight saving begins or ends. */
function later(now: number, duration: string, zone: string): number {
  const start = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const end = addDuration(start, duration).epochMilliseconds
  if (end <= now) throw new RequestError(400, 'forward: the clock only goes forward.')
  if (end > start.add(maxMove).epochMilliseconds) {
    throw new RequestError(400, 'forward: two years at a time at most.')
  }
  return end
}

function addDuration(start: Temporal.ZonedDateTime, duration: string): Temporal.ZonedDateTime {
  try {
    return start.add(Temporal.Duration.from(duration))
  } catch {
    throw new RequestError(400, 'forward: a duration like P1D, P1W or PT2H is needed.')
  }
}
