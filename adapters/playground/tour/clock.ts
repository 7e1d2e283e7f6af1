// Moves the clock, one move after the other.
import { RequestError } from '../http/errors.ts'

export interface Clock {
  now(): number
  nextDue(): Promise<number | undefined>
  /** Resolves once everything due on the way has been done and delivered. */
  forwardTo(instant: number): Promise<void>
}

/** `next`: to what happens next; otherwise an ISO 8601 duration. */
export type Move = 'next' | { readonly forward: string }

export interface Moved {
  readonly now: number
  /** False where nothing waits to happen. */
  readonly moved: boolean
}

/** Further than this the calendar of a demonstration makes no sense, and catching up would take long. */
const maxMove = Temporal.Duration.from({ years: 2 })

export function createClockMover(clock: Clock, zone: string): (move: Move) => Promise<Moved> {
  let last: Promise<unknown> = Promise.resolve()

  async function turn(move: Move): Promise<Moved> {
    const to = move === 'next' ? await clock.nextDue() : later(clock.now(), move.forward, zone)
    if (to === undefined) return { now: clock.now(), moved: false }
    await clock.forwardTo(Math.max(to, clock.now()))
    return { now: clock.now(), moved: true }
  }

  return (move) => {
    const mine = last.catch(() => undefined).then(() => turn(move))
    last = mine
    return mine
  }
}

/** By the calendar of the zone, so that a day ends at the same hour on the day the clocks change. */
function later(now: number, duration: string, zone: string): number {
  const start = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const end = after(start, duration).epochMilliseconds
  if (end <= now) throw new RequestError(400, 'forward: the clock only goes forward.')
  if (end > start.add(maxMove).epochMilliseconds) {
    throw new RequestError(400, 'forward: two years at a time at most.')
  }
  return end
}

function after(start: Temporal.ZonedDateTime, duration: string): Temporal.ZonedDateTime {
  try {
    return start.add(Temporal.Duration.from(duration))
  } catch {
    throw new RequestError(400, 'forward: a duration like P1D, P1W or PT2H is needed.')
  }
}
