// What a deed brings about, in words that tests can compare.

import { hour } from '../../src/domain/core/time.ts'
import type { Notice } from '../../src/domain/notices/notice.ts'
import { noticesFor } from '../../src/domain/notices/notices.ts'
import { calendar, type Story } from './network-story.ts'

/** What comes later, should nobody have seen an urgent flag by then. */
export function isFollowUp({ subject = '' }: Notice): boolean {
  return subject.endsWith(':again') || /-unseen:/.test(subject)
}

/** Whom it tells of what, how many hours from then; `changed` is in place, without noise. */
export function noticesAsText(story: Story, deed: () => unknown): readonly string[] {
  const before = story.network
  const from = story.entries.length
  deed()
  return noticesFor(story.entries.slice(from), { before, after: story.network, calendarOf: () => calendar })
    .filter((notice) => !isFollowUp(notice))
    .map(({ to, about, due, updateOnly }) => {
      const as = 'as' in about && about.as !== 'changed' ? ` ${about.as}` : ''
      const how = updateOnly ? 'changed' : `in ${(due - story.now) / hour}`
      return `${to.kind === 'person' ? to.person : to.kind}: ${about.kind}${as} ${how}`
    })
}
