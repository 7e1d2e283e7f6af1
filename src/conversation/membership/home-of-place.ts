// The channel in which something is typed or pressed, as a home of a network.
import type { Address } from '../../chat/address.ts'
import type { Home } from '../../domain/core/terms.ts'

/** Returns `undefined` for a direct message, which cannot be a home. */
export function homeOf(place: Address): Home | undefined {
  if (place.kind !== 'channel') return undefined
  const { platform, workspace, channel } = place
  return { platform, workspace, channel }
}
