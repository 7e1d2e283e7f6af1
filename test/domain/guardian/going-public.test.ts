// Going public: who proposes, who decides, and what becomes of it.
import { describe, expect, test } from 'vitest'
import { day, hour } from '../../../src/domain/core/time.ts'
import { isFindable, openProposal, proposalFor } from '../../../src/domain/guardian/going-public.ts'
import { makeAngel, networkWithTrio, nominate, type Story, startNetwork } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const propose = (story: Story, by = 'aroha', proposal = 'p') =>
  story.does(by, { kind: 'propose-going-public', proposal, why: 'The first year worked' })

const goPublic = { kind: 'go-public', proposal: 'p' } as const
const notYet = { kind: 'not-yet-public', proposal: 'p', word: 'After the vote' } as const
const hide = { kind: 'go-under-the-radar' } as const

describe('a network', () => {
  test('is under the radar, until an angel decides on what an entrepreneur proposed', () => {
    const story = networkWithTrio().pass(8 * hour)
    for (const by of ['tom', 'margaret'])
      expect(story.tries(by, { kind: 'propose-going-public', proposal: 'p', why: 'x' })).toEqual({
        kind: 'only',
        who: 'entrepreneur',
      })
    expect(noticesAsText(story, () => propose(story))).toEqual(['margaret: going-public in 15'])
    expect(noticesAsText(story, () => propose(story))).toEqual([])
    expect(isFindable(story.network)).toBe(false)
    for (const command of [goPublic, notYet]) {
      expect(story.tries('aroha', command)).toEqual({ kind: 'only', who: 'angel' })
      expect(story.tries('olive', command)).toEqual({ kind: 'not-yours' })
    }
    story.pass(16 * hour)
    expect(noticesAsText(story, () => story.does('margaret', goPublic))).toEqual([
      'margaret: going-public changed',
      'homes: radar in 0',
    ])
    expect(noticesAsText(story, () => story.does('margaret', goPublic))).toEqual([])
    expect(story.network.public).toBe(story.now)
    expect(isFindable(story.network)).toBe(true)
  })
  test('that is public cannot be proposed again, and goes under the radar again by an angel alone', () => {
    const story = propose(networkWithTrio()).does('margaret', goPublic)
    expect(story.tries('aroha', { kind: 'propose-going-public', proposal: 'q', why: 'x' })).toEqual({
      kind: 'public-already',
    })
    for (const by of ['aroha', 'tom']) expect(story.tries(by, hide)).toEqual({ kind: 'only', who: 'angel' })
    expect(noticesAsText(story, () => story.does('margaret', hide))).toEqual(['homes: radar in 0'])
    expect(noticesAsText(story, () => story.does('margaret', hide))).toEqual([])
    expect(isFindable(story.network)).toBe(false)
    expect(noticesAsText(story, () => propose(story, 'aroha', 'q'))).toEqual(['margaret: going-public in 0'])
  })
  test('that is closed is found by nobody, and found again once it is reopened', () => {
    const story = propose(networkWithTrio()).does('margaret', goPublic)
    story.does('aroha', { kind: 'close', did: 'd', borrow: '', avoid: '', resources: '' })
    expect(isFindable(story.network)).toBe(false)
    expect(isFindable(story.does('aroha', { kind: 'reopen' }).network)).toBe(true)
  })
})

describe('“not yet”', () => {
  test('comes with a reason to the entrepreneurs; it can be proposed again', () => {
    const story = propose(makeAngel(networkWithTrio(), 'rangi'))
    expect(noticesAsText(story, () => story.does('rangi', notYet))).toEqual([
      'margaret: going-public changed',
      'rangi: going-public changed',
      'aroha: not-yet-public in 0',
    ])
    expect(story.tries('margaret', goPublic)).toEqual({ kind: 'going-public-over' })
    expect(isFindable(story.network)).toBe(false)
    expect(noticesAsText(story, () => propose(story, 'aroha', 'q'))).toHaveLength(2)
  })
})

describe('the proposal', () => {
  test('is one at a time, and an entrepreneur can take it back without noise', () => {
    const story = propose(networkWithTrio())
    expect(story.tries('aroha', { kind: 'propose-going-public', proposal: 'q', why: 'x' })).toEqual({
      kind: 'proposed-already',
    })
    const back = { kind: 'take-back-going-public', proposal: 'p' } as const
    expect(story.tries('tom', back)).toEqual({ kind: 'only', who: 'entrepreneur' })
    expect(noticesAsText(story, () => story.does('aroha', back))).toEqual(['margaret: going-public changed'])
    expect(noticesAsText(story, () => story.does('aroha', back))).toEqual([])
    expect(openProposal(story.network)).toBeUndefined()
    story.pass(30 * day)
    expect(story.tries('margaret', goPublic)).toEqual({ kind: 'going-public-over' })
  })
  test('waits for the first angel, and nobody decides on one of their own', () => {
    const story = propose(startNetwork())
    const nomination = nominate(story, 'rangi', 'public-entrepreneur')
    story.does('rangi', { kind: 'accept-nomination', nomination, agency: 'Council' })
    const angel = story.id()
    story.does('rangi', { kind: 'nominate', nomination: angel, person: 'aroha', role: 'guardian-angel' })
    story.does('aroha', { kind: 'accept-nomination', nomination: angel, agency: 'Health' })
    expect(proposalFor(story.network, 'aroha')).toBeUndefined()
    for (const command of [goPublic, notYet])
      expect(story.tries('aroha', command)).toEqual({ kind: 'own-proposal' })
    expect(noticesAsText(story, () => makeAngel(story, 'margaret'))).toContain('margaret: going-public in 0')
    expect(proposalFor(story.network, 'margaret')).toMatchObject({ id: 'p' })
  })
})
