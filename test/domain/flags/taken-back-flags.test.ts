// Flags by hand, blockers and limits that whoever made them takes back within ten minutes.
import { describe, expect, test } from 'vitest'
import type { Severity } from '../../../src/domain/core/terms.ts'
import { minute, week } from '../../../src/domain/core/time.ts'
import { openManualFlags } from '../../../src/domain/flags/manual-flags.ts'
import { activeFlags } from '../../../src/domain/flags/rule-flags.ts'
import { openBlockers } from '../../../src/domain/guardian/blockers.ts'
import { standingLimits } from '../../../src/domain/guardian/hard-limits.ts'
import { networkWithTrio, type Story } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const raises = (story: Story, severity: Severity = 'warning') =>
  story.does('tom', { kind: 'raise-flag', flag: 'f', text: 'The lease ends', context: 'political', severity })

describe('a flag', () => {
  test('is in no list once its raiser takes it back, and its messages are changed in place', () => {
    const story = raises(networkWithTrio(), 'urgent').pass(10 * minute)
    const take = () => story.does('tom', { kind: 'take-back-flag', flag: 'f' })
    expect(noticesAsText(story, take)).toEqual(['margaret: raised changed'])
    expect(openManualFlags(story.network)).toEqual([])
    const from = story.entries.length
    take()
    expect(story.kinds(from)).toEqual([])
  })

  test('is taken back by nobody else, not when it is over, and not later', () => {
    const story = raises(networkWithTrio())
    const take = (by: string) => story.tries(by, { kind: 'take-back-flag', flag: 'f' })
    expect(take('priya')).toEqual({ kind: 'no-such-flag' })
    expect(take('margaret')).toEqual({ kind: 'no-such-flag' })
    story.pass(11 * minute)
    expect(take('tom')).toEqual({ kind: 'too-late-to-undo' })
    story.does('margaret', { kind: 'clear-flag', flag: 'f', word: 'It was renewed' })
    expect(take('tom')).toEqual({ kind: 'no-such-flag' })
  })

  test('cannot be handled any more once it is taken back', () => {
    const story = raises(networkWithTrio()).does('tom', { kind: 'take-back-flag', flag: 'f' })
    for (const command of [
      { kind: 'see-flags', flags: ['f'] },
      { kind: 'clear-flag', flag: 'f', word: 'w' },
      { kind: 'dismiss-flag', flag: 'f', reason: 'r' },
    ] as const)
      expect(story.tries('margaret', command)).toEqual({ kind: 'no-such-flag' })
  })
})

describe('a blocker', () => {
  const names = (ask?: string) =>
    networkWithTrio().does('tom', { kind: 'open-blocker', blocker: 'b', of: 'systems', text: 'Logins', ask })
  const take = { kind: 'take-back-blocker', blocker: 'b' } as const

  test('that is taken back raises no flag weeks later, and its ask goes with it', () => {
    const story = names('a')
      .pass(10 * minute)
      .does('tom', take)
    expect(openBlockers(story.network)).toEqual([])
    expect(story.network.asks.get('a')?.state.kind).toBe('taken-back')
    story.pass(4 * week)
    expect(activeFlags(story.network).map(({ flag }) => flag)).not.toContain('blocked')
  })

  test('is taken back by nobody else, and not later', () => {
    const story = names()
    expect(story.tries('priya', take)).toEqual({ kind: 'no-such-blocker' })
    story.pass(11 * minute)
    expect(story.tries('tom', take)).toEqual({ kind: 'too-late-to-undo' })
  })
})

describe('a hard limit', () => {
  const states = () =>
    networkWithTrio().does('margaret', { kind: 'state-limit', limit: 'l', text: 'No data leaves' })
  const take = { kind: 'take-back-limit', limit: 'l' } as const

  test('that is taken back holds no more, and the entrepreneurs read so where they had read of it', () => {
    const story = states().pass(10 * minute)
    expect(noticesAsText(story, () => story.does('margaret', take))).toEqual([
      'aroha: limit taken-back changed',
    ])
    expect(standingLimits(story.network)).toEqual([])
  })

  test('stays once somebody said that it is near, and later', () => {
    const near = states().does('tom', { kind: 'touch-limit', limit: 'l', touch: 't', how: 'near', text: 'w' })
    expect(near.tries('margaret', take)).toEqual({ kind: 'too-late-to-undo' })
    expect(
      states()
        .pass(11 * minute)
        .tries('margaret', take),
    ).toEqual({ kind: 'too-late-to-undo' })
    expect(states().tries('tom', take)).toEqual({ kind: 'only', who: 'angel' })
  })
})
