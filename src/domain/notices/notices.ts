// The notices that events bring about. `conversation/` words each when it is sent.

import type { JournalEntry, NetworkEvent } from '../events.ts'
import { flagNotices, flagsForNewRecipients } from './flag-notices.ts'
import { guardianNotices } from './guardian-notices.ts'
import { looseningsThatChanged, meetingNotices, reframesThatChanged } from './meeting-notices.ts'
import { membershipNotices } from './membership-notices.ts'
import type { Notice } from './notice.ts'
import type { NoticeContext, NoticeRules } from './notice-rule.ts'
import { phaseNotices } from './phase-notices.ts'
import { reflectionNotices } from './reflection-notices.ts'
import { atItsHour } from './sending-hours.ts'
import { tableNotices } from './table-notices.ts'

/** A new kind of event is a type error here until one of the modules says who hears of it. */
const rules: NoticeRules<NetworkEvent['kind']> = {
  ...membershipNotices,
  ...meetingNotices,
  ...tableNotices,
  ...phaseNotices,
  ...reflectionNotices,
  ...guardianNotices,
  ...flagNotices,
}

function noticesOf(entry: JournalEntry, context: NoticeContext): readonly Notice[] {
  const rule = rules[entry.kind] as (entry: JournalEntry, context: NoticeContext) => readonly Notice[]
  return rule(entry, context)
}

/** The notices of the entries of one decision, each subject once for each recipient. */
export function noticesFor(entries: readonly JournalEntry[], context: NoticeContext): readonly Notice[] {
  const notices: Notice[] = []
  for (const entry of entries) if (!isOfRound(entry)) notices.push(...noticesOf(entry, context))
  // What a round asks comes after the news of what opened it.
  for (const entry of entries) if (isOfRound(entry)) notices.push(...noticesOf(entry, context))
  const now = entries.at(-1)?.at ?? 0
  notices.push(...flagsForNewRecipients(context, now))
  notices.push(...looseningsThatChanged(context, now), ...reframesThatChanged(context, now))
  return withoutRepeats(notices).map((notice) => atItsHour(notice, entries, context))
}

function isOfRound({ kind }: JournalEntry): boolean {
  return kind in reflectionNotices
}

/** The first notice of a subject shows the latest state anyway. */
function withoutRepeats(notices: readonly Notice[]): readonly Notice[] {
  const known = new Set<string>()
  return notices.filter(({ to, subject }) => {
    if (subject === undefined) return true
    const key = JSON.stringify([to, subject])
    if (known.has(key)) return false
    known.add(key)
    return true
  })
}
