// The scheduler and the clock: what is due is handled once per beat, and one that breaks holds up no other.
import { describe, expect, test } from 'vitest'
import { movableClock } from '../../src/scheduler/clock.ts'
import { createScheduler, type DueSource, type SchedulerOptions } from '../../src/scheduler/scheduler.ts'
import { forEachConcurrently } from '../../src/util/for-each-concurrently.ts'
import { errorSummary } from '../../src/util/log.ts'
import { manualClock, recordingLog } from '../outbox/outbox-harness.ts'

/** A scheduler for networks, with the instant at which each is due; one that was handled is never due again. */
function schedulerFor(
  due: Readonly<Record<string, number>>,
  { due: find, handle, ...some }: Partial<SchedulerOptions & DueSource> = {},
) {
  const left = new Map(Object.entries(due))
  const handled: string[] = []
  const clock = manualClock(100)
  const log = recordingLog()
  const source: DueSource = {
    kind: 'network',
    due: async (now, limit) =>
      [...left]
        .filter(([, at]) => at <= now)
        .sort(([, one], [, other]) => one - other)
        .slice(0, limit)
        .map(([network]) => network),
    async handle(network) {
      handled.push(network)
      if (network.startsWith('broken')) throw new Error('secret words')
      left.delete(network)
    },
  }
  const scheduler = createScheduler({
    sources: [{ ...source, ...(find && { due: find }), ...(handle && { handle }) }],
    clock,
    log,
    ...some,
  })
  return { scheduler, handled, clock, log }
}

describe('a beat', () => {
  test('handles each network that is due once, longest due first, and no other', async () => {
    const { scheduler, handled, clock } = schedulerFor({ late: 50, now: 100, soon: 101 })
    await scheduler.beat()
    expect(handled).toEqual(['late', 'now'])
    clock.at = 101
    await scheduler.beat()
    expect(handled).toEqual(['late', 'now', 'soon'])
  })
  test('handles more networks than it asks for at once', async () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`n${n}`, n]))
    const { scheduler, handled } = schedulerFor(many, { batch: 10 })
    await scheduler.beat()
    expect(handled.toSorted()).toEqual(Object.keys(many).toSorted())
  })
  test('passes over a network that breaks until the next beat, and logs no words', async () => {
    const due = { broken1: 1, broken2: 2, sound1: 3, sound2: 4, sound3: 5 }
    const { scheduler, handled, log } = schedulerFor(due, { batch: 2 })
    await scheduler.beat()
    expect(handled.toSorted()).toEqual(Object.keys(due).toSorted())
    await scheduler.beat()
    expect(handled.slice(5).toSorted()).toEqual(['broken1', 'broken2'])
    expect(JSON.stringify(log.lines)).not.toContain('secret')
  })
  test('handles one kind after the other, and one kind that breaks holds up no other', async () => {
    const order: string[] = []
    const source = (kind: string): DueSource => ({
      kind,
      due: async () => (order.some((one) => one.startsWith(kind)) ? [] : ['1']),
      async handle(id) {
        order.push(`${kind} ${id}`)
        if (kind === 'network') throw new Error('broken')
      },
    })
    const log = recordingLog()
    const scheduler = createScheduler({
      sources: [source('network'), source('person')],
      clock: manualClock(100),
      log,
    })
    await scheduler.beat()
    expect(order).toEqual(['network 1', 'person 1'])
    expect(log.lines).toHaveLength(1)
  })
  test('begins only when the one before has ended', async () => {
    const running: string[] = []
    const gate = Promise.withResolvers<void>()
    const { scheduler } = schedulerFor(
      { n1: 1 },
      {
        async handle(network) {
          running.push(`${network} begins`)
          await gate.promise
          running.push(`${network} ends`)
        },
        due: async () => ['n1'],
        batch: 2,
      },
    )
    const both = [scheduler.beat(), scheduler.beat()]
    gate.resolve()
    await Promise.all(both)
    expect(running).toEqual(['n1 begins', 'n1 ends', 'n1 begins', 'n1 ends'])
  })
  test('counts as the last beat when it went through, though a network broke', async () => {
    const { scheduler } = schedulerFor({ broken: 1 })
    expect(scheduler.lastBeat()).toBeUndefined()
    await scheduler.beat()
    expect(scheduler.lastBeat()).toBe(100)
  })
  test('does not count when the database did not answer, and the next one tries again', async () => {
    let answers = false
    const { scheduler, clock } = schedulerFor(
      {},
      { due: async () => (answers ? [] : Promise.reject(new Error('gone'))) },
    )
    await scheduler.beat()
    expect(scheduler.lastBeat()).toBeUndefined()
    answers = true
    clock.at = 200
    await scheduler.beat()
    expect(scheduler.lastBeat()).toBe(200)
  })
})

test('stopping waits for the beat in hand', async () => {
  const gate = Promise.withResolvers<void>()
  const order: string[] = []
  let tick: () => Promise<void> = async () => {}
  const { scheduler } = schedulerFor(
    { n1: 1 },
    {
      async handle() {
        await gate.promise
        order.push('handled')
      },
      every(beat) {
        tick = beat
        return { stop: async () => void order.push('no more beats') }
      },
      batch: 2,
    },
  )
  scheduler.start()
  tick()
  const stopped = scheduler.stop().then(() => order.push('stopped'))
  gate.resolve()
  await stopped
  expect(order).toEqual(['no more beats', 'handled', 'stopped'])
})

describe('a clock that can be moved', () => {
  test('goes on from where it was set, and never goes back', () => {
    const base = manualClock(1_000)
    const clock = movableClock(base)
    clock.set(5_000)
    base.at += 10
    expect(clock.now()).toBe(5_010)
    clock.set(2_000)
    expect(clock.now()).toBe(5_010)
    expect(clock.offset()).toBe(4_000)
  })
  test('goes on where it was after a restart, and back to its base when reset', () => {
    const clock = movableClock(manualClock(1_000), 4_000)
    expect(clock.now()).toBe(5_000)
    clock.reset()
    expect(clock.now()).toBe(1_000)
  })
})

describe('doing something for many items at once', () => {
  test('each is done once, never more at a time than there are slots', async () => {
    let running = 0
    let maxRunning = 0
    const done: number[] = []
    await forEachConcurrently(
      Array.from({ length: 20 }, (_, n) => n),
      3,
      async (n) => {
        running += 1
        maxRunning = Math.max(maxRunning, running)
        await Promise.resolve()
        done.push(n)
        running -= 1
      },
    )
    expect(done.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, n) => n))
    expect(maxRunning).toBe(3)
  })
})

test('the summary of an error says what broke and where, and nothing of what its message quotes', () => {
  const summary = errorSummary(
    Object.assign(new TypeError('secret words\n    at secret:1:1'), { code: 'E_CODE' }),
  )
  expect(summary.error).toBe('TypeError E_CODE')
  expect(summary.at.length).toBeGreaterThan(0)
  expect(JSON.stringify(summary)).not.toContain('secret')
})
