// Settings of a network, and the range of each.

import type { Settings } from '../core/terms.ts'
import { accepted, noChange, refused } from '../decision.ts'
import { bareCountOf } from '../meetings/six-meeting-rule.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'

type Numbered = Exclude<keyof Settings, 'rule'>

const ranges: { readonly [setting in Numbered]: readonly [least: number, most: number] } = {
  limit: [2, 24],
  weeks: [0, 52],
  checkInHours: [1, 168],
  reminderHours: [0, 168],
  invitationDays: [1, 30],
  roundDays: [1, 30],
}

/** The range that a setting may take now. A limit cannot be set so that the network has met it already. */
export function rangeOf(network: Network, setting: Numbered): readonly [least: number, most: number] {
  const [least, most] = ranges[setting]
  if (setting !== 'limit' || !network.settings.rule) return [least, most]
  return [Math.min(Math.max(least, bareCountOf(network).bare + 1), most), most]
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
      const [least, most] = rangeOf(network, name as Numbered)
      const fits = Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      if (!fits)
        return refused({ kind: 'setting-out-of-range', setting: name as keyof Settings, least, most })
    }
    return accepted({ kind: 'settings-changed', settings: Object.fromEntries(changed) })
  },
}
