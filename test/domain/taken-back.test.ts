// The journal without what was taken back in time: nothing of it is left to be told.
import { describe, expect, test } from 'vitest'
import { day, hour, minute } from '../../src/domain/core/time.ts'
import { fold } from '../../src/domain/network.ts'
import { withoutTakenBack } from '../../src/domain/taken-back.ts'
import { analyst, networkWithTrio, type Story, zone } from './network-story.ts'

/** The kinds of entry that are left of what the action adds. */
function kindsLeft(story: Story, act: () => unknown): readonly string[] {
  const from = story.entries.length
  act()
  return withoutTakenBack(story.entries)
    .slice(from)
    .map(({ kind }) => kind)
}

const secret = 'what nobody should read'

const takenBack: Readonly<Record<string, (story: Story, after: number) => unknown>> = {
  'an ask': (story, after) => {
    story.does('tom', { kind: 'ask', ask: 'a', of: 'mentor', text: secret }).pass(after)
    story.does('tom', { kind: 'take-back-ask', ask: 'a' })
  },
  'a bend': (story, after) => {
    story.does('tom', { kind: 'note-bend', bend: 'b', what: secret, why: secret }).pass(after)
    story.does('tom', { kind: 'take-back-bend', bend: 'b' })
  },
  'a planned meeting': (story, after) => {
    const start = story.now + 3 * day
    story.does('tom', { kind: 'plan-meeting', meeting: 'm', start, minutes: 60, zone }).pass(after)
    story.does('tom', { kind: 'cancel-meeting', meeting: 'm', series: false })
  },
  'a new wording of the moment': (story, after) => {
    const { moment } = story.network
    story.does('aroha', { kind: 'change-moment', moment: secret }).pass(after)
    story.does('aroha', { kind: 'change-moment', moment })
  },
  'a new wording of the outcome': (story, after) => {
    const { outcome } = story.network
    story.does('aroha', { kind: 'change-outcome', outcome: secret }).pass(after)
    story.does('aroha', { kind: 'change-outcome', outcome })
  },
  'a proposal to go public': (story, after) => {
    story.does('aroha', { kind: 'propose-going-public', proposal: 'p', why: secret }).pass(after)
    story.does('aroha', { kind: 'take-back-going-public', proposal: 'p' })
  },
}

const onlyInTime: Readonly<Record<string, (story: Story) => unknown>> = {
  'a flag, whatever was done with it': (story) =>
    story
      .does('tom', { kind: 'raise-flag', flag: 'f', text: secret, context: 'political', severity: 'urgent' })
      .does('margaret', { kind: 'see-flags', flags: ['f'] })
      .does('tom', { kind: 'take-back-flag', flag: 'f' }),
  'a blocker, and that it was put to the angel': (story) =>
    story
      .does('tom', { kind: 'open-blocker', blocker: 'b', of: 'systems', text: secret, ask: 'a' })
      .does('tom', { kind: 'take-back-blocker', blocker: 'b' }),
  'a change of settings': (story) =>
    story
      .does('aroha', { kind: 'change-settings', settings: { limit: 8 } })
      .does('aroha', { kind: 'undo-settings' }),
  'a hard limit': (story) =>
    story
      .does('margaret', { kind: 'state-limit', limit: 'l', text: secret })
      .does('margaret', { kind: 'take-back-limit', limit: 'l' }),
  'a lesson, also one that was offered to the library': (story) =>
    story
      .does('tom', { kind: 'keep-lesson', lesson: 'l', text: secret, offered: true })
      .does('tom', { kind: 'undo-lesson', lesson: 'l' }),
  'what was put': (story) => {
    const resource = story.puts('tom', { ...analyst, what: secret })
    story.does('tom', { kind: 'undo-put', resource })
  },
  'a recorded meeting': (story) => {
    story.pass(2 * hour)
    const start = story.now - hour
    story.does('tom', { kind: 'record-meeting', meeting: 'm', start, minutes: 60, zone })
    story.does('tom', { kind: 'strike-meeting', meeting: 'm' })
  },
}

