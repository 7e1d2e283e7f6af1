// How the moment and the shared outcome were worded before.
import type { EventMetadata } from '../core/ids.ts'
import type { Network, PreviousWording } from '../state.ts'

type Rewording = Pick<PreviousWording, 'what' | 'how'> & Pick<EventMetadata, 'at' | 'by'>

/** The network's previous wordings, and after them the one that holds until this rewording. */
export function withPreviousWording(
  network: Network,
  { what, how, at, by }: Rewording,
): readonly PreviousWording[] {
  return [...network.previousWordings, { what, text: network[what], until: at, how, by }]
}
