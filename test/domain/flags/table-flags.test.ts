// The flags about the table and the shared outcome: just under, at and just over their conditions, and what clears them.
import { describe, expect, test } from 'vitest'
import type { Phase } from '../../../src/domain/core/terms.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { isActive } from '../../../src/domain/flags/rule-flags.ts'
import type { Network } from '../../../src/domain/state.ts'
import { analyst, networkWithTrio, type Story } from '../network-story.ts'
import { causesOf, expectUpAfter, isUp } from './flag-story.ts'

const phaseOf = (story: Story, phase: Phase): Network => ({ ...story.network, phase })

describe('promise-overdue', () => {
  const on = (date: string) => Date.parse(`${date}T11:00:00Z`)
  test('goes up seven days after the first day of an offer, and clears when it is put', () => {
    const story = networkWithTrio()
    const resource = story.id()
    story.does('tom', { kind: 'offer', resource, offer: { ...analyst, from: '2026-12-01' } })
    expectUpAfter(story, 'promise-overdue', on('2026-12-08') - story.now)
    story.does('tom', { kind: 'put', resource })
    expect(isUp(story, 'promise-overdue')).toBe(false)
  })
  test('never goes up for what stands: it ends on its last day', () => {
    const story = networkWithTrio()
    story.puts('tom', { ...analyst, until: '2026-12-01' })
    story.pass(30 * day)
    expect(isUp(story, 'promise-overdue')).toBe(false)
  })
  test('is one for each thing that is overdue', () => {
    const story = networkWithTrio()
    const [one, other] = [story.id(), story.id()]
    story.does('tom', { kind: 'offer', resource: one, offer: { ...analyst, from: '2026-12-01' } })
    const second = { ...analyst, agency: 'Education', from: '2026-12-02' }
    story.does('priya', { kind: 'offer', resource: other, offer: second })
    story.pass(30 * day)
    expect(causesOf(story, 'promise-overdue')).toEqual([one, other])
    story.does('tom', { kind: 'withdraw', resource: one, why: 'no longer needed' })
    expect(causesOf(story, 'promise-overdue')).toEqual([other])
  })
})

describe('one-agency-table', () => {
  const isOneSided = (story: Story, phase: Phase = 'working-together') =>
    isActive(phaseOf(story, phase), 'one-agency-table', story.now)
  test('goes up working together with two resources of one agency, and clears with one of another', () => {
    const story = networkWithTrio()
    story.puts()
    expect(isOneSided(story)).toBe(false)
    story.puts('tom', { ...analyst, agency: ' COUNCIL ' })
    expect(isOneSided(story)).toBe(true)
    expect(isOneSided(story, 'getting-together')).toBe(false)
    story.puts()
    expect(isOneSided(story)).toBe(true)
    story.puts('priya', { ...analyst, agency: 'Education' })
    expect(isOneSided(story)).toBe(false)
  })
})

describe('reframed-twice', () => {
  const reframes = (story: Story) => {
    const proposal = story.id()
    story.pass(hour).does('aroha', { kind: 'propose-reframe', proposal, outcome: 'Another', why: 'So' })
    return story.does('tom', { kind: 'agree-reframe', proposal })
  }
  test('goes up with the second reframe, and clears when something is put for it', () => {
    const story = reframes(networkWithTrio())
    expect(isUp(story, 'reframed-twice')).toBe(false)
    reframes(story)
    expect(causesOf(story, 'reframed-twice')).toEqual(['2'])
    story.pass(hour).puts()
    expect(isUp(story, 'reframed-twice')).toBe(false)
    reframes(story)
    expect(causesOf(story, 'reframed-twice')).toEqual(['3'])
  })
})
