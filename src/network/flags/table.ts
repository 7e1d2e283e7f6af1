// All flags by name, the worst first.
import type { FlagName } from '../kinds.ts'
import { angelSilent } from './angel-silent.ts'
import { approvalPending } from './approval-pending.ts'
import { backToOldWays } from './back-to-old-ways.ts'
import { blocked } from './blocked.ts'
import { clientMissing } from './client-missing.ts'
import { crossedUnreflected } from './crossed-unreflected.ts'
import { deadInTheWater } from './dead-in-the-water.ts'
import { drifting } from './drifting.ts'
import { exposed } from './exposed.ts'
import { goneQuiet } from './gone-quiet.ts'
import { keyPersonGone } from './key-person-gone.ts'
import { limitTouched } from './limit-touched.ts'
import { noAngel } from './no-angel.ts'
import { noEntrepreneur } from './no-entrepreneur.ts'
import { notLearning } from './not-learning.ts'
import { oneAgencyTable } from './one-agency-table.ts'
import { oneCarrier } from './one-carrier.ts'
import { promiseOverdue } from './promise-overdue.ts'
import { reframedTwice } from './reframed-twice.ts'
import type { FlagRule } from './rule.ts'
import { sixthMeetingNear } from './sixth-meeting-near.ts'

export const flags: { readonly [name in FlagName]: FlagRule } = {
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
