// Something was put to the guardian angel, and for six weeks none of them said anything to it. Clears when one does.

import type { Instant } from '../../core/ids.ts'
import type { FlagName } from '../../core/terms.ts'
import { week } from '../../core/time.ts'
import { openAsks } from '../../guardian/asks.ts'
import { waitingBends } from '../../guardian/bends.ts'
import { holders } from '../../membership/members.ts'
import type { Network } from '../../state.ts'
import { activeFrom, type FlagRule } from '../flag-rule.ts'
import { openManualFlags } from '../manual-flags.ts'
import { flagRules } from '../registry.ts'

const silentFor = 6 * week

export const angelSilent: FlagRule = {
  severity: 'heads-up',
  audience: 'entrepreneurs',
  risks(network) {
    const angels = holders(network, 'guardian-angel')
    const put = Math.min(...putToAngels(network))
    if (angels.length === 0 || put === Number.POSITIVE_INFINITY) return []
    const deeds = angels.map((angel) => network.lastActivity.get(angel) ?? 0)
    return activeFrom(Math.max(put, ...deeds) + silentFor)
  },
}

function isPutToAngels(flag: FlagName): boolean {
  const { audience, severity } = flagRules[flag]
  return audience === 'angels' && severity !== 'heads-up'
}

/** When what waits for an angel was put to one: asks, bends, and flags that nobody has seen. */
function* putToAngels(network: Network): Generator<Instant> {
  for (const { state, referrals } of openAsks(network))
    if (state.kind === 'open') yield* referrals.map(({ at }) => at)
  for (const { referrals } of waitingBends(network)) yield* referrals.map(({ at }) => at)
  for (const { severity, acknowledged, privately, at } of openManualFlags(network))
    if (severity !== 'heads-up' && acknowledged === undefined && !privately) yield at
  for (const { flag, since, acknowledged } of network.flags.values())
    if (acknowledged === undefined && isPutToAngels(flag)) yield since
}
