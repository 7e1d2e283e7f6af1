// Loosening the six-meeting rule shortly before the limit or after it, which is put to an angel or to another agency.

import type { PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import type { Settings } from '../core/terms.ts'
import { accepted, type Decision, noChange, type Refusal, refused } from '../decision.ts'
import { agenciesOf, areOfTwoAgencies, holders, holds, participant } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { anythingStands, lastStood } from '../table/table.ts'
import { bareCountOf } from './six-meeting-rule.ts'
import type { Loosening } from './state.ts'

type RuleSettings = Partial<Pick<Settings, 'rule' | 'limit' | 'weeks'>>

/**
 * Whether the network has stopped, one bare meeting is left, or only those that an angel gave by extending, so that
 * loosening the rule takes consent.
 */
export function isLooseningGuarded(network: Network): boolean {
  if (!network.settings.rule) return false
  if (network.stalled !== undefined) return true
  const { bare, limit, sinceExtension } = bareCountOf(network)
  return bare >= limit - 1 || sinceExtension !== undefined
}

/** Those of the new settings that loosen the rule. */
export function looseningIn({ settings: old }: Network, settings: Partial<Settings>): RuleSettings {
  const { rule, limit, weeks } = settings
  const loosening: { -readonly [name in keyof RuleSettings]: RuleSettings[name] } = {}
  if (rule === false && old.rule) loosening.rule = rule
  if (limit !== undefined && limit > old.limit) loosening.limit = limit
  if (weeks !== undefined && old.weeks > 0 && (weeks === 0 || weeks > old.weeks)) loosening.weeks = weeks
  return loosening
}

/** The present values of the settings that a change names. */
export function valuesBefore({ settings: old }: Network, settings: Partial<Settings>): Partial<Settings> {
  const names = Object.keys(settings) as (keyof Settings)[]
  return Object.fromEntries(names.map((name) => [name, old[name]]))
}

/** The proposal to loosen the rule that waits for consent. Only the latest one can. */
export function openLoosening(network: Network): Loosening | undefined {
  const last = lastLoosening(network)
  if (last?.state.kind !== 'open' || looseningEnd(network, last) !== undefined) return undefined
  return last
}

function lastLoosening({ loosenings }: Network): Loosening | undefined {
  return loosenings.size === 0 ? undefined : [...loosenings.values()].at(-1)
}

export type LooseningEnd = 'closed' | 'replaced' | 'reframed' | 'put' | 'changed'

/**
 * Why a proposal that nobody has answered needs no answer any more. Once the network has found a way on, the count is
 * far from the limit, and the rule can be loosened without consent.
 */
export function looseningEnd(network: Network, proposal: Loosening): LooseningEnd | undefined {
  if (network.closing !== undefined) return 'closed'
  if (lastLoosening(network)?.id !== proposal.id) return 'replaced'
  if ((network.reframed ?? 0) >= proposal.at) return 'reframed'
  if (anythingStands(network) || (lastStood(network) ?? 0) >= proposal.at) return 'put'
  return stillFits(network, proposal) ? undefined : 'changed'
}

/** Whether the person may agree to the proposal or decline it: an angel or, without any, a member of another agency. */
export function mayConsent(network: Network, proposal: Loosening, person: PersonId): boolean {
  if (openLoosening(network)?.id !== proposal.id) return false
  if (holders(network, 'guardian-angel').length > 0) return holds(network, person, 'guardian-angel')
  const proposer = participant(network, proposal.by)
  const second = participant(network, person)
  return proposer !== undefined && second?.member === true && areOfTwoAgencies(proposer, second, proposal.at)
}

/** Proposes to loosen the rule. It is refused where nobody could agree. */
export function decideLoosening(network: Network, settings: RuleSettings): Decision {
  const open = openLoosening(network)
  if (open !== undefined && isSameChange(open.settings, settings)) return noChange
  if (holders(network, 'guardian-angel').length === 0 && agenciesOf(network).length < 2)
    return refused({ kind: 'nobody-to-consent' })
  const proposal = `loosening ${network.version + 1}`
  return accepted({
    kind: 'loosening-proposed',
    proposal,
    settings,
    before: valuesBefore(network, settings),
  })
}

function isSameChange(one: Partial<Settings>, other: Partial<Settings>): boolean {
  const names = Object.keys({ ...one, ...other }) as (keyof Settings)[]
  return names.every((name) => one[name] === other[name])
}

/** Whether the change can still be made: the settings are as they were, and a new limit is above the count. */
function stillFits(network: Network, { settings, before }: Loosening): boolean {
  const { limit = Number.POSITIVE_INFINITY } = settings
  return isSameChange(valuesBefore(network, before), before) && limit > bareCountOf(network).bare
}

export const looseningEvolve: Evolve<'loosening-proposed' | 'loosening-declined'> = {
  'loosening-proposed'(network, { proposal, settings, before, by, at }, maps) {
    if (by === undefined) return network
    const proposed = { id: proposal, settings, before, by, at, state: { kind: 'open' } } as const
    return { ...network, loosenings: maps.withEntry(network.loosenings, proposal, proposed) }
  },
  'loosening-declined': (network, { proposal, by }, maps) =>
    withLooseningState(network, { proposal, state: { kind: 'declined', by } }, maps),
}

/** The network in which the proposal was answered. */
export function withLooseningState(
  network: Network,
  { proposal, state }: { readonly proposal: string; readonly state: Loosening['state'] },
  maps: MapEditor,
): Network {
  return {
    ...network,
    loosenings: maps.updateEntry(network.loosenings, proposal, (one) => ({ ...one, state })),
  }
}

export const looseningDecide: Decide<'agree-loosening' | 'decline-loosening'> = {
  'agree-loosening'(network, { proposal }, { by }) {
    const known = network.loosenings.get(proposal)
    if (known?.state.kind === 'agreed') return noChange
    const why = notAnswerable(network, known, by)
    if (why !== undefined) return refused(why)
    if (known === undefined) return refused({ kind: 'loosening-over' })
    const { settings, before } = known
    return accepted({ kind: 'settings-changed', settings, before, proposal })
  },
  'decline-loosening'(network, { proposal }, { by }) {
    const known = network.loosenings.get(proposal)
    if (known?.state.kind === 'declined') return noChange
    const isOwn = known !== undefined && known.by === by && openLoosening(network)?.id === proposal
    const why = isOwn ? undefined : notAnswerable(network, known, by)
    if (why !== undefined) return refused(why)
    return accepted({ kind: 'loosening-declined', proposal })
  },
}

function notAnswerable(network: Network, proposal: Loosening | undefined, by: PersonId): Refusal | undefined {
  if (proposal === undefined || openLoosening(network)?.id !== proposal.id) return { kind: 'loosening-over' }
  if (mayConsent(network, proposal, by)) return undefined
  if (holders(network, 'guardian-angel').length > 0) return { kind: 'only', who: 'angel' }
  return { kind: 'consent-of-another-agency' }
}
