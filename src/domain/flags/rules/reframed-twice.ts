// The shared outcome was changed for the second time.
// The flag clears when something is put on the table for the new one.

import { activeWhen, type FlagRule } from '../flag-rule.ts'

export const reframedTwice: FlagRule = {
  severity: 'heads-up',
  audience: 'angels',
  risks({ proposals, resources, reframed = 0 }) {
    const times = proposals
      .values()
      .filter(({ state }) => state === 'agreed')
      .toArray().length
    const isPut = resources
      .values()
      .some(({ stoodFrom = 0, state }) => stoodFrom > reframed && state !== 'struck')
    return activeWhen(times >= 2 && !isPut, String(times))
  },
}
