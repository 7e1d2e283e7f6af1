// Urgent flags of the rules that are over: that they are remembered for those who have not read of them yet.
import { expect, test } from 'vitest'
import { hour, week } from '../../../src/domain/core/time.ts'
import { endedFlagsInMessage } from '../../../src/domain/flags/rule-flags.ts'
import { makeAngel, networkWithTrio, nominate, type Story } from '../network-story.ts'

/** How the flag that was raised last ended, for the angel. */
function endedFor(story: Story, person = 'margaret') {
  const since = story.entries.findLast(({ kind }) => kind === 'flag-raised')?.at ?? 0
  return endedFlagsInMessage(story.network, since, person)
}

test('a network that stopped and moved again is remembered, with who moved it', () => {
  const story = networkWithTrio().bareMeetings(6).pass(hour)
  story.puts('tom')
  expect(endedFor(story)).toMatchObject([{ flag: 'dead-in-the-water', ended: { at: story.now, by: 'tom' } }])
})

test('so is the lack of an entrepreneur, for the angel and for nobody who is none', () => {
  const story = makeAngel(networkWithTrio(), 'ruth')
  const nomination = nominate(story, 'tom', 'public-entrepreneur')
  story.does('aroha', { kind: 'step-down', role: 'public-entrepreneur' }).pass(hour)
  story.does('tom', { kind: 'accept-nomination', nomination, agency: 'Council' })
  expect(endedFor(story)).toMatchObject([{ flag: 'no-entrepreneur', ended: { by: 'tom' } }])
  expect(endedFor(story, 'aroha')).toEqual([])
  story.does('ruth', { kind: 'step-down', role: 'guardian-angel' })
  expect(endedFor(story, 'ruth')).toEqual([])
})

test('what one angel dismisses is remembered with the reason for the other, and not for the one who did it', () => {
  const story = makeAngel(networkWithTrio(), 'ruth').bareMeetings(6)
  story.does('ruth', { kind: 'dismiss-flag', flag: 'dead-in-the-water', reason: 'They meet on Friday' })
  expect(endedFor(story)).toMatchObject([{ ended: { by: 'ruth', words: 'They meet on Friday' } }])
  expect(endedFor(story, 'ruth')).toEqual([])
})

test('a warning is not remembered, and an urgent one for four weeks', () => {
  const story = networkWithTrio().bareMeetings(6).pass(hour)
  expect(story.network.endedFlags).toEqual([])
  story.puts('tom')
  expect(story.network.endedFlags).toHaveLength(1)
  const limit = { kind: 'state-limit', limit: 'l', text: 'No names' } as const
  story.pass(5 * week).does('margaret', limit)
  story.does('tom', { kind: 'touch-limit', limit: 'l', touch: 't', how: 'near', text: 'x' })
  story.does('margaret', { kind: 'settle-limit', limit: 'l', word: 'Done' })
  expect(story.network.endedFlags.map(({ flag }) => flag)).toEqual(['limit-touched'])
})
