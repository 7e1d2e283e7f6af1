// The moment and the shared outcome in earlier words.
import type { EventMetadata } from '../core/ids.ts'
import type { Network, PreviousWording } from '../state.ts'

/** The earlier words with those that hold until now. */
export function withPreviousWording(
  network: Network,
  what: PreviousWording['what'],
  { at, by }: EventMetadata,
  how: PreviousWording['how'],
): readonly PreviousWording[] {
  return [...network.previousWordings, { what, text: network[what], until: at, how, by }]
}
