// The six-meeting rule: counting bare meetings, stalling, and the ways on.

import type { Instant, PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import type { MovingBecause } from '../core/terms.ts'
import { week } from '../core/time.ts'
import { accepted, type Decision, noChange, type Refusal, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { agenciesOf, holds, participant, sameAgency } from '../membership/members.ts'
import type { Decide, Evolve, ScheduledEvent } from '../module.ts'
import { withPreviousWording } from '../phases/previous-wording.ts'
import type { Meeting, Network, Proposal } from '../state.ts'
import { anythingStands, lastStood } from '../table/table.ts'

export interface BareCount {
  /** Bare meetings: held since anything last stood on the table. */
  readonly bare: number
  readonly limit: number
  /** The end of the first bare meeting that the second clock, in weeks, counts from. */
  readonly firstAt?: Instant
}

/**
 * The count against the limit. Meetings count when held; a start, a reframe, and the end of what last stood begin
 * it anew. An extension by n leaves n more: the count goes on from limit − n.
 */
export function bareCountOf(network: Network): BareCount {
  const { limit } = network.settings
  if (anythingStands(network)) return { bare: 0, limit }
  const base = Math.max(network.started, network.reframed ?? 0, lastStood(network) ?? 0)
  const extension =
    network.extension !== undefined && network.extension.at > base ? network.extension : undefined
  const since = heldAfter(network, extension?.at ?? base)
  const first = since[0]
  return {
    bare: since.length + (extension === undefined ? 0 : Math.max(0, limit - extension.meetings)),
    limit,
    ...(first !== undefined && { firstAt: first.end }),
  }
}

/** The meetings held that ended after that, in their order. */
export function heldAfter(network: Network, after: Instant): readonly Meeting[] {
  return [...network.meetings.values()]
    .filter((meeting) => meeting.state.kind === 'held' && meeting.end > after)
    .sort((one, other) => one.end - other.end)
}

/** When the second clock runs out: so many weeks after the first bare meeting, if it is on. */
export function weeksRunOut(network: Network): Instant | undefined {
  const { rule, weeks } = network.settings
  const { firstAt } = bareCountOf(network)
  return rule && weeks > 0 && firstAt !== undefined ? firstAt + weeks * week : undefined
}

/** Whether the rule says that nothing moves: the limit reached, or the weeks run out. */
export function isDeadInTheWater(network: Network, now: Instant): boolean {
  if (!network.settings.rule) return false
  const { bare, limit } = bareCountOf(network)
  const runOut = weeksRunOut(network)
  return bare >= limit || (runOut !== undefined && now >= runOut)
}

export function scheduledWeekLimit(network: Network): readonly ScheduledEvent[] {
  const at = weeksRunOut(network)
  return at === undefined || network.stalled !== undefined
    ? []
    : [{ at, events: () => [{ kind: 'stalled' }] }]
}

/** Whether this run of bare meetings was extended already: once per stall, until something is put or reframed. */
export function extendedAlready(network: Network): boolean {
  const base = Math.max(network.reframed ?? 0, lastStood(network) ?? 0)
  return network.extension !== undefined && network.extension.at > base
}

export const sixMeetingRuleEvolve: Evolve<
  'stalled' | 'moving-again' | 'reframe-proposed' | 'reframe-refused' | 'reframed' | 'extended'
> = {
  stalled: (network, { at }) => ({ ...network, stalled: at }),
  'moving-again': ({ stalled: _, ...network }, { at }) => ({ ...network, resumed: at }),
  'reframe-proposed'(network, { proposal, outcome, why, by }, maps) {
    if (by === undefined) return network
    const open = { id: proposal, outcome, why, by, state: 'open' as const }
    return { ...network, proposals: maps.withEntry(network.proposals, proposal, open) }
  },
  'reframe-refused': (network, { proposal }, maps) => answered(network, proposal, 'refused', maps),
  reframed: (network, { proposal, outcome, at, by }, maps) => ({
    ...answered(network, proposal, 'agreed', maps),
    outcome,
    previousWordings: withPreviousWording(network, { what: 'outcome', how: 'reframed', at, by }),
    reframed: at,
  }),
  extended: (network, { meetings, at }) => ({ ...network, extension: { at, meetings } }),
}

function answered(network: Network, proposal: string, state: Proposal['state'], maps: MapEditor): Network {
  return {
    ...network,
    proposals: maps.updateEntry(network.proposals, proposal, (one) => ({ ...one, state })),
  }
}

export const sixMeetingRuleDecide: Decide<'propose-reframe' | 'agree-reframe' | 'refuse-reframe' | 'extend'> =
  {
    'propose-reframe'(network, { kind: _, ...proposal }) {
      if (network.proposals.has(proposal.proposal)) return noChange
      return agenciesOf(network).length < 2
        ? refused({ kind: 'one-agency-only' })
        : accepted({ kind: 'reframe-proposed', ...proposal })
    },
    'agree-reframe': (network, { proposal }, { by }) =>
      bySecondAgency(network, proposal, by, 'agreed', ({ outcome, why }) =>
        accepted({ kind: 'reframed', proposal, outcome, why }),
      ),
    'refuse-reframe': (network, { proposal }, { by }) =>
      bySecondAgency(network, proposal, by, 'refused', () => accepted({ kind: 'reframe-refused', proposal })),
    extend(network, { meetings }) {
      const why = notExtendable(network)
      return why === undefined ? accepted({ kind: 'extended', meetings }) : refused(why)
    },
  }

/** Why nobody can extend now, or nothing. */
export function notExtendable(network: Network): Refusal | undefined {
  if (!network.settings.rule) return { kind: 'rule-off' }
  if (extendedAlready(network)) return { kind: 'already-extended' }
  return network.stalled === undefined ? { kind: 'not-stalled' } : undefined
}

/** An entrepreneur proposed; a member of another agency agrees or not. */
function bySecondAgency(
  network: Network,
  proposal: string,
  by: string,
  as: Proposal['state'],
  decide: (open: Proposal) => Decision,
): Decision {
  const known = network.proposals.get(proposal)
  if (known === undefined) return refused({ kind: 'proposal-over' })
  if (known.state === as) return noChange
  if (known.state !== 'open') return refused({ kind: 'proposal-over' })
  if (!holds(network, known.by, 'public-entrepreneur')) return refused({ kind: 'proposal-over' })
  return mayAnswer(network, known, by) ? decide(known) : refused({ kind: 'needs-another-agency' })
}

/** Whether the person is a member of another agency than the entrepreneur who proposed it. */
export function mayAnswer(network: Network, proposal: Proposal, person: PersonId): boolean {
  const proposer = participant(network, proposal.by)
  const second = participant(network, person)
  return (
    network.closing === undefined &&
    proposal.state === 'open' &&
    proposer !== undefined &&
    holds(network, proposal.by, 'public-entrepreneur') &&
    second?.member === true &&
    !sameAgency(proposer.agency, second.agency)
  )
}

/** Stalls, or sets moving again, what the facts before have changed. */
export function stallEvents(network: Network, now: Instant, because: MovingBecause): readonly NetworkEvent[] {
  const dead = isDeadInTheWater(network, now)
  if (dead && network.stalled === undefined) return [{ kind: 'stalled' }]
  if (!dead && network.stalled !== undefined) return [{ kind: 'moving-again', because }]
  return []
}
