// Flags for the guardian angels alone: who reads them, and how a later angel gets to.
import { expect, test } from 'vitest'
import { hour } from '../../../src/domain/core/time.ts'
import { maySeeManualFlag } from '../../../src/domain/flags/manual-flags.ts'
import { hiddenFlags } from '../../../src/domain/flags/private-flags.ts'
import { makeAngel, networkWithTrio, type Story } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const raise = (severity: 'urgent' | 'heads-up' = 'urgent') =>
  networkWithTrio().does('tom', {
    kind: 'raise-flag',
    flag: 'f',
    text: 'Aroha shouts at us',
    context: 'organisational',
    severity,
    privately: true,
  })
const reads = (story: Story, person: string) => {
  const flag = story.network.manualFlags.get('f')
  return flag !== undefined && maySeeManualFlag(story.network, flag, person)
}
const askToRead = { kind: 'ask-to-read-flag', flag: 'f' } as const

test('it is read by whoever raised it and by those who were angels then, while they are angels', () => {
  const story = raise()
  for (const [person, mayRead] of Object.entries({ tom: true, margaret: true, aroha: false, priya: false }))
    expect(reads(story, person), person).toBe(mayRead)
  story.does('margaret', { kind: 'step-down', role: 'guardian-angel' })
  expect(reads(story, 'margaret')).toBe(false)
})

test('a later angel hears at once that there is one, cannot end it, and asks whoever raised it', () => {
  const story = raise()
  expect(noticesAsText(story, () => makeAngel(story, 'ruth'))).toContain('ruth: raised in 0')
  expect(reads(story, 'ruth')).toBe(false)
  expect(hiddenFlags(story.network, 'ruth')).toMatchObject([{ id: 'f' }])
  expect(hiddenFlags(story.network, 'margaret')).toEqual([])
  expect(story.tries('ruth', { kind: 'clear-flag', flag: 'f', word: 'x' })).toEqual({ kind: 'no-such-flag' })
  expect(story.tries('aroha', askToRead)).toEqual({ kind: 'only', who: 'angel' })
  expect(story.tries('margaret', askToRead)).toEqual({ kind: 'no-such-flag' })
  expect(noticesAsText(story, () => story.does('ruth', askToRead))).toEqual(['tom: flag-reading-asked in 0'])
  expect(noticesAsText(story, () => story.does('ruth', askToRead))).toEqual([])
})

test('shown by whoever raised it, and by nobody else, a later angel gets it as a message', () => {
  const story = makeAngel(raise(), 'ruth').does('ruth', askToRead).pass(hour)
  const show = { kind: 'show-flag', flag: 'f', person: 'ruth' } as const
  for (const by of ['margaret', 'aroha', 'ruth'])
    expect(story.tries(by, show)).toEqual({ kind: 'no-such-flag' })
  expect(story.tries('tom', { ...show, person: 'priya' })).toEqual({ kind: 'no-such-flag' })
  expect(noticesAsText(story, () => story.does('tom', show))).toEqual(['ruth: raised in 0'])
  expect(reads(story, 'ruth')).toBe(true)
  expect(noticesAsText(story, () => story.does('tom', show))).toEqual([])
})

test('of somebody who has left nobody asks for it', () => {
  const story = makeAngel(raise('heads-up').does('tom', { kind: 'leave' }), 'ruth')
  expect(story.tries('ruth', askToRead)).toEqual({ kind: 'raiser-gone' })
})
