// Hard limits: who states and lifts them, who may say that one is near or crossed, and who hears of it when.
import { describe, expect, test } from 'vitest'
import { hour } from '../../../src/domain/core/time.ts'
import { activeFlags } from '../../../src/domain/flags/rule-flags.ts'
import { openReports, reportedLimits, standingLimits } from '../../../src/domain/guardian/hard-limits.ts'
import { nominated, type Story, started, together } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const stated = (story: Story, by = 'margaret') =>
  story.does(by, { kind: 'state-limit', limit: 'l', text: 'No names leave Health' })
const touch = {
  kind: 'touch-limit',
  limit: 'l',
  touch: 't',
  how: 'near',
  text: 'A list was asked for',
} as const
const settle = { kind: 'settle-limit', limit: 'l', word: 'We said no' } as const
const lift = { kind: 'lift-limit', limit: 'l', word: 'The law changed' } as const

describe('a hard limit', () => {
  test('is stated by an angel alone; the entrepreneurs hear of it in working time', () => {
    const story = together().pass(8 * hour)
    for (const by of ['aroha', 'tom'])
      expect(story.ask(by, { kind: 'state-limit', limit: 'l', text: 'x' })).toEqual({
        kind: 'only',
        who: 'angel',
      })
    expect(noticesAsText(story, () => stated(story))).toEqual(['aroha: limit stated in 15'])
    expect(noticesAsText(story, () => stated(story))).toEqual([])
    expect(standingLimits(story.network)).toMatchObject([{ id: 'l', by: 'margaret' }])
  })
  test('is lifted by an angel alone, and no longer touched then', () => {
    const story = stated(together()).does('tom', touch)
    expect(story.ask('aroha', lift)).toEqual({ kind: 'only', who: 'angel' })
    expect(noticesAsText(story, () => story.does('margaret', lift))).toContain('aroha: limit lifted in 0')
    expect(noticesAsText(story, () => story.does('margaret', lift))).toEqual([])
    expect(standingLimits(story.network)).toEqual([])
    expect(activeFlags(story.network)).toEqual([])
    expect(story.ask('tom', { ...touch, touch: 'again' })).toEqual({ kind: 'limit-over' })
    expect(story.ask('tom', settle)).toEqual({ kind: 'limit-over' })
  })
  test('of an angel who has gone stands on', () => {
    const story = stated(together()).does('margaret', { kind: 'leave' })
    expect(standingLimits(story.network)).toHaveLength(1)
  })
})

describe('near or crossed', () => {
  test('is said by any member; the angel hears of it at once in the day, and is not told the same twice', () => {
    const story = stated(together())
    expect(noticesAsText(story, () => story.does('tom', touch))).toEqual(['margaret: flag in 0'])
    expect(noticesAsText(story, () => story.does('tom', touch))).toEqual([])
    expect(reportedLimits(story.network)).toHaveLength(1)
    const night = stated(together()).pass(13 * hour)
    expect(noticesAsText(night, () => night.does('priya', touch))).toEqual(['margaret: flag in 8'])
  })
  test('is said by no outsider, and of no limit that nobody stated', () => {
    const story = stated(together())
    expect(story.ask('olive', touch)).toEqual({ kind: 'not-yours' })
    expect(story.ask('tom', { ...touch, limit: 'none' })).toEqual({ kind: 'no-such-limit' })
  })
  test('is settled with a word for all that was said so far, and can be said anew', () => {
    const story = stated(together()).does('tom', touch)
    story.does('priya', { ...touch, touch: 'u', how: 'crossed' })
    expect(noticesAsText(story, () => story.does('aroha', settle))).toEqual(['margaret: flag-over changed'])
    expect(noticesAsText(story, () => story.does('aroha', settle))).toEqual([])
    const limit = story.network.limits.get('l')
    expect(limit === undefined ? [] : openReports(limit)).toEqual([])
    expect(limit?.reports.map(({ settled }) => settled?.word)).toEqual(['We said no', 'We said no'])
    expect(noticesAsText(story, () => story.does('tom', { ...touch, touch: 'v' }))).toEqual([
      'margaret: flag in 0',
    ])
  })
  test('goes to the entrepreneurs where there is no angel any more', () => {
    const story = stated(together()).does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(noticesAsText(story, () => story.does('tom', touch))).toEqual(['aroha: flag in 0'])
  })
})

test('an angel who is also the only entrepreneur states a limit without news to themselves', () => {
  const story = started()
  const nomination = nominated(story, 'rangi', 'public-entrepreneur')
  story.does('rangi', { kind: 'accept-nomination', nomination, agency: 'Health' })
  const angel = nominated(story, 'rangi', 'guardian-angel')
  story.does('rangi', { kind: 'accept-nomination', nomination: angel, agency: 'Health' })
  story.does('aroha', { kind: 'step-down', role: 'public-entrepreneur' })
  expect(noticesAsText(story, () => stated(story, 'rangi'))).toEqual([])
})
