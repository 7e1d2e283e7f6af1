// How one playback of the tour is controlled while it runs: its pace, skipping ahead, and stopping.

export interface Controls {
  /** 2 is twice as fast. */
  pace(): number
  setPace(pace: number): void
  /** Ends the current wait and every further one until `endSkip`. */
  skip(): void
  endSkip(): void
  stop(): void
  isStopped(): boolean
  /** Waits that long at the current pace. Rejects once the playback is stopped. */
  rest(milliseconds: number): Promise<void>
}

export function createControls(
  initialPace: number,
  pause: (milliseconds: number) => Promise<void>,
): Controls {
  const stopped = createSignal()
  let skipped = createSignal()
  let pace = initialPace
  return {
    pace: () => pace,
    setPace(next) {
      pace = next
    },
    skip: () => skipped.raise(),
    endSkip() {
      skipped = createSignal()
    },
    stop: () => stopped.raise(),
    isStopped: () => stopped.isRaised(),
    async rest(milliseconds) {
      if (!skipped.isRaised())
        await Promise.race([pause(milliseconds / pace), stopped.raised, skipped.raised])
      if (stopped.isRaised()) throw new Error('It was stopped.')
    },
  }
}

/** Is raised once, and stays so. */
interface Signal {
  raise(): void
  isRaised(): boolean
  readonly raised: Promise<void>
}

function createSignal(): Signal {
  let isRaised = false
  const { promise, resolve } = Promise.withResolvers<void>()
  const raise = () => {
    isRaised = true
    resolve()
  }
  return { raise, isRaised: () => isRaised, raised: promise }
}
