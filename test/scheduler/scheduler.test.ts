// The heartbeat and the clock: who is due is told once per beat, and one that breaks holds up nobody.
import { describe, expect, test } from 'vitest'
import { movableClock } from '../../src/scheduler/clock.ts'
import { createScheduler, type DueSource, type SchedulerOptions } from '../../src/scheduler/scheduler.ts'
import { forEachConcurrently } from '../../src/util/for-each-concurrently.ts'
import { errorSummary } from '../../src/util/log.ts'
import { manualClock, recordingLog } from '../outbox/outbox-harness.ts'

/** Networks with the instant at which each is due; being told makes one due never again. */
function networks(
  due: Readonly<Record<string, number>>,
  { due: find, handle, ...some }: Partial<SchedulerOptions & DueSource> = {},
) {
  const left = new Map(Object.entries(due))
  const told: string[] = []
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
      told.push(network)
      if (network.startsWith('broken')) throw new Error('secret words')
      left.delete(network)
    },
  }
  const heartbeat = createScheduler({
    sources: [{ ...source, ...(find && { due: find }), ...(handle && { handle }) }],
    clock,
    log,
    ...some,
  })
  return { heartbeat, told, clock, log }
}

describe('a beat', () => {
  test('tells each network that is due once, longest due first, and no other', async () => {
    const { heartbeat, told, clock } = networks({ late: 50, now: 100, soon: 101 })
    await heartbeat.beat()
    expect(told).toEqual(['late', 'now'])
    clock.at = 101
    await heartbeat.beat()
    expect(told).toEqual(['late', 'now', 'soon'])
  })
  test('tells more networks than it asks for at once', async () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`n${n}`, n]))
    const { heartbeat, told } = networks(many, { batch: 10 })
    await heartbeat.beat()
    expect(told.toSorted()).toEqual(Object.keys(many).toSorted())
  })
  test('passes over a network that breaks until the next beat, and logs no words', async () => {
    const due = { broken1: 1, broken2: 2, sound1: 3, sound2: 4, sound3: 5 }
    const { heartbeat, told, log } = networks(due, { batch: 2 })
    await heartbeat.beat()
    expect(told.toSorted()).toEqual(Object.keys(due).toSorted())
    await heartbeat.beat()
    expect(told.slice(5).toSorted()).toEqual(['broken1', 'broken2'])
    expect(JSON.stringify(log.lines)).not.toContain('secret')
  })
  test('does what is due of one kind after the other, and one kind holds up no other', async () => {
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
    const heartbeat = createScheduler({
      sources: [source('network'), source('person')],
      clock: manualClock(100),
      log,
    })
    await heartbeat.beat()
    expect(order).toEqual(['network 1', 'person 1'])
    expect(log.lines).toHaveLength(1)
  })
  test('begins only when the one before has ended', async () => {
    const running: string[] = []
    const gate = Promise.withResolvers<void>()
    const { heartbeat } = networks(
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
    const both = [heartbeat.beat(), heartbeat.beat()]
    gate.resolve()
    await Promise.all(both)
    expect(running).toEqual(['n1 begins', 'n1 ends', 'n1 begins', 'n1 ends'])
  })
  test('is remembered when it went through, though a network broke', async () => {
    const { heartbeat } = networks({ broken: 1 })
    expect(heartbeat.lastBeat()).toBeUndefined()
    await heartbeat.beat()
    expect(heartbeat.lastBeat()).toBe(100)
  })
  test('is not remembered when the database did not answer, and the next one tries again', async () => {
    let answers = false
    const { heartbeat, clock } = networks(
      {},
      { due: async () => (answers ? [] : Promise.reject(new Error('gone'))) },
    )
    await heartbeat.beat()
    expect(heartbeat.lastBeat()).toBeUndefined()
    answers = true
    clock.at = 200
    await heartbeat.beat()
    expect(heartbeat.lastBeat()).toBe(200)
  })
})

test('stopping waits for the beat in hand', async () => {
  const gate = Promise.withResolvers<void>()
  const order: string[] = []
  let tick: () => Promise<void> = async () => {}
  const { heartbeat } = networks(
    { n1: 1 },
    {
      async handle() {
        await gate.promise
        order.push('told')
      },
      every(beat) {
        tick = beat
        return { stop: async () => void order.push('no more beats') }
      },
      batch: 2,
    },
  )
  heartbeat.start()
  tick()
  const stopped = heartbeat.stop().then(() => order.push('stopped'))
  gate.resolve()
  await stopped
  expect(order).toEqual(['no more beats', 'told', 'stopped'])
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

describe('many things in parallel', () => {
  test('each is done once, never more at a time than there are slots', async () => {
    let running = 0
    let most = 0
    const done: number[] = []
    await forEachConcurrently(
      Array.from({ length: 20 }, (_, n) => n),
      3,
      async (n) => {
        running += 1
        most = Math.max(most, running)
        await Promise.resolve()
        done.push(n)
        running -= 1
      },
    )
    expect(done.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, n) => n))
    expect(most).toBe(3)
  })
})

test('a trace tells what broke and where, and nothing of what its message quotes', () => {
  const trace = errorSummary(
    Object.assign(new TypeError('secret words\n    at secret:1:1'), { code: 'E_CODE' }),
  )
  expect(trace.error).toBe('TypeError E_CODE')
  expect(trace.at.length).toBeGreaterThan(0)
  expect(JSON.stringify(trace)).not.toContain('secret')
})
