// Hard limits: who states and lifts them, who may say that one is near or crossed, and who hears of it when.
import { describe, expect, test } from 'vitest'
import { hour } from '../../../src/domain/core/time.ts'
import { activeFlags } from '../../../src/domain/flags/rule-flags.ts'
import { openReports, standingLimits } from '../../../src/domain/guardian/hard-limits.ts'
import { join, makeAngel, networkWithTrio, nominate, type Story, startNetwork } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const stateLimit = (story: Story, by = 'margaret') =>
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
    const story = networkWithTrio().pass(8 * hour)
    for (const by of ['aroha', 'tom'])
      expect(story.tries(by, { kind: 'state-limit', limit: 'l', text: 'x' })).toEqual({
        kind: 'only',
        who: 'angel',
      })
    expect(noticesAsText(story, () => stateLimit(story))).toEqual(['aroha: limit stated in 15'])
    expect(noticesAsText(story, () => stateLimit(story))).toEqual([])
    expect(standingLimits(story.network)).toMatchObject([{ id: 'l', by: 'margaret' }])
  })
  test('is lifted by an angel alone, and no longer touched then', () => {
    const story = stateLimit(networkWithTrio()).does('tom', touch)
    expect(story.tries('aroha', lift)).toEqual({ kind: 'only', who: 'angel' })
    expect(noticesAsText(story, () => story.does('margaret', lift))).toContain('aroha: limit lifted in 0')
    expect(noticesAsText(story, () => story.does('margaret', lift))).toEqual([])
    expect(standingLimits(story.network)).toEqual([])
    expect(activeFlags(story.network)).toEqual([])
    expect(story.tries('tom', { ...touch, touch: 'again' })).toEqual({ kind: 'limit-over' })
    expect(story.tries('tom', settle)).toEqual({ kind: 'limit-over' })
  })
  test('lifted by a later angel is told to the one who stated it, and to the entrepreneurs', () => {
    const story = makeAngel(stateLimit(networkWithTrio()), 'ruth')
    expect(noticesAsText(story, () => story.does('ruth', lift))).toEqual([
      'aroha: limit lifted in 0',
      'margaret: limit lifted in 0',
    ])
    const left = makeAngel(stateLimit(networkWithTrio()), 'ruth').does('margaret', { kind: 'leave' })
    expect(noticesAsText(left, () => left.does('ruth', lift))).toEqual(['aroha: limit lifted in 0'])
  })
  test('of an angel who has gone stands on', () => {
    const story = stateLimit(networkWithTrio()).does('margaret', { kind: 'leave' })
    expect(standingLimits(story.network)).toHaveLength(1)
  })
})

