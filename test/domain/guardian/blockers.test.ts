// Blockers: who names and clears them, how they go to the angels and come back, and who hears what.
import { describe, expect, test } from 'vitest'
import { day } from '../../../src/domain/core/time.ts'
import { asksWaitingFor } from '../../../src/domain/guardian/asks.ts'
import { asksAbout, openBlockers } from '../../../src/domain/guardian/blockers.ts'
import { networkWithTrio, type Story } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const nameBlocker = (story: Story, ask?: string, by = 'tom') =>
  story.does(by, {
    kind: 'open-blocker',
    blocker: 'b',
    of: 'systems',
    text: 'Two logins',
    ask,
  })
const clear = { kind: 'clear-blocker', blocker: 'b', word: 'One login now' } as const
const toAngel = { kind: 'put-blocker', blocker: 'b', ask: 'a' } as const

describe('a blocker', () => {
  test('is named by any member, tells nobody, and stays open until it is cleared with a word', () => {
    const story = networkWithTrio()
    expect(noticesAsText(story, () => nameBlocker(story))).toEqual([])
    expect(noticesAsText(story, () => nameBlocker(story))).toEqual([])
    story.pass(20 * day)
    expect(openBlockers(story.network)).toMatchObject([{ id: 'b', of: 'systems', by: 'tom' }])
    expect(noticesAsText(story, () => story.does('priya', clear))).toEqual(['tom: blocker-cleared in 0'])
    expect(openBlockers(story.network)).toEqual([])
    expect(story.network.blockers.get('b')?.cleared).toMatchObject({ word: 'One login now', by: 'priya' })
  })
  test('is no news to the person who cleared it, and cannot be cleared twice', () => {
    const story = nameBlocker(networkWithTrio())
    expect(noticesAsText(story, () => story.does('tom', clear))).toEqual([])
    expect(noticesAsText(story, () => story.does('tom', clear))).toEqual([])
    expect(story.tries('priya', clear)).toEqual({ kind: 'blocker-over' })
    expect(story.tries('priya', toAngel)).toEqual({ kind: 'blocker-over' })
  })
  test('is nothing to an outsider, and one that does not exist cannot be cleared', () => {
    const story = nameBlocker(networkWithTrio())
    for (const command of [clear, toAngel]) {
      expect(story.tries('olive', command)).toEqual({ kind: 'not-yours' })
      expect(story.tries('tom', { ...command, blocker: 'none' })).toEqual({ kind: 'no-such-blocker' })
    }
  })
})

describe('put to the angel', () => {
  test('at once or later it is an ask to clear the way, once', () => {
    const atOnce = networkWithTrio()
    expect(noticesAsText(atOnce, () => nameBlocker(atOnce, 'a'))).toEqual(['margaret: asks in 0'])
    const later = nameBlocker(networkWithTrio())
    expect(noticesAsText(later, () => later.does('priya', toAngel))).toEqual(['margaret: asks in 0'])
    expect(noticesAsText(later, () => later.does('tom', { ...toAngel, ask: 'again' }))).toEqual([])
    expect(asksWaitingFor(later.network, 'margaret')).toMatchObject([
      { of: 'clear-the-way', text: 'Two logins', blocker: 'b', by: 'priya' },
    ])
  })
  test('the angel’s “done” clears it: who asked and who named it hear so, each once', () => {
    const story = nameBlocker(networkWithTrio()).does('priya', toAngel)
    const done = { kind: 'finish-ask', ask: 'a', word: 'Spoke with IT' } as const
    expect(noticesAsText(story, () => story.does('margaret', done))).toEqual([
      'margaret: asks changed',
      'priya: ask-answered done in 0',
      'tom: blocker-cleared in 0',
    ])
    expect(story.network.blockers.get('b')?.cleared).toMatchObject({ word: 'Spoke with IT', by: 'margaret' })
    expect(noticesAsText(story, () => story.does('margaret', done))).toEqual([])
  })
  test('and cleared by a member it is over for the angel, without noise there; who asked hears so', () => {
    const story = nameBlocker(networkWithTrio()).does('priya', toAngel)
    expect(noticesAsText(story, () => story.does('tom', clear))).toEqual([
      'priya: blocker-cleared in 0',
      'margaret: asks changed',
    ])
    expect(story.tries('margaret', { kind: 'take-ask', ask: 'a' })).toEqual({ kind: 'ask-over' })
  })
  test('“not mine” leaves it open, and the ask taken back leaves it open as well', () => {
    const story = nameBlocker(networkWithTrio(), 'a')
    story.does('margaret', { kind: 'pass-ask', ask: 'a', word: 'Ask IT' })
    expect(openBlockers(story.network)).toHaveLength(1)
    story.does('tom', { kind: 'take-back-ask', ask: 'a' })
    expect(asksAbout(story.network, 'b')).toEqual([])
    expect(openBlockers(story.network)).toHaveLength(1)
    expect(noticesAsText(story, () => story.does('tom', { ...toAngel, ask: 'c' }))).toEqual([
      'margaret: asks in 0',
    ])
  })
})