describe('what was taken back within ten minutes leaves no entry', () => {
  test.each(Object.keys(takenBack))('%s', (what) => {
    const story = networkWithTrio()
    expect(kindsLeft(story, () => takenBack[what]?.(story, 9 * minute))).toEqual([])
    expect(JSON.stringify(withoutTakenBack(story.entries))).not.toContain(secret)
  })

  test.each(Object.keys(onlyInTime))('%s', (what) => {
    const story = networkWithTrio()
    expect(kindsLeft(story, () => onlyInTime[what]?.(story))).toEqual([])
  })

  test.each(['use', 'withdraw'] as const)('of what is undone, a %s, only the put remains', (kind) => {
    const story = networkWithTrio()
    const from = kind === 'use' ? 'used' : 'withdrawn'
    const left = kindsLeft(story, () => {
      const resource = story.puts()
      story.does('tom', { kind, resource }).does('tom', { kind: 'undo-change', resource, from })
    })
    expect(left).toEqual(['resource-put'])
  })

  test('what was called used up for a moment is in use as before', () => {
    const story = networkWithTrio()
    const resource = story.puts()
    story.does('tom', { kind: 'use', resource }).pass(20 * day)
    story.does('tom', { kind: 'use-up', resource, what: secret })
    story.does('tom', { kind: 'undo-change', resource, from: 'used-up' })
    const left = withoutTakenBack(story.entries)
    expect(JSON.stringify(left)).not.toContain(secret)
    expect(fold('n', left).resources.get(resource)?.state).toBe('used')
  })
})

test('of what was put and then changed, an undone change leaves the put as it was', () => {
  const story = networkWithTrio()
  const left = kindsLeft(story, () => {
    const resource = story.puts()
    story
      .does('tom', { kind: 'change-resource', resource, offer: { ...analyst, what: secret } })
      .does('tom', { kind: 'undo-edit', resource })
  })
  expect(left).toEqual(['resource-put'])
})

test.each(Object.keys(takenBack))('%s that is taken back later stays in the record', (what) => {
  const story = networkWithTrio()
  takenBack[what]?.(story, 11 * minute)
  expect(withoutTakenBack(story.entries)).toBe(story.entries)
})

test('a meeting that somebody else cancels at once stays in the record', () => {
  const story = networkWithTrio()
  const start = story.now + 3 * day
  story.does('tom', { kind: 'plan-meeting', meeting: 'm', start, minutes: 60, zone })
  story.does('priya', { kind: 'cancel-meeting', meeting: 'm', series: false })
  expect(withoutTakenBack(story.entries)).toBe(story.entries)
})

test('other asks in the same message to an angel stay', () => {
  const story = networkWithTrio()
  story.does('tom', { kind: 'ask', ask: 'a', of: 'mentor', text: secret })
  story.does('priya', { kind: 'ask', ask: 'b', of: 'advise', text: 'What now?' })
  story.does('tom', { kind: 'take-back-ask', ask: 'a' })
  const network = fold('n', withoutTakenBack(story.entries))
  expect([...network.asks.keys()]).toEqual(['b'])
})

test('a stop that was over for a moment, until the put was undone, goes on without a break', () => {
  const story = networkWithTrio().bareMeetings(6)
  const stopped = story.entries.length
  const left = kindsLeft(story, () => {
    const resource = story.puts()
    story.pass(minute).does('tom', { kind: 'undo-put', resource })
  })
  expect(story.kinds(stopped)).toContain('moving-again')
  expect(left.filter((kind) => kind === 'moving-again' || kind === 'stalled')).toEqual([])
  expect(fold('n', withoutTakenBack(story.entries)).stalled).toBeDefined()
})

test('what remains is numbered without gaps', () => {
  const story = networkWithTrio()
  takenBack['a bend']?.(story, 0)
  story.puts()
  const left = withoutTakenBack(story.entries)
  expect(left.map(({ version }) => version)).toEqual(left.map((_, index) => index + 1))
})
