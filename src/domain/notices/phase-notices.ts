// The notices about phases, the shared outcome and lessons.

import type { EventMetadata } from '../core/ids.ts'
import type { PhasesEvent } from '../phases/events.ts'
import type { Network } from '../state.ts'
import { checkInNotice } from './meeting-notices.ts'
import type { Notice } from './notice.ts'
import { type NoticeContext, type NoticeRules, nobody, toHomes } from './notice-rule.ts'
import type { RoundEventKind } from './reflection-notices.ts'

export const phaseNotices: NoticeRules<Exclude<PhasesEvent['kind'], RoundEventKind>> = {
  diagnosed: nobody,
  'phase-crossed': ({ crossing, at }) => [toHomes({ kind: 'phase', crossing }, at)],
  'moment-changed': nobody,
  'outcome-changed': outcomeNotices,
  // A lesson that is kept at a check-in shows there.
  'lesson-kept': ({ meeting, at }) => (meeting === undefined ? [] : [checkInNotice(meeting, at)]),
  'lesson-struck': ({ meeting, at }) => (meeting === undefined ? [] : [checkInNotice(meeting, at)]),
  'lesson-offered': nobody,
  'lesson-taken-back': nobody,
}

/** A new wording is a post of its own, which is changed in place if its author takes the wording back in time. */
function outcomeNotices({ by, at }: EventMetadata, { before, after }: NoticeContext): readonly Notice[] {
  const undone = latestWording(before)
  if (undone === undefined || after.previousWordings.includes(undone))
    return [{ ...toHomes({ kind: 'outcome', by }, at), subject: `outcome:${at}` }]
  const about = { kind: 'outcome', by, undone: true } as const
  return [{ ...toHomes(about, at), subject: `outcome:${undone.until}`, updateOnly: true }]
}

function latestWording({ previousWordings }: Network) {
  return previousWordings.findLast(({ what }) => what === 'outcome')
}
