// Random histories of a network, compared with a simple model of the six-meeting rule.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day, hour, minute } from '../../src/domain/core/time.ts'
import { phaseAfter, phaseBefore } from '../../src/domain/phases/phases.ts'
import { networkWithTrio, type Story, zone } from './network-story.ts'

/** The model: it counts bare meetings from plain lists of meetings and resources. */
class Oracle {
  private readonly held: { id: string; end: number; closes: number; confirmed: boolean; struck: boolean }[] =
    []
  private readonly stood: { id: string; from: number; to: number | undefined; never: boolean }[] = []
  private base: number
  private extension: { at: number; meetings: number } | undefined

  constructor(start: number) {
    this.base = start
  }

  meets(id: string, now: number): void {
    this.held.push({ id, end: now, closes: now + day, confirmed: true, struck: false })
  }
  strikes(id: string): void {
    for (const meeting of this.held) if (meeting.id === id) meeting.struck = true
  }
  puts(id: string, now: number): void {
    this.stood.push({ id, from: now, to: undefined, never: false })
  }
  withdraws(id: string, now: number): void {
    for (const resource of this.stood) {
      if (resource.id !== id || resource.to !== undefined) continue
      resource.to = now
      const meetings = this.held.filter(
        ({ end, closes, struck }) => !struck && closes <= now && end > resource.from,
      )
      resource.never = meetings.length <= 2
    }
  }
  undoes(id: string): void {
    for (const resource of this.stood) if (resource.id === id) resource.never = true
  }
  reframes(now: number): void {
    this.base = now
  }
  extends(meetings: number, now: number): void {
    this.extension = { at: now, meetings }
  }

  bare(now: number): number {
    const real = this.stood.filter(({ never }) => !never)
    if (real.some(({ to }) => to === undefined)) return 0
    const from = Math.max(this.base, ...real.map(({ to }) => to ?? 0))
    const { at = 0, meetings = 0 } = this.extension ?? {}
    const extended = this.extension !== undefined && at > from
    const counted = this.held.filter(
      ({ end, closes, struck }) => !struck && closes <= now && end > (extended ? at : from),
    )
    return counted.length + (extended ? 6 - meetings : 0)
  }
}

const action = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant('meet' as const), wait: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('pass' as const), wait: fc.integer({ min: 1, max: 9 }) }),
  },
  fc.record({
    does: fc.constantFrom(
      'put' as const,
      'withdraw',
      'undo',
      'strike',
      'reframe',
      'reword',
      'cross',
      'go-back',
    ),
    wait: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ does: fc.constantFrom('extend-1' as const, 'extend-2'), wait: fc.integer({ min: 1, max: 2 }) }),
)

function perform(
  story: Story,
  oracle: Oracle,
  does: string,
  last: { meeting: string; resource: string },
): void {
  const { now } = story
  switch (does) {
    case 'meet': {
      const id = story.id()
      const not = story.tries('aroha', {
        kind: 'record-meeting',
        meeting: id,
        start: now - hour,
        minutes: 60,
        zone,
      })
      expect(not).toBeUndefined()
      oracle.meets(id, now)
      last.meeting = id
      return
    }
    case 'put':
      last.resource = story.puts()
      oracle.puts(last.resource, now)
      return
    case 'withdraw':
      if (story.tries('tom', { kind: 'withdraw', resource: last.resource }) === undefined)
        oracle.withdraws(last.resource, now)
      return
    case 'undo':
      if (story.tries('tom', { kind: 'undo-put', resource: last.resource }) === undefined)
        oracle.undoes(last.resource)
      return
    case 'strike':
      if (story.tries('aroha', { kind: 'strike-meeting', meeting: last.meeting }) === undefined)
        oracle.strikes(last.meeting)
      return
    case 'reframe': {
      const proposal = story.id()
      story.does('aroha', { kind: 'propose-reframe', proposal, outcome: 'o', why: 'w' })
      story.does('tom', { kind: 'agree-reframe', proposal })
      oracle.reframes(now)
      return
    }
    // None of these actions changes the count.
    case 'reword':
      story.does('aroha', { kind: 'change-outcome', outcome: story.id() })
      return
    case 'cross':
    case 'go-back': {
      const from = story.network.phase
      const to = does === 'cross' ? phaseAfter(from) : phaseBefore(from)
      if (to === undefined) return
      story.does('aroha', { kind: 'cross-phase', crossing: story.id(), from, to })
      expect(story.network.phase).toBe(to)
      return
    }
    case 'extend-1':
    case 'extend-2': {
      const meetings = does === 'extend-1' ? 1 : 2
      if (story.tries('margaret', { kind: 'extend', meetings }) === undefined) oracle.extends(meetings, now)
      return
    }
  }
}

test('the count of bare meetings and the stall are always as the model says', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 5, maxLength: 45 }), (actions) => {
      const story = networkWithTrio().pass(minute)
      const oracle = new Oracle(story.network.started)
      const last = { meeting: '', resource: '' }
      for (const { does, wait } of actions) {
        perform(story, oracle, does, last)
        const check = () => {
          const bare = oracle.bare(story.now)
          expect(story.bare).toBe(bare)
          expect(story.network.stalled !== undefined).toBe(bare >= 6)
        }
        check()
        // After an odd wait an undo is still possible: it is within 10 minutes.
        story.pass(wait % 2 === 1 ? 5 * minute : wait * 13 * hour)
        check()
      }
    }),
    { numRuns: 150 },
  )
}, 60_000)
