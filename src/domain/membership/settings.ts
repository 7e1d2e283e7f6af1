// The settings of a network and their ranges.

import type { PersonId } from '../core/ids.ts'
import type { Settings } from '../core/terms.ts'
import { accepted, type Decision, noChange, type Refusal, refused } from '../decision.ts'
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
import { undoWindow } from '../taken-back.ts'
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

export const settingsEvolve: Evolve<'settings-changed' | 'settings-change-undone'> = {
  'settings-changed'({ settingsChange: _, ...network }, { settings, before, proposal, by, at }, maps) {
    const changed: Network = { ...network, settings: { ...network.settings, ...settings } }
    if (proposal !== undefined)
      return withLooseningState(changed, { proposal, state: { kind: 'agreed', by } }, maps)
    if (before === undefined || by === undefined) return changed
    return { ...changed, settingsChange: { at, by, before } }
  },
  'settings-change-undone': ({ settingsChange: _, ...network }, { settings }) => ({
    ...network,
    settings: { ...network.settings, ...settings },
  }),
}

export const settingsDecide: Decide<'change-settings' | 'undo-settings'> = {
  'change-settings'(network, { settings }, { by }) {
    const changed = Object.entries(settings).filter(
      ([name, value]) => network.settings[name as keyof Settings] !== value,
    )
    if (changed.length === 0) return noChange
    const next = Object.fromEntries(changed)
    const why = outOfRange(network, next)
    return why === undefined ? decideChange(network, next, by) : refused(why)
  },

  // Near the limit, what is undone may loosen the rule, and then it takes the same consent as any other change.
  'undo-settings'(network, _command, { now, by }) {
    const { settingsChange: last } = network
    if (last?.by !== by) return refused({ kind: 'changed-since' })
    if (now > last.at + undoWindow) return refused({ kind: 'too-late-to-undo' })
    const why = outOfRange(network, last.before)
    if (why !== undefined) return refused(why)
    if (needsConsent(network, last.before, by)) return decideChange(network, last.before, by)
    return accepted({ kind: 'settings-change-undone', settings: last.before })
  },
}

function outOfRange(network: Network, settings: Partial<Settings>): Refusal | undefined {
  for (const [name, value] of Object.entries(settings)) {
    if (name === 'rule') continue
    const [least, most] = rangeOf(network, name as NumericSetting)
    const fits = Number.isInteger(value) && Number(value) >= least && Number(value) <= most
    if (!fits) return { kind: 'setting-out-of-range', setting: name as keyof Settings, least, most }
  }
  return undefined
}

function needsConsent(network: Network, settings: Partial<Settings>, by: PersonId): boolean {
  if (!isLooseningGuarded(network) || holds(network, by, 'guardian-angel')) return false
  return Object.keys(looseningIn(network, settings)).length > 0
}

/** An angel's own change has consent. What loosens the rule near its limit is proposed; the rest changes at once. */
function decideChange(network: Network, settings: Partial<Settings>, by: PersonId): Decision {
  if (!needsConsent(network, settings, by)) return accepted(settingsChanged(network, settings))
  const loosening = looseningIn(network, settings)
  const proposed = decideLoosening(network, loosening)
  if (proposed.kind === 'refused') return proposed
  const rest = Object.fromEntries(Object.entries(settings).filter(([name]) => !(name in loosening)))
  if (Object.keys(rest).length === 0) return proposed
  return accepted(settingsChanged(network, rest), ...proposed.events)
}

function settingsChanged(network: Network, settings: Partial<Settings>): NetworkEvent {
  return { kind: 'settings-changed', settings, before: valuesBefore(network, settings) }
}
