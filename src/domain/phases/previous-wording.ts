// How the moment and the shared outcome were worded before.
import type { EventMetadata } from '../core/ids.ts'
import type { Network } from '../state.ts'
import { undoWindow } from '../taken-back.ts'
import type { PreviousWording } from './state.ts'

interface Rewording extends Pick<PreviousWording, 'what' | 'how'>, Pick<EventMetadata, 'at' | 'by'> {
  readonly text: string
}

/**
 * The network's previous wordings, and after them the one that holds until this rewording. A rewording that its author
 * undoes in time is none.
 */
export function withPreviousWording(
  network: Network,
  { what, text, how, at, by }: Rewording,
): readonly PreviousWording[] {
  const { previousWordings } = network
  const last = previousWordings.findLast((one) => one.what === what)
  if (last !== undefined && how === 'changed' && isUndone(last, { text, at, by }))
    return previousWordings.filter((one) => one !== last)
  return [...previousWordings, { what, text: network[what], until: at, how, by }]
}

function isUndone(last: PreviousWording, { text, at, by }: Pick<Rewording, 'text' | 'at' | 'by'>): boolean {
  return last.how === 'changed' && last.text === text && last.by === by && at <= last.until + undoWindow
}
