// The notices that an action brings about, as text that tests can compare.

import { hour } from '../../src/domain/core/time.ts'
import type { Notice } from '../../src/domain/notices/notice.ts'
import { noticesFor } from '../../src/domain/notices/notices.ts'
import { calendar, type Story } from './network-story.ts'

/** Whether the notice is a reminder or an escalation, which is sent only if nobody has acknowledged the flag. */
export function isFollowUp({ subject = '' }: Notice): boolean {
  return subject.endsWith(':again') || /-unseen:/.test(subject)
}

/** The recipient, the kind and the hours from now of each notice. `changed` is an update in place, without noise. */
export function noticesAsText(story: Story, act: () => unknown): readonly string[] {
  const before = story.network
  const from = story.entries.length
  act()
  return noticesFor(story.entries.slice(from), { before, after: story.network, calendarOf: () => calendar })
    .filter((notice) => !isFollowUp(notice))
    .map(({ to, about, due, updateOnly }) => {
      const as = 'as' in about && about.as !== 'changed' ? ` ${about.as}` : ''
      const how = updateOnly ? 'changed' : `in ${(due - story.now) / hour}`
      return `${to.kind === 'person' ? to.person : to.kind}: ${about.kind}${as} ${how}`
    })
}
