// Something was put to the guardian angel, and for six weeks none of them said anything to it. Clears when one does.

import type { Instant } from '../../core/journal-entry.ts'
import type { FlagName } from '../../core/terms.ts'
import { week } from '../../core/time.ts'
import { openAsks } from '../../guardian/asks.ts'
import { waitingBends } from '../../guardian/bends.ts'
import { holders } from '../../membership/members.ts'
import type { Network } from '../../state.ts'
import { type FlagRule, whenFrom } from '../flag-rule.ts'
import { openRaised } from '../manual-flags.ts'
import { flags } from '../registry.ts'

const silentFor = 6 * week

export const angelSilent: FlagRule = {
  severity: 'heads-up',
  audience: 'entrepreneurs',
  risks(network) {
    const angels = holders(network, 'guardian-angel')
    const put = Math.min(...putToAngels(network))
    if (angels.length === 0 || put === Number.POSITIVE_INFINITY) return []
    const deeds = angels.map((angel) => network.lastDeeds.get(angel) ?? 0)
    return whenFrom(Math.max(put, ...deeds) + silentFor)
  },
}

function isPutToAngels(flag: FlagName): boolean {
  const { audience, severity } = flags[flag]
  return audience === 'angels' && severity !== 'heads-up'
}

/** When what waits for an angel was put to one: asks, bends, and flags that nobody has seen. */
function* putToAngels(network: Network): Generator<Instant> {
  for (const { state, puts } of openAsks(network)) if (state.kind === 'open') yield* puts.map(({ at }) => at)
  for (const { puts } of waitingBends(network)) yield* puts.map(({ at }) => at)
  for (const { severity, seen, privately, at } of openRaised(network))
    if (severity !== 'heads-up' && seen === undefined && !privately) yield at
  for (const { flag, since, seen } of network.flags.values())
    if (seen === undefined && isPutToAngels(flag)) yield since
}
