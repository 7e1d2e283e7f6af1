// What changed a resource or a meeting is undone by whoever did it alone.
import { expect, test } from 'vitest'
import { day, minute } from '../../../src/domain/core/time.ts'
import { analyst, join, networkWithTrio, zone } from '../network-story.ts'

function edited() {
  const story = networkWithTrio()
  const resource = story.puts('tom', { ...analyst, until: '2027-06-30', condition: 'Mondays' })
  const before = story.network.resources.get(resource)
  story.does('tom', { kind: 'change-resource', resource, offer: { ...analyst, amount: 1 } })
  return { story, resource, before, undo: { kind: 'undo-edit', resource } as const }
}

test('an undone change of a resource leaves it as it was, with all that it had', () => {
  const { story, resource, before, undo } = edited()
  story.pass(10 * minute).does('tom', undo)
  expect(story.network.resources.get(resource)).toEqual(before)
  const from = story.entries.length
  story.does('tom', undo)
  expect(story.kinds(from)).toEqual([])
})

test('a change of a resource is undone by nobody else, and not later', () => {
  const { story, undo } = edited()
  expect(story.tries('aroha', undo)).toEqual({ kind: 'changed-since' })
  expect(story.pass(11 * minute).tries('tom', undo)).toEqual({ kind: 'too-late-to-undo' })
})

test('what a colleague used or cancelled is theirs to undo', () => {
  const story = networkWithTrio()
  join(story, 'sam', 'Council')
  const resource = story.puts('tom')
  story.does('tom', { kind: 'use', resource })
  expect(story.tries('sam', { kind: 'undo-change', resource, from: 'used' })).toEqual({
    kind: 'changed-since',
  })
  const meeting = story.id()
  story.does('tom', { kind: 'plan-meeting', meeting, start: story.now + 3 * day, minutes: 60, zone })
  story.does('tom', { kind: 'move-meeting', meeting, start: story.now + 4 * day })
  expect(story.tries('sam', { kind: 'undo-meeting-change', meeting })).toEqual({ kind: 'changed-since' })
  story.does('tom', { kind: 'undo-meeting-change', meeting })
})