describe('near or crossed', () => {
  test('is said by any member; the angel hears of it at once in the day, and is not told the same twice', () => {
    const story = stateLimit(networkWithTrio())
    expect(noticesAsText(story, () => story.does('tom', touch))).toEqual(['margaret: flag in 0'])
    expect(noticesAsText(story, () => story.does('tom', touch))).toEqual([])
    expect(story.network.limits.get('l')?.reports).toHaveLength(1)
    const night = stateLimit(networkWithTrio()).pass(13 * hour)
    expect(noticesAsText(night, () => night.does('priya', touch))).toEqual(['margaret: flag in 8'])
  })
  test('is said by no outsider, and of no limit that nobody stated', () => {
    const story = stateLimit(networkWithTrio())
    expect(story.tries('olive', touch)).toEqual({ kind: 'not-yours' })
    expect(story.tries('tom', { ...touch, limit: 'none' })).toEqual({ kind: 'no-such-limit' })
  })
  test('is settled with a word for all that was said so far, and can be said anew', () => {
    const story = stateLimit(networkWithTrio()).does('tom', touch)
    story.does('priya', { ...touch, touch: 'u', how: 'crossed' })
    expect(noticesAsText(story, () => story.does('margaret', settle))).toEqual([
      'margaret: flag-over changed',
    ])
    expect(noticesAsText(story, () => story.does('margaret', settle))).toEqual([])
    const limit = story.network.limits.get('l')
    expect(limit === undefined ? [] : openReports(limit)).toEqual([])
    expect(limit?.reports.map(({ settled }) => settled?.word)).toEqual(['We said no', 'We said no'])
    expect(noticesAsText(story, () => story.does('tom', { ...touch, touch: 'v' }))).toEqual([
      'margaret: flag in 0',
    ])
  })
  test('is settled by no member but an angel, whatever their role', () => {
    const story = stateLimit(networkWithTrio()).does('tom', touch)
    for (const by of ['aroha', 'tom', 'priya'])
      expect(story.tries(by, settle)).toEqual({ kind: 'only', who: 'angel' })
    expect(story.network.flags.has('limit-touched:near:l')).toBe(true)
  })
  test('is settled by two members of two agencies while there is no angel, and by no clearing of its flag', () => {
    const story = stateLimit(networkWithTrio()).does('tom', touch)
    story.does('margaret', { kind: 'leave' })
    join(story, 'rua', 'the council')
    const flag = 'limit-touched:near:l'
    for (const end of [
      { kind: 'clear-flag', flag, word: 'Over' },
      { kind: 'dismiss-flag', flag, reason: 'Over' },
    ] as const)
      expect(story.tries('aroha', end)).toEqual({ kind: 'limit-stays-open' })
    story.does('tom', settle).does('tom', settle)
    expect(story.network.limits.get('l')).toMatchObject({ settling: { by: 'tom', word: 'We said no' } })
    expect(story.network.flags.has(flag)).toBe(true)
    story.does('priya', { ...touch, touch: 'u' }).does('tom', settle)
    expect(story.network.flags.has(flag)).toBe(true)
    story.does('priya', settle)
    expect(story.network.flags.has(flag)).toBe(false)
    expect(story.network.limits.get('l')).not.toHaveProperty('settling')
  })
  test('is not settled by whoever comes for another agency once a colleague has said what was done', () => {
    const story = stateLimit(networkWithTrio()).does('tom', touch)
    story.does('margaret', { kind: 'leave' })
    join(story, 'rua', 'Council')
    story.does('tom', settle).pass(hour)
    story.does('rua', { kind: 'change-agency', agency: 'Rua & Co' })
    expect(story.tries('rua', settle)).toEqual({ kind: 'settled-by-own-agency' })
    story.does('priya', settle)
  })
  test('is settled by an angel alone who came after a member had said that it was', () => {
    const story = stateLimit(networkWithTrio()).does('tom', touch)
    story.does('margaret', { kind: 'step-down', role: 'guardian-angel' }).does('tom', settle)
    makeAngel(story, 'ruth')
    expect(story.tries('priya', settle)).toEqual({ kind: 'only', who: 'angel' })
    story.does('ruth', settle)
    expect(activeFlags(story.network)).toEqual([])
  })
  test('goes to the entrepreneurs if there is no angel any more', () => {
    const story = stateLimit(networkWithTrio()).does('margaret', {
      kind: 'step-down',
      role: 'guardian-angel',
    })
    expect(noticesAsText(story, () => story.does('tom', touch))).toEqual(['aroha: flag in 0'])
  })
})

test('an angel who is also the only entrepreneur states a limit without news to themselves', () => {
  const story = startNetwork()
  const nomination = nominate(story, 'rangi', 'public-entrepreneur')
  story.does('rangi', { kind: 'accept-nomination', nomination, agency: 'Health' })
  const angel = nominate(story, 'rangi', 'guardian-angel')
  story.does('rangi', { kind: 'accept-nomination', nomination: angel, agency: 'Health' })
  story.does('aroha', { kind: 'step-down', role: 'public-entrepreneur' })
  expect(noticesAsText(story, () => stateLimit(story, 'rangi'))).toEqual([])
})
