// The clocks: everything that needs the time is given one of them.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

export interface MovableClock extends Clock {
  /** Moves on to that instant, from which the time goes on; an instant that has passed changes nothing. */
  set(instant: number): void
  /** Moves back to the time of its base. */
  reset(): void
  /** How far ahead of its base it is, in milliseconds. */
  offset(): number
}

/** A clock that goes like its base, `offset` milliseconds ahead of it. */
export function movableClock(base: Clock, offset = 0): MovableClock {
  let ahead = offset
  return {
    now: () => base.now() + ahead,
    set(instant) {
      ahead = Math.max(ahead, instant - base.now())
    },
    reset() {
      ahead = 0
    },
    offset: () => ahead,
  }
}
