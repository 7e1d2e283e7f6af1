// Bends: who notes and who decides, to whom each goes, and what becomes of it when people come and go.
import { describe, expect, test } from 'vitest'
import { day, hour } from '../../../src/domain/core/time.ts'
import { bendsWaitingFor, waitingBends } from '../../../src/domain/guardian/bends.ts'
import { makeAngel, networkWithTrio, nominate, type Story, startNetwork } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const noteBend = (story: Story, by = 'tom', bend = 'b') =>
  story.does(by, { kind: 'note-bend', bend, what: 'Paid the taxi', why: 'No other way home' })

const approve = { kind: 'approve-bend', bend: 'b' } as const
const decline = { kind: 'decline-bend', bend: 'b', word: 'Ask first' } as const
const talk = { kind: 'talk-first', bend: 'b', word: 'Who pays next time?' } as const
const stateOf = (story: Story) => story.network.bends.get('b')?.state.kind

describe('a bend', () => {
  test('goes once to every angel, in the next working hour', () => {
    const story = makeAngel(networkWithTrio(), 'rangi').pass(8 * hour)
    expect(noticesAsText(story, () => noteBend(story))).toEqual([
      'margaret: bends in 15',
      'rangi: bends in 15',
    ])
    expect(noticesAsText(story, () => noteBend(story))).toEqual([])
  })
  test('is noted by any member and by no outsider; angels alone decide', () => {
    const story = noteBend(networkWithTrio())
    expect(story.tries('olive', { kind: 'note-bend', bend: 'c', what: 'x', why: 'y' })).toEqual({
      kind: 'not-yours',
    })
    for (const command of [approve, decline, talk]) {
      expect(story.tries('aroha', command)).toEqual({ kind: 'only', who: 'angel' })
      expect(story.tries('olive', command)).toEqual({ kind: 'not-yours' })
      expect(story.tries('margaret', { ...command, bend: 'none' })).toEqual({ kind: 'no-such-bend' })
    }
    expect(stateOf(story)).toBe('waiting')
  })
})

describe('the decision', () => {
  test.each([
    [approve, 'approved'],
    [decline, 'declined'],
  ] as const)('is kept, told to who noted it, and shown to all angels ($1)', (decision, as) => {
    const story = noteBend(makeAngel(networkWithTrio(), 'rangi'))
    expect(noticesAsText(story, () => story.does('rangi', decision))).toEqual([
      'margaret: bends changed',
      'rangi: bends changed',
      `tom: bend-answered ${as} in 0`,
    ])
    expect(noticesAsText(story, () => story.does('rangi', decision))).toEqual([])
    story.pass(30 * day)
    for (const command of [approve, decline, talk])
      expect(story.tries('margaret', command)).toEqual({ kind: 'bend-over' })
    expect(stateOf(story)).toBe(as)
    expect(story.tries('tom', { kind: 'take-back-bend', bend: 'b' })).toEqual({ kind: 'bend-over' })
  })
  test('“talk first” leaves it waiting, for each angel', () => {
    const story = noteBend(makeAngel(networkWithTrio(), 'rangi'))
    expect(noticesAsText(story, () => story.does('rangi', talk))).toContain(
      'tom: bend-answered talk-first in 0',
    )
    expect(noticesAsText(story, () => story.does('rangi', talk))).toEqual([])
    expect(waitingBends(story.network)).toHaveLength(1)
    expect(bendsWaitingFor(story.network, 'margaret')).toHaveLength(1)
    story.does('margaret', approve)
    expect(stateOf(story)).toBe('approved')
  })
  test('is for nobody on a bend of their own, even if they are the only angel and the entrepreneur', () => {
    const story = startNetwork()
    const nomination = nominate(story, 'rangi', 'public-entrepreneur')
    story.does('rangi', { kind: 'accept-nomination', nomination, agency: 'Council' })
    const angel = story.id()
    story.does('rangi', { kind: 'nominate', nomination: angel, person: 'aroha', role: 'guardian-angel' })
    story.does('aroha', { kind: 'accept-nomination', nomination: angel, agency: 'Health' })
    expect(noticesAsText(story, () => noteBend(story, 'aroha'))).toEqual([])
    for (const command of [approve, decline, talk])
      expect(story.tries('aroha', command)).toEqual({ kind: 'own-bend' })
    expect(noticesAsText(story, () => makeAngel(story, 'margaret'))).toContain('margaret: bends in 0')
  })
  test('goes to the entrepreneurs if the person who noted it has left', () => {
    const story = noteBend(networkWithTrio()).does('tom', { kind: 'leave' })
    expect(noticesAsText(story, () => story.does('margaret', approve))).toContain(
      'aroha: bend-answered approved in 0',
    )
  })
  test('is not made in a closed network', () => {
    const story = noteBend(networkWithTrio())
    story.does('aroha', { kind: 'close', did: 'd', borrow: '', avoid: '', resources: '' })
    expect(story.tries('margaret', approve)).toEqual({ kind: 'closed' })
    expect(bendsWaitingFor(story.network, 'margaret')).toEqual([])
  })
})

describe('taking a bend back', () => {
  const back = { kind: 'take-back-bend', bend: 'b' } as const
  test('is only for the person who noted it, and makes no noise', () => {
    const story = noteBend(networkWithTrio())
    expect(story.tries('aroha', back)).toEqual({ kind: 'not-your-bend' })
    expect(noticesAsText(story, () => story.does('tom', back))).toEqual(['margaret: bends changed'])
    expect(noticesAsText(story, () => story.does('tom', back))).toEqual([])
    expect(story.tries('margaret', approve)).toEqual({ kind: 'bend-over' })
  })
})

describe('when angels come and go', () => {
  test('a bend waits for the first angel, and goes to a new one with all that wait, in one message', () => {
    const story = noteBend(startNetwork(), 'aroha')
    noteBend(story, 'aroha', 'c')
    const news = noticesAsText(story, () => makeAngel(story, 'rangi')).filter((one) => one.includes('bends'))
    expect(news).toEqual(['rangi: bends in 0'])
    expect(bendsWaitingFor(story.network, 'rangi')).toHaveLength(2)
  })
  test('one of two angels who goes leaves it with the other, without noise', () => {
    const story = noteBend(makeAngel(networkWithTrio(), 'rangi'))
    expect(noticesAsText(story, () => story.does('rangi', { kind: 'leave' }))).toEqual(['aroha: gone in 0'])
    expect(story.tries('rangi', approve)).toEqual({ kind: 'not-yours' })
    expect(bendsWaitingFor(story.network, 'margaret')).toHaveLength(1)
  })
})
