// Moves the clock, one move at a time.
import { isDeepStrictEqual } from 'node:util'
import { RequestError } from '../http/errors.ts'

export interface TourClock {
  now(): number
  /** The instant at which something happens next; `undefined` if nothing is planned. */
  nextDue(): Promise<number | undefined>
  /** Resolves once everything due on the way has been done and delivered. */
  forwardTo(instant: number): Promise<void>
}

/** `next` moves to where somebody sees something new; `forward` is an ISO 8601 duration. */
export type Move = 'next' | { readonly forward: string }

export interface Moved {
  readonly now: number
  /** False if nothing is in sight that anybody would see. */
  readonly moved: boolean
}

/** What the networks do unseen, such as counting days, is passed over; so often at most. */
const maxUnseen = 100

/** A longer move makes no sense in a demonstration, and catching up would take long. */
const maxMove = Temporal.Duration.from({ years: 2 })

export interface ClockMoverOptions {
  readonly clock: TourClock
  readonly zone: string
  /** What people can see. It differs once anybody sees something new. */
  readonly visible: () => unknown
}

export function createClockMover({
  clock,
  zone,
  visible,
}: ClockMoverOptions): (move: Move) => Promise<Moved> {
  let last: Promise<unknown> = Promise.resolve()

  async function toNext(): Promise<boolean> {
    const before = visible()
    for (let unseen = 0; unseen < maxUnseen; unseen += 1) {
      const due = await clock.nextDue()
      if (due === undefined) return false
      await clock.forwardTo(Math.max(due, clock.now()))
      if (!isDeepStrictEqual(visible(), before)) return true
    }
    return false
  }

  async function run(move: Move): Promise<Moved> {
    if (move === 'next') return { moved: await toNext(), now: clock.now() }
    await clock.forwardTo(later(clock.now(), move.forward, zone))
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
