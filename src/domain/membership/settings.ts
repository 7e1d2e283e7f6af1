// The settings of a network and their ranges.

import type { Settings } from '../core/terms.ts'
import { accepted, noChange, refused } from '../decision.ts'
import { bareCountOf } from '../meetings/six-meeting-rule.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'

type NumericSetting = Exclude<keyof Settings, 'rule'>

const ranges: { readonly [setting in NumericSetting]: readonly [minimum: number, maximum: number] } = {
  limit: [2, 24],
  weeks: [0, 52],
  checkInHours: [1, 168],
  reminderHours: [0, 168],
  invitationDays: [1, 30],
  roundDays: [1, 30],
}

/** The range that a setting may take now. The limit cannot be set to a number of bare meetings already reached. */
export function rangeOf(
  network: Network,
  setting: NumericSetting,
): readonly [minimum: number, maximum: number] {
  const [minimum, maximum] = ranges[setting]
  if (setting !== 'limit' || !network.settings.rule) return [minimum, maximum]
  const aboveCount = Math.max(minimum, bareCountOf(network).bare + 1)
  return [Math.min(aboveCount, maximum), maximum]
}

export const settingsEvolve: Evolve<'settings-changed'> = {
  'settings-changed': (network, { settings }) => ({
    ...network,
    settings: { ...network.settings, ...settings },
  }),
}

export const settingsDecide: Decide<'change-settings'> = {
  'change-settings'(network, { settings }) {
    const changed = Object.entries(settings).filter(
      ([name, value]) => network.settings[name as keyof Settings] !== value,
    )
    if (changed.length === 0) return noChange
    for (const [name, value] of changed) {
      if (name === 'rule') continue
      const [least, most] = rangeOf(network, name as NumericSetting)
      const fits = Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      if (!fits)
        return refused({ kind: 'setting-out-of-range', setting: name as keyof Settings, least, most })
    }
    return accepted({ kind: 'settings-changed', settings: Object.fromEntries(changed) })
  },
}
