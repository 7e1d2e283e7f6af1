// The flags about lessons and reflection: just under, at and just over their conditions, and what clears them.
import { describe, expect, test } from 'vitest'
import { day, minute } from '../../../src/domain/core/time.ts'

import { causesOf, everybody, holdMeeting, holdRound, isUp, networkOfSix, planMeeting } from './flag-story.ts'

describe('not-learning', () => {
  test('goes up with the fourth meeting without a lesson, and clears with one', () => {
    const story = networkOfSix()
    for (let held = 0; held < 3; held += 1) holdMeeting(story, everybody)
    expect(isUp(story, 'not-learning')).toBe(false)
    holdMeeting(story, everybody)
    expect(isUp(story, 'not-learning')).toBe(true)
    holdMeeting(story, everybody)
    expect(isUp(story, 'not-learning')).toBe(true)
    story.does('tom', { kind: 'keep-lesson', lesson: 'l', text: 'Ask early' })
    expect(isUp(story, 'not-learning')).toBe(false)
    for (let held = 0; held < 3; held += 1) holdMeeting(story, everybody)
    expect(isUp(story, 'not-learning')).toBe(false)
  })
  test('clears with a round of reflection that somebody answered, not with one that nobody did', () => {
    const story = networkOfSix()
    for (let held = 0; held < 4; held += 1) holdMeeting(story, everybody)
    holdRound(story, [])
    expect(isUp(story, 'not-learning')).toBe(true)
    holdRound(story, ['tom'])
    expect(isUp(story, 'not-learning')).toBe(false)
  })
})

describe('crossed-unreflected', () => {
  test('goes up when a round closes with under half answered, and clears with one that half have answered', () => {
    const story = networkOfSix()
    planMeeting(story, 60)
    holdRound(story, ['aroha', 'tom', 'priya'])
    expect(isUp(story, 'crossed-unreflected')).toBe(false)
    holdRound(story, ['aroha', 'tom'])
    expect(isUp(story, 'crossed-unreflected')).toBe(true)
    holdRound(story, [])
    expect(isUp(story, 'crossed-unreflected')).toBe(true)
    holdRound(story, ['aroha', 'tom', 'priya', 'ruth'])
    expect(isUp(story, 'crossed-unreflected')).toBe(false)
  })
  test('waits for the round to close', () => {
    const story = networkOfSix()
    planMeeting(story, 60)
    story.does('aroha', { kind: 'open-round', round: 'r' })
    story.pass(7 * day - minute)
    expect(isUp(story, 'crossed-unreflected')).toBe(false)
    story.pass(minute)
    expect(causesOf(story, 'crossed-unreflected')).toEqual(['r'])
  })
})
