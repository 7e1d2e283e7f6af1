// The moment and the shared outcome in earlier words.
import type { Stamp } from '../core/journal-entry.ts'
import type { Earlier, Network } from '../state.ts'

/** The earlier words with those that hold until now. */
export function withEarlier(
  network: Network,
  what: Earlier['what'],
  { at, by }: Stamp,
  how: Earlier['how'],
): readonly Earlier[] {
  return [...network.earlier, { what, text: network[what], until: at, how, ...(by !== undefined && { by }) }]
}
