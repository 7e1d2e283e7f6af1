// The flags about what waits for an angel: just under, at and just over their conditions, and what clears them.
import { describe, expect, test } from 'vitest'
import { day, hour } from '../../../src/domain/core/time.ts'
import { networkWithTrio } from '../network-story.ts'
import { causesOf, expectUpAfter, flagsUp, isUp, planMeeting } from './flag-story.ts'

describe('blocked', () => {
  test('goes up 21 days after a blocker was named, and clears when it is cleared', () => {
    const story = networkWithTrio()
    planMeeting(story, 60)
    story.does('tom', { kind: 'open-blocker', blocker: 'b', of: 'systems', text: 'Two logins' })
    expectUpAfter(story, 'blocked', 21 * day)
    story.does('tom', { kind: 'clear-blocker', blocker: 'b', word: 'One login now' })
    expect(isUp(story, 'blocked')).toBe(false)
  })
})

describe('approval-pending', () => {
  test('goes up 14 days after a bend was noted, talked over or not, and clears with the decision', () => {
    const story = networkWithTrio()
    planMeeting(story, 60)
    story.does('tom', { kind: 'note-bend', bend: 'b', what: 'No tender', why: 'Winter' })
    story.does('margaret', { kind: 'talk-first', bend: 'b', word: 'When is it due?' })
    expectUpAfter(story, 'approval-pending', 14 * day)
    story.does('margaret', { kind: 'approve-bend', bend: 'b' })
    expect(isUp(story, 'approval-pending')).toBe(false)
  })
})

describe('limit-touched', () => {
  test('goes up when a member says so, again when it gets worse, and clears once it is settled', () => {
    const story = networkWithTrio().does('margaret', { kind: 'state-limit', limit: 'l', text: 'No names' })
    expect(flagsUp(story)).toEqual([])
    const touch = { kind: 'touch-limit', limit: 'l', text: 'A list was sent' } as const
    story.does('tom', { ...touch, touch: '1', how: 'near' })
    story.pass(hour).does('priya', { ...touch, touch: '2', how: 'near' })
    expect(causesOf(story, 'limit-touched')).toEqual(['near:l'])
    story.does('priya', { ...touch, touch: '3', how: 'crossed' })
    expect(causesOf(story, 'limit-touched')).toEqual(['near:l', 'crossed:l'])
    story.does('margaret', { kind: 'settle-limit', limit: 'l', word: 'Deleted' })
    expect(flagsUp(story)).toEqual([])
  })
})
