// Urgent flags of the rules that are over. Whoever has not read of one yet still reads that it was raised and settled.

import type { Instant, PersonId } from '../core/ids.ts'
import { week } from '../core/time.ts'
import type { Network } from '../state.ts'
import { flagKey } from './flag-key.ts'
import { flagRules } from './registry.ts'
import type { ActiveFlag, EndedFlag } from './state.ts'

/** How long they are remembered, which is longer than a message about them waits. */
const rememberedFor = 4 * week

/** The ended flags with this one, if it is urgent. */
export function withEndedFlag(
  { endedFlags }: Network,
  flag: ActiveFlag | undefined,
  ended: EndedFlag['ended'],
): Network['endedFlags'] {
  if (flag === undefined || flagRules[flag.flag].severity !== 'urgent') return endedFlags
  return [...endedFlags.filter((one) => one.ended.at > ended.at - rememberedFor), { ...flag, ended }]
}

/** The person whose deed at this instant had the consequences that are recorded with it. */
export function doerAt({ recentActivity }: Network, at: Instant): PersonId | undefined {
  let last: { readonly by: PersonId; readonly at: Instant } | undefined
  for (const activity of recentActivity.values()) last = activity
  return last?.at === at ? last.by : undefined
}

/** How the flag that was raised at `since` ended, if it is over. */
export function endedFlag(
  { endedFlags }: Network,
  flag: Pick<ActiveFlag, 'flag' | 'cause' | 'since'>,
): EndedFlag | undefined {
  return endedFlags.findLast((one) => one.since === flag.since && flagKey(one) === flagKey(flag))
}
