// The tour: plays a script through the same door as any person, and tells the pages whom to follow.
import { createStepRunner, type Stage, type Step } from './steps.ts'

/** What the pages show of the tour. */
export interface Banner {
  readonly caption: string
  readonly running: boolean
  /** Which of its captions, from 1 on; they are what is counted. */
  readonly step: number
  readonly steps: number
  readonly pace: number
}

export interface TourEnd {
  readonly caption: string
  /** Whether it came to the end of its script. */
  readonly finished: boolean
}

export interface TourOptions extends Stage {
  readonly pause: (milliseconds: number) => Promise<void>
  readonly show: (banner: Banner | undefined) => void
}

export interface Tour {
  /** Plays to the end; never rejects. `pace` 2 is twice as fast. A tour that still runs is stopped first. */
  play(script: readonly Step[], pace?: number): Promise<TourEnd>
  /** Waits no more until the next caption. */
  next(): void
  /** From its next wait on. */
  setPace(pace: number): void
  /** Resolves once nothing of the tour runs any more, and takes the banner away. */
  stop(): Promise<void>
  banner(): Banner | undefined
}

const done = 'That is the end of the tour. Go on from here as anyone you like.'

export function createTour(options: TourOptions): Tour {
  let banner: Banner | undefined
  let current: Playing | undefined

  function show(next: Banner | undefined): void {
    banner = next
    options.show(next)
  }

  async function end(playing: Playing | undefined): Promise<void> {
    playing?.halt.call()
    await playing?.ended
  }

  async function run(script: readonly Step[], tempo: Tempo, halt: Halt): Promise<TourEnd> {
    const rest = async (time: number) => {
      if (!tempo.isSkipping())
        await Promise.race([options.pause(time / tempo.pace()), halt.called, tempo.skipped()])
      if (halt.isCalled()) throw new Error('It was stopped.')
    }
    const walker = createStepRunner(options, rest)
    const steps = captionsIn(script)
    let [caption, count] = ['', 0]
    for (const step of script) {
      if ('caption' in step) {
        caption = step.caption
        count += 1
        tempo.skipTo()
      }
      show({ caption, running: true, step: count, steps, pace: tempo.pace() })
      const stuck = await walker.take(step)
      if (halt.isCalled()) return { caption, finished: false }
      if (stuck !== undefined) return { caption: stuck, finished: false }
    }
    return { caption: done, finished: !halt.isCalled() }
  }

  async function playAfter(before: Playing | undefined, script: readonly Step[], tempo: Tempo, halt: Halt) {
    await end(before)
    const result = await run(script, tempo, halt)
    const steps = captionsIn(script)
    const { caption } = result
    if (!halt.isCalled()) show({ caption, running: false, step: steps, steps, pace: tempo.pace() })
    return result
  }

  return {
    banner: () => banner,
    play(script, pace = 1) {
      const [halt, tempo] = [createHalt(), createTempo(pace)]
      const ended = playAfter(current, script, tempo, halt)
      current = { halt, tempo, ended }
      return ended
    },
    next: () => current?.tempo.skip(),
    setPace(pace) {
      current?.tempo.goAt(pace)
      if (banner) show({ ...banner, pace })
    },
    async stop() {
      const mine = current
      await end(mine)
      if (current === mine) show(undefined)
    },
  }
}

function captionsIn(script: readonly Step[]): number {
  return script.filter((step) => 'caption' in step).length
}

interface Playing {
  readonly halt: Halt
  readonly tempo: Tempo
  readonly ended: Promise<TourEnd>
}

interface Halt {
  call(): void
  isCalled(): boolean
  readonly called: Promise<void>
}

function createHalt(): Halt {
  let isCalled = false
  const { promise, resolve } = Promise.withResolvers<void>()
  const call = () => {
    isCalled = true
    resolve()
  }
  return { call, isCalled: () => isCalled, called: promise }
}

/** How long it waits, which may change on the way. */
interface Tempo {
  pace(): number
  goAt(pace: number): void
  skip(): void
  /** Where to skip to has come. */
  skipTo(): void
  isSkipping(): boolean
  skipped(): Promise<void>
}

function createTempo(begin: number): Tempo {
  let pace = begin
  let skipping = createHalt()
  return {
    pace: () => pace,
    goAt(next) {
      pace = next
    },
    skip: () => skipping.call(),
    skipTo() {
      skipping = createHalt()
    },
    isSkipping: () => skipping.isCalled(),
    skipped: () => skipping.called,
  }
}
