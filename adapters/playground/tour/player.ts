// The tour: plays a script through the same interface as any person, and tells the pages whom to follow.
import { type Controls, createControls } from './controls.ts'
import { createStepRunner, type Stage } from './step-runner.ts'
import type { TourStep } from './steps.ts'

/** What the pages show of the tour. */
export interface Banner {
  readonly caption: string
  readonly running: boolean
  /** The number of the current caption, from 1 on. */
  readonly step: number
  /** How many captions the script has. */
  readonly steps: number
  readonly pace: number
}

interface TourEnd {
  readonly caption: string
  /** Whether the tour came to the end of its script. */
  readonly finished: boolean
}

export interface TourOptions extends Stage {
  readonly pause: (milliseconds: number) => Promise<void>
  /** Is called with each change of the banner; `undefined` takes it away. */
  readonly show: (banner: Banner | undefined) => void
}

export interface Tour {
  /** Plays to the end; never rejects. `pace` 2 is twice as fast. A tour that still runs is stopped first. */
  play(script: readonly TourStep[], pace?: number): Promise<TourEnd>
  /** Skips every wait until the next caption. */
  next(): void
  /** Takes effect from the next wait on. */
  setPace(pace: number): void
  /** Resolves once nothing of the tour runs any more, and takes the banner away. */
  stop(): Promise<void>
  banner(): Banner | undefined
}

interface Playback {
  readonly controls: Controls
  readonly ended: Promise<TourEnd>
}

const endCaption = 'That’s the end of the tour. You can carry on from here as anyone you like.'

export function createTour(options: TourOptions): Tour {
  let banner: Banner | undefined
  let current: Playback | undefined

  function show(next: Banner | undefined): void {
    banner = next
    options.show(next)
  }

  return {
    banner: () => banner,
    play(script, pace = 1) {
      const controls = createControls(pace, options.pause)
      const ended = playAfter(current, { script, controls, show, stage: options })
      current = { controls, ended }
      return ended
    },
    next: () => current?.controls.skip(),
    setPace(pace) {
      current?.controls.setPace(pace)
      if (banner) show({ ...banner, pace })
    },
    async stop() {
      const stopping = current
      await end(stopping)
      if (current === stopping) show(undefined)
    },
  }
}

interface Performance {
  readonly script: readonly TourStep[]
  readonly controls: Controls
  readonly stage: Stage
  readonly show: (banner: Banner | undefined) => void
}

async function end(playback: Playback | undefined): Promise<void> {
  playback?.controls.stop()
  await playback?.ended
}

async function playAfter(previous: Playback | undefined, performance: Performance): Promise<TourEnd> {
  await end(previous)
  const result = await playScript(performance)
  const { script, controls, show } = performance
  const steps = countCaptions(script)
  if (!controls.isStopped())
    show({ caption: result.caption, running: false, step: steps, steps, pace: controls.pace() })
  return result
}

async function playScript({ script, controls, stage, show }: Performance): Promise<TourEnd> {
  const runner = createStepRunner(stage, controls.rest)
  const steps = countCaptions(script)
  let caption = ''
  let count = 0
  for (const step of script) {
    if ('caption' in step) {
      caption = step.caption
      count += 1
      controls.endSkip()
    }
    show({ caption, running: true, step: count, steps, pace: controls.pace() })
    const problem = await runner.run(step)
    if (controls.isStopped()) return { caption, finished: false }
    if (problem !== undefined) return { caption: problem, finished: false }
  }
  return { caption: endCaption, finished: !controls.isStopped() }
}

function countCaptions(script: readonly TourStep[]): number {
  return script.filter((step) => 'caption' in step).length
}
