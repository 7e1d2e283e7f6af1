// The notices about phases, the shared outcome and lessons.

import type { PhasesEvent } from '../phases/events.ts'
import { checkInNotice } from './meeting-notices.ts'
import { type NoticeRules, nobody, toHomes } from './notice-rule.ts'
import type { RoundEventKind } from './reflection-notices.ts'

export const phaseNotices: NoticeRules<Exclude<PhasesEvent['kind'], RoundEventKind>> = {
  diagnosed: nobody,
  'phase-crossed': ({ crossing, at }) => [toHomes({ kind: 'phase', crossing }, at)],
  'moment-changed': nobody,
  'outcome-changed': ({ by, at }) => [toHomes({ kind: 'outcome', by }, at)],
  // A lesson that is kept at a check-in shows there.
  'lesson-kept': ({ meeting, at }) => (meeting === undefined ? [] : [checkInNotice(meeting, at)]),
  'lesson-struck': ({ meeting, at }) => (meeting === undefined ? [] : [checkInNotice(meeting, at)]),
  'lesson-offered': nobody,
  'lesson-taken-back': nobody,
}
