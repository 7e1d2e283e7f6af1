// A change of settings is undone by whoever made it, within ten minutes and while it is the last one.
import { expect, test } from 'vitest'
import { minute } from '../../../src/domain/core/time.ts'
import { networkWithTrio, type Story } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const limit = (value: number) => ({ kind: 'change-settings', settings: { limit: value } }) as const
const undo = { kind: 'undo-settings' } as const
const limitOf = ({ network }: Story) => network.settings.limit

test('its values hold again, and the post about it is changed in place', () => {
  const story = networkWithTrio()
    .does('aroha', limit(8))
    .pass(10 * minute)
  expect(noticesAsText(story, () => story.does('aroha', undo))).toEqual([
    'homes: settings changed',
    'margaret: settings changed',
  ])
  expect(limitOf(story)).toBe(6)
  expect(story.tries('aroha', undo)).toEqual({ kind: 'changed-since' })
})

test('not later, not by somebody else, and not once it was changed again', () => {
  const story = networkWithTrio().does('aroha', limit(8))
  expect(story.tries('margaret', undo)).toEqual({ kind: 'changed-since' })
  expect(story.tries('tom', undo)).toEqual({ kind: 'only', who: 'entrepreneur-or-angel' })
  story.does('margaret', limit(9))
  expect(story.tries('aroha', undo)).toEqual({ kind: 'changed-since' })
  story.does('margaret', undo)
  expect(limitOf(story)).toBe(8)
  const later = networkWithTrio()
    .does('aroha', limit(8))
    .pass(11 * minute)
  expect(later.tries('aroha', undo)).toEqual({ kind: 'too-late-to-undo' })
})

test('near the limit, what it would loosen is only proposed', () => {
  const story = networkWithTrio().bareMeetings(4).does('aroha', limit(5))
  story.does('aroha', undo)
  expect(limitOf(story)).toBe(5)
  expect([...story.network.loosenings.values()].map(({ settings }) => settings)).toEqual([{ limit: 6 }])
  story.does('margaret', { kind: 'agree-loosening', proposal: [...story.network.loosenings.keys()][0] ?? '' })
  expect(limitOf(story)).toBe(6)
})
