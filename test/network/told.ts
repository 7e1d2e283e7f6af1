// What a deed brings about, in words that tests can compare.
import { noticesOf } from '../../src/network/notices.ts'
import { hour, type Story, zone } from './given.ts'

/** Whom it tells of what, how many hours from then; `changed` is in place, without noise. */
export function told(story: Story, deed: () => unknown): readonly string[] {
  const before = story.network
  const from = story.entries.length
  deed()
  return noticesOf(before, story.network, story.entries.slice(from), () => zone).map(
    ({ to, about, due, updateOnly }) => {
      const as = 'as' in about ? ` ${about.as}` : ''
      const how = updateOnly ? 'changed' : `in ${(due - story.now) / hour}`
      return `${to.kind === 'person' ? to.person : to.kind}: ${about.kind}${as} ${how}`
    },
  )
}
