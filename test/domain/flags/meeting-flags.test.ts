// The flags about meetings: just under, at and just over their conditions, and what clears them.
import { describe, expect, test } from 'vitest'
import type { Phase } from '../../../src/domain/core/terms.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { isActive } from '../../../src/domain/flags/rule-flags.ts'
import type { Network } from '../../../src/domain/state.ts'
import { join, networkWithTrio, type Story } from '../network-story.ts'
import { everybody, expectUpAfter, holdMeeting, isUp, networkOfSix, planMeeting } from './flag-story.ts'

const phaseOf = (story: Story, phase: Phase): Network => ({ ...story.network, phase })

describe('gone-quiet', () => {
  test('goes up at a whole instant, whatever the gaps between the meetings', () => {
    const story = networkWithTrio()
    for (const gap of [9 * day, 8 * day + 1, 20 * day, 10 * day + 1]) {
      story.pass(gap)
      story.recordsMeeting()
    }
    story.puts()
    story.pass(90 * day)
    const raised = story.entries.filter(
      (entry) => entry.kind === 'flag-raised' && entry.flag === 'gone-quiet',
    )
    expect(raised).not.toEqual([])
    for (const { at } of raised) expect(Number.isInteger(at)).toBe(true)
  })

  test('goes up after 21 days with nothing held and nothing planned, and clears when a meeting is planned', () => {
    const story = networkWithTrio()
    expectUpAfter(story, 'gone-quiet', 21 * day)
    planMeeting(story)
    expect(isUp(story, 'gone-quiet')).toBe(false)
  })
  test('waits for twice the usual gap if that is longer', () => {
    const story = networkOfSix()
    for (const gap of [14, 14, 14]) {
      story.pass((gap - 1) * day)
      story.recordsMeeting()
      story.pass(day)
    }
    expectUpAfter(story, 'gone-quiet', 28 * day - day)
  })
  test('stays down while a meeting is planned, and counts from a cancelling', () => {
    const story = networkWithTrio()
    const meeting = planMeeting(story, 60)
    story.pass(40 * day)
    expect(isUp(story, 'gone-quiet')).toBe(false)
    story.does('aroha', { kind: 'cancel-meeting', meeting, series: false })
    expectUpAfter(story, 'gone-quiet', 21 * day)
  })
  test('is not raised of a network that has stopped', () => {
    const story = networkWithTrio()
      .bareMeetings(6)
      .pass(60 * day)
    expect(isUp(story, 'gone-quiet')).toBe(false)
    expect(isUp(story, 'dead-in-the-water')).toBe(true)
  })
})

describe('back-to-old-ways', () => {
  /** Cancels a meeting after it has been planned for an hour. */
  const misses = (story: Story) => {
    const meeting = planMeeting(story)
    return story.pass(hour).does('aroha', { kind: 'cancel-meeting', meeting, series: false })
  }
  test('goes up with the second meeting in a row that comes to nothing, and clears when one is held', () => {
    const story = networkOfSix()
    misses(story)
    expect(isUp(story, 'back-to-old-ways')).toBe(false)
    misses(story)
    expect(isUp(story, 'back-to-old-ways')).toBe(true)
    misses(story)
    expect(isUp(story, 'back-to-old-ways')).toBe(true)
    holdMeeting(story, everybody)
    expect(isUp(story, 'back-to-old-ways')).toBe(false)
  })
  test('does not go up for plans that whoever made them takes back at once', () => {
    const story = networkOfSix()
    for (let plans = 0; plans < 3; plans += 1)
      story.does('aroha', { kind: 'cancel-meeting', meeting: planMeeting(story), series: false })
    expect(isUp(story, 'back-to-old-ways')).toBe(false)
    expect(story.network.meetings.size).toBe(0)
  })
  test('counts a meeting to which too few came as missed, and one between that was held breaks the row', () => {
    const story = networkOfSix()
    misses(story)
    holdMeeting(story, everybody)
    misses(story.pass(hour))
    expect(isUp(story, 'back-to-old-ways')).toBe(false)
    planMeeting(story)
    story.pass(3 * day)
    expect(story.kinds()).toContain('check-in-closed')
    expect(isUp(story, 'back-to-old-ways')).toBe(true)
  })
})

describe('drifting', () => {
  const after = (...counts: readonly number[]) => {
    const story = networkOfSix()
    for (const count of counts) holdMeeting(story, everybody.slice(0, count))
    return isUp(story, 'drifting')
  }
  test('goes up when the last two meetings drew less than half of the three before', () => {
    expect(after(4, 4, 4, 2, 2)).toBe(false)
    expect(after(5, 4, 4, 2, 2)).toBe(true)
    expect(after(6, 6, 6, 2, 2)).toBe(true)
    expect(after(6, 6, 2, 2)).toBe(false)
  })
  test('clears with a meeting that draws more', () => {
    expect(after(6, 6, 6, 2, 2, 6)).toBe(false)
  })
  test.each([
    [['no', 'yes'], false],
    [['no', 'yes', 'not-sure', 'yes'], false],
    [['no', 'yes', 'not-sure'], true],
    [['no', 'no', 'yes', 'yes'], true],
  ] as const)('of those who answered %j would come to the next one: %s', (pulses, drifts) => {
    const story = networkOfSix()
    holdMeeting(story, everybody, pulses)
    expect(isUp(story, 'drifting')).toBe(drifts)
    holdMeeting(story, everybody)
    expect(isUp(story, 'drifting')).toBe(false)
  })
})

describe('client-missing', () => {
  const isMissing = (story: Story, phase: Phase = 'working-together') =>
    isActive(phaseOf(story, phase), 'client-missing', story.now)
  test('goes up working together without an active client, and clears when one joins', () => {
    const story = networkOfSix()
    expect(isMissing(story)).toBe(true)
    expect(isMissing(story, 'getting-together')).toBe(false)
    join(story, 'kiri', 'Families', 'active-client')
    expect(isMissing(story)).toBe(false)
  })
  test('goes up when none was at the last three meetings, and clears when one comes', () => {
    const story = networkOfSix()
    join(story, 'kiri', 'Families', 'active-client')
    holdMeeting(story, everybody)
    holdMeeting(story, everybody)
    expect(isMissing(story)).toBe(false)
    holdMeeting(story, everybody)
    expect(isMissing(story)).toBe(true)
    holdMeeting(story, ['aroha', 'kiri'])
    expect(isMissing(story)).toBe(false)
  })
})
