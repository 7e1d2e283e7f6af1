// The rules of all flags by name, the worst first.
import type { FlagRules } from './flag-rule.ts'
import { angelSilent } from './rules/angel-silent.ts'
import { approvalPending } from './rules/approval-pending.ts'
import { backToOldWays } from './rules/back-to-old-ways.ts'
import { blocked } from './rules/blocked.ts'
import { clientMissing } from './rules/client-missing.ts'
import { crossedUnreflected } from './rules/crossed-unreflected.ts'
import { deadInTheWater } from './rules/dead-in-the-water.ts'
import { drifting } from './rules/drifting.ts'
import { exposed } from './rules/exposed.ts'
import { goneQuiet } from './rules/gone-quiet.ts'
import { keyPersonGone } from './rules/key-person-gone.ts'
import { limitTouched } from './rules/limit-touched.ts'
import { noAngel } from './rules/no-angel.ts'
import { noEntrepreneur } from './rules/no-entrepreneur.ts'
import { notLearning } from './rules/not-learning.ts'
import { oneAgencyTable } from './rules/one-agency-table.ts'
import { oneCarrier } from './rules/one-carrier.ts'
import { promiseOverdue } from './rules/promise-overdue.ts'
import { reframedTwice } from './rules/reframed-twice.ts'
import { sixthMeetingNear } from './rules/sixth-meeting-near.ts'

export const flagRules: FlagRules = {
  'dead-in-the-water': deadInTheWater,
  'limit-touched': limitTouched,
  exposed,
  'no-entrepreneur': noEntrepreneur,
  'no-angel': noAngel,
  'sixth-meeting-near': sixthMeetingNear,
  'key-person-gone': keyPersonGone,
  'gone-quiet': goneQuiet,
  'back-to-old-ways': backToOldWays,
  drifting,
  'client-missing': clientMissing,
  blocked,
  'approval-pending': approvalPending,
  'angel-silent': angelSilent,
  'one-carrier': oneCarrier,
  'one-agency-table': oneAgencyTable,
  'promise-overdue': promiseOverdue,
  'not-learning': notLearning,
  'crossed-unreflected': crossedUnreflected,
  'reframed-twice': reframedTwice,
}
