// What is put to angels in direct messages: to whom it went, and who has still to hear of it.
import type { Instant, PersonId } from '../core/ids.ts'
import { holders } from '../membership/members.ts'
import type { Network } from '../state.ts'
import type { Referral } from './state.ts'

/** When the person became an angel, if they are one now. */
function angelSince(network: Network, angel: PersonId): Instant {
  return (
    network.roles.findLast(
      ({ person, role, to }) => person === angel && role === 'guardian-angel' && to === undefined,
    )?.from ?? 0
  )
}

/** Whether it was put to the angel since they became one; `puts` are those that count. */
export function wasReferredTo(network: Network, puts: readonly Referral[], angel: PersonId): boolean {
  const since = angelSince(network, angel)
  return puts.some(({ person, at }) => person === angel && at >= since)
}

/** For each angel what is new to them. */
export function unreferredByAngel<T extends { readonly id: string }>(
  network: Network,
  waiting: readonly T[],
  isNewTo: (matter: T, angel: PersonId) => boolean,
): readonly { readonly person: PersonId; readonly ids: readonly string[] }[] {
  if (network.closing !== undefined || waiting.length === 0) return []
  return holders(network, 'guardian-angel').flatMap((person) => {
    const ids = waiting.filter((matter) => isNewTo(matter, person)).map(({ id }) => id)
    return ids.length === 0 ? [] : [{ person, ids }]
  })
}
