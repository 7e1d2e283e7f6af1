// Somebody who named another agency takes that back at once, as if it had never been.
import { expect, test } from 'vitest'
import { day, minute } from '../../../src/domain/core/time.ts'
import { withoutTakenBack } from '../../../src/domain/taken-back.ts'
import { networkWithTrio, zone } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const change = { kind: 'change-agency', agency: 'Housing' } as const
const undo = { kind: 'undo-agency' } as const

test('they come from the agency of before, and count as having done so all along', () => {
  const story = networkWithTrio().pass(day)
  const before = story.network.people.get('tom')
  const entries = story.entries.length
  story.does('tom', change).pass(10 * minute)
  expect(noticesAsText(story, () => story.does('tom', undo))).toEqual(['aroha: agency-changed changed'])
  expect(story.network.people.get('tom')).toEqual(before)
  expect(withoutTakenBack(story.entries)).toHaveLength(entries)
})

test('not later, not twice, and not after they did anything as somebody of the new one', () => {
  const late = networkWithTrio()
    .does('tom', change)
    .pass(11 * minute)
  expect(late.tries('tom', undo)).toEqual({ kind: 'too-late-to-undo' })
  const twice = networkWithTrio().does('tom', change).pass(minute).does('tom', undo)
  expect(twice.tries('tom', undo)).toEqual({ kind: 'changed-since' })
  const active = networkWithTrio().does('tom', change).pass(minute)
  const start = active.now + 3 * day
  active.does('tom', { kind: 'plan-meeting', meeting: 'm', start, minutes: 60, zone })
  expect(active.tries('tom', undo)).toEqual({ kind: 'changed-since' })
})
