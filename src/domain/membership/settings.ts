// The settings of a network and their ranges.

import type { PersonId } from '../core/ids.ts'
import type { Settings } from '../core/terms.ts'
import { accepted, type Decision, noChange, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import {
  decideLoosening,
  isLooseningGuarded,
  looseningIn,
  valuesBefore,
  withLooseningState,
} from '../meetings/loosening.ts'
import { bareCountOf } from '../meetings/six-meeting-rule.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { holds } from './members.ts'

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
  'settings-changed'(network, { settings, proposal, by }, maps) {
    const changed = { ...network, settings: { ...network.settings, ...settings } }
    if (proposal === undefined) return changed
    return withLooseningState(changed, { proposal, state: { kind: 'agreed', by } }, maps)
  },
}

export const settingsDecide: Decide<'change-settings'> = {
  'change-settings'(network, { settings }, { by }) {
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
    return decideChange(network, Object.fromEntries(changed), by)
  },
}

/** An angel's own change has consent. What loosens the rule near its limit is proposed; the rest changes at once. */
function decideChange(network: Network, settings: Partial<Settings>, by: PersonId): Decision {
  const loosening = isLooseningGuarded(network) ? looseningIn(network, settings) : {}
  const isFree = Object.keys(loosening).length === 0 || holds(network, by, 'guardian-angel')
  if (isFree) return accepted(settingsChanged(network, settings))
  const proposed = decideLoosening(network, loosening)
  if (proposed.kind === 'refused') return proposed
  const rest = Object.fromEntries(Object.entries(settings).filter(([name]) => !(name in loosening)))
  if (Object.keys(rest).length === 0) return proposed
  return accepted(settingsChanged(network, rest), ...proposed.events)
}

function settingsChanged(network: Network, settings: Partial<Settings>): NetworkEvent {
  return { kind: 'settings-changed', settings, before: valuesBefore(network, settings) }
}
