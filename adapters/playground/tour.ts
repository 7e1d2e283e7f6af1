// The tour: plays a script through the same door as any person, and tells the pages whom to follow.
import { createWalker, type Stage, type Step } from './tour-steps.ts'

/** What the pages show of the tour. */
export interface Banner {
  readonly caption: string
  readonly running: boolean
  readonly step: number
  readonly steps: number
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

  async function run(script: readonly Step[], pace: number, halt: Halt): Promise<TourEnd> {
    const rest = async (time: number) => {
      await Promise.race([options.pause(time / pace), halt.called])
      if (halt.isCalled()) throw new Error('It was stopped.')
    }
    const walker = createWalker(options, rest)
    let caption = ''
    for (const [index, step] of script.entries()) {
      if ('caption' in step) caption = step.caption
      show({ caption, running: true, step: index + 1, steps: script.length })
      const stuck = await walker.take(step)
      if (halt.isCalled()) return { caption, finished: false }
      if (stuck !== undefined) return { caption: stuck, finished: false }
    }
    return { caption: done, finished: !halt.isCalled() }
  }

  async function playAfter(before: Playing | undefined, script: readonly Step[], pace: number, halt: Halt) {
    await end(before)
    const result = await run(script, pace, halt)
    const steps = script.length
    if (!halt.isCalled()) show({ caption: result.caption, running: false, step: steps, steps })
    return result
  }

  return {
    banner: () => banner,
    play(script, pace = 1) {
      const halt = createHalt()
      const ended = playAfter(current, script, pace, halt)
      current = { halt, ended }
      return ended
    },
    async stop() {
      const mine = current
      await end(mine)
      if (current === mine) show(undefined)
    },
  }
}

interface Playing {
  readonly halt: Halt
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
