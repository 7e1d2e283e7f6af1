// Something was put to a guardian angel, and for six weeks that angel did nothing, whatever other angels did.
// The flag clears when they do something, or when what was put to them is taken back.

import type { Instant, PersonId } from '../../core/ids.ts'
import { week } from '../../core/time.ts'
import { angelSince } from '../../guardian/referrals.ts'
import type { Referral } from '../../guardian/state.ts'
import { holders } from '../../membership/members.ts'
import type { Network } from '../../state.ts'
import type { FlagRule, FlagRules, Risk } from '../flag-rule.ts'
import { openManualFlags } from '../manual-flags.ts'

const silentFor = 6 * week

/** Each silent angel is a risk of their own. */
export const angelSilent: FlagRule = {
  severity: 'warning',
  audience: 'entrepreneurs',
  isAboutPerson: true,
  isKeptFromCause: true,
  risks: (network, rules) =>
    holders(network, 'guardian-angel').flatMap((angel): Risk[] => {
      const from = silentSince(network, rules, angel)
      return from === undefined ? [] : [{ from: from + silentFor, cause: angel }]
    }),
}

/** Something that was put to the angel. What others have answered meanwhile waits no more, but was not answered by them. */
interface PutToAngel {
  readonly at: Instant
  readonly isWaiting: boolean
}

/** Since when the angel has left something unanswered and done nothing; `undefined` if there is no such thing. */
function silentSince(network: Network, rules: FlagRules, angel: PersonId): Instant | undefined {
  const last = Math.max(network.lastActivity.get(angel) ?? 0, angelSince(network, angel))
  let since: Instant | undefined
  for (const { at, isWaiting } of putTo(network, rules, angel)) {
    if (!isWaiting && at <= last) continue
    since = Math.min(since ?? Number.POSITIVE_INFINITY, Math.max(at, last))
  }
  return since
}

function* putTo(network: Network, rules: FlagRules, angel: PersonId): Generator<PutToAngel> {
  for (const { state, passed, referrals } of network.asks.values())
    if (state.kind !== 'taken-back')
      yield* referredTo(referrals, angel, state.kind === 'open' && !passed.has(angel))
  for (const { state, referrals } of network.bends.values())
    if (state.kind !== 'taken-back')
      yield* referredTo(referrals, angel, state.kind === 'waiting' || state.kind === 'talk-first')
  for (const { severity, acknowledged, privately, by, at } of openManualFlags(network))
    if (severity !== 'heads-up' && !privately && by !== angel)
      yield { at, isWaiting: acknowledged === undefined }
  for (const { flag, since, acknowledged } of network.flags.values())
    if (isPutToAngels(rules[flag])) yield { at: since, isWaiting: acknowledged === undefined }
}

function* referredTo(
  referrals: readonly Referral[],
  angel: PersonId,
  isWaiting: boolean,
): Generator<PutToAngel> {
  for (const { person, at } of referrals) if (person === angel) yield { at, isWaiting }
}

function isPutToAngels({ audience, severity }: FlagRule): boolean {
  return audience === 'angels' && severity !== 'heads-up'
}
