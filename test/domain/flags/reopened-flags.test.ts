// Flags, asks and bends of a network that is closed and reopened: what was told before is not told again.
import { expect, test } from 'vitest'
import { day, hour } from '../../../src/domain/core/time.ts'
import { activeFlags } from '../../../src/domain/flags/rule-flags.ts'
import { networkWithTrio, type Story } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'
import { causesOf, isUp, planMeeting } from './flag-story.ts'

const close = { kind: 'close', did: 'We opened a door', borrow: '', avoid: '', resources: '' } as const
const reopen = { kind: 'reopen' } as const

/** A blocker that was flagged, an ask and a bend that wait, and a limit that is near. */
function burdened(): Story {
  const story = networkWithTrio()
  planMeeting(story, 60)
  story.does('tom', { kind: 'open-blocker', blocker: 'b', of: 'systems', text: 'Two logins' }).pass(22 * day)
  story.does('tom', { kind: 'ask', ask: 'a', of: 'advise', text: 'Whom do we ask?' })
  story.does('tom', { kind: 'note-bend', bend: 'c', what: 'No tender', why: 'Winter' })
  story.does('margaret', { kind: 'state-limit', limit: 'l', text: 'No names' })
  story.does('priya', { kind: 'touch-limit', limit: 'l', touch: 't', how: 'near', text: 'A list was sent' })
  story.does('margaret', { kind: 'see-flags', flags: ['limit-touched:near:l'] })
  return story.pass(hour)
}

test('what was told before the closing is told to nobody again, and goes on as it was', () => {
  const story = burdened()
  const before = activeFlags(story.network)
  story.does('aroha', close).pass(3 * day)
  expect(activeFlags(story.network)).toEqual([])
  const told = noticesAsText(story, () => story.does('tom', reopen))
  expect(told.filter((notice) => !notice.includes('reopened'))).toEqual([])
  expect(activeFlags(story.network)).toEqual(before)
  expect(story.network.endedFlags).toEqual([])
})

test('what becomes a risk while the network is closed is told when it is reopened', () => {
  const story = networkWithTrio()
  planMeeting(story, 60)
  story.does('tom', { kind: 'open-blocker', blocker: 'b', of: 'systems', text: 'Two logins' }).pass(20 * day)
  story.does('aroha', close).pass(3 * day)
  expect(noticesAsText(story, () => story.does('tom', reopen))).toContain('margaret: flag in 0')
  expect(causesOf(story, 'blocked')).toEqual(['b'])
})

test('a flag that was cleared by hand before the closing stays down after it', () => {
  const story = burdened().does('margaret', { kind: 'clear-flag', flag: 'blocked:b', word: 'I am on it' })
  story.does('aroha', close).pass(day).does('tom', reopen)
  expect(isUp(story, 'blocked')).toBe(false)
})

test('the same risk, over and there again later, is told as new', () => {
  const story = burdened().does('aroha', close).pass(day).does('tom', reopen)
  story.does('margaret', { kind: 'settle-limit', limit: 'l', word: 'Deleted' }).pass(hour)
  const touch = { kind: 'touch-limit', limit: 'l', touch: 'u', how: 'near', text: 'Again' } as const
  expect(noticesAsText(story, () => story.does('priya', touch))).toEqual(['margaret: flag in 0'])
})
