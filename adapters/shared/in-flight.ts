// In-flight work: an adapter that stops waits until everything it has begun is done.

export interface InFlight {
  /** Counts the work until it ends, and settles as it does. */
  track<T>(work: Promise<T>): Promise<T>
  /** Resolves as soon as no work is running. */
  drained(): Promise<void>
}

export function createInFlight(): InFlight {
  let count = 0
  let waiting: (() => void)[] = []

  function release(): void {
    count -= 1
    if (count > 0) return
    for (const resolve of waiting) resolve()
    waiting = []
  }

  return {
    async track(work) {
      count += 1
      try {
        return await work
      } finally {
        release()
      }
    },
    drained() {
      if (count === 0) return Promise.resolve()
      return new Promise((resolve) => waiting.push(resolve))
    },
  }
}
