// What is put to angels in direct messages: which angels had it, and which have still to get it.
import type { Instant, PersonId } from '../core/ids.ts'
import { holders } from '../membership/members.ts'
import type { Network } from '../state.ts'
import type { Referral } from './state.ts'

/** When the person became an angel; 0 if they are none now. */
export function angelSince(network: Network, angel: PersonId): Instant {
  const span = network.roles.findLast(
    ({ person, role, to }) => person === angel && role === 'guardian-angel' && to === undefined,
  )
  return span?.from ?? 0
}

/** Whether one of the referrals went to the angel since they became one. */
export function wasReferredTo(network: Network, referrals: readonly Referral[], angel: PersonId): boolean {
  const since = angelSince(network, angel)
  return referrals.some(({ person, at }) => person === angel && at >= since)
}

/** For each angel, the ids of what waits and is new to them. Angels to whom nothing is new are left out. */
export function unreferredByAngel<T extends { readonly id: string }>(
  network: Network,
  waiting: readonly T[],
  isNewTo: (one: T, angel: PersonId) => boolean,
): readonly { readonly person: PersonId; readonly ids: readonly string[] }[] {
  if (network.closing !== undefined || waiting.length === 0) return []
  return holders(network, 'guardian-angel')
    .map((person) => {
      const ids = waiting.filter((one) => isNewTo(one, person)).map(({ id }) => id)
      return { person, ids }
    })
    .filter(({ ids }) => ids.length > 0)
}
