// Something was put to the guardian angel, and for six weeks none of them said anything to it.
// The flag clears when one does.

import type { Instant } from '../../core/ids.ts'
import { week } from '../../core/time.ts'
import { openAsks } from '../../guardian/asks.ts'
import { waitingBends } from '../../guardian/bends.ts'
import { holders } from '../../membership/members.ts'
import type { Network } from '../../state.ts'
import { activeFrom, type FlagRule, type FlagRules } from '../flag-rule.ts'
import { openManualFlags } from '../manual-flags.ts'

const silentFor = 6 * week

export const angelSilent: FlagRule = {
  severity: 'heads-up',
  audience: 'entrepreneurs',
  risks(network, rules) {
    const angels = holders(network, 'guardian-angel')
    const earliest = Math.min(...referralTimes(network, rules))
    if (angels.length === 0 || earliest === Number.POSITIVE_INFINITY) return []
    const lastActivity = angels.map((angel) => network.lastActivity.get(angel) ?? 0)
    return activeFrom(Math.max(earliest, ...lastActivity) + silentFor)
  },
}

function isPutToAngels({ audience, severity }: FlagRule): boolean {
  return audience === 'angels' && severity !== 'heads-up'
}

/** Yields when each thing that waits for an angel was put to one: asks, bends, and flags that nobody has seen. */
function* referralTimes(network: Network, rules: FlagRules): Generator<Instant> {
  for (const { state, referrals } of openAsks(network))
    if (state.kind === 'open') yield* referrals.map(({ at }) => at)
  for (const { referrals } of waitingBends(network)) yield* referrals.map(({ at }) => at)
  for (const { severity, acknowledged, privately, at } of openManualFlags(network))
    if (severity !== 'heads-up' && acknowledged === undefined && !privately) yield at
  for (const { flag, since, acknowledged } of network.flags.values())
    if (acknowledged === undefined && isPutToAngels(rules[flag])) yield since
}
