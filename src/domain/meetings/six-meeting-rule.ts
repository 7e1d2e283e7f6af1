// The six-meeting rule: it counts bare meetings, stalls the network at the limit, and sets it moving again.

import type { Instant, PersonId } from '../core/ids.ts'
import type { MovingBecause } from '../core/terms.ts'
import { week } from '../core/time.ts'
import { accepted, type Decision, noChange, type Refusal, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { agenciesOf, areOfTwoAgencies, holds, participant } from '../membership/members.ts'
import type { Decide, Evolve, ScheduledEvent } from '../module.ts'
import { withPreviousWording } from '../phases/previous-wording.ts'
import type { Network } from '../state.ts'
import { anythingStands, lastStood } from '../table/table.ts'
import { heldAfter } from './meetings.ts'
import type { Proposal } from './state.ts'

interface Count {
  /** The number of bare meetings: those held since anything last stood on the table. */
  readonly bare: number
  readonly limit: number
}

/** The count by which the rule decides: after an extension by n meetings it goes on from n below the limit. */
export interface BareCount extends Count {
  /** The count as people read it, which has all bare meetings, and the meetings that an extension gave. */
  readonly shown: Count
  /** The end of the first bare meeting, from which the limit in weeks runs. */
  readonly firstAt?: Instant
  /** How many meetings were held since an extension that holds. Absent without one. */
  readonly sinceExtension?: number
}

/**
 * The bare meetings so far, and their limit. The count starts anew when the network starts, when its outcome is
 * reframed, and when the last resource leaves the table; what was taken back soon after it was put changes nothing.
 */
export function bareCountOf(network: Network): BareCount {
  const { limit } = network.settings
  if (anythingStands(network)) return { bare: 0, limit, shown: { bare: 0, limit } }
  const countFrom = Math.max(network.started, network.reframed ?? 0, lastStood(network) ?? 0)
  const held = heldAfter(network, countFrom)
  const { extension } = network
  if (extension === undefined || extension.at <= countFrom) {
    const count = { bare: held.length, limit }
    return { ...count, shown: count, firstAt: held[0]?.end }
  }
  const since = held.filter(({ end }) => end > extension.at)
  // A limit that was raised after the extension adds what it was raised by.
  const base = Math.max(0, Math.min(limit, extension.limit) - extension.meetings)
  const bare = base + since.length
  const shown = { bare: held.length, limit: held.length + limit - bare }
  return { bare, limit, shown, firstAt: since[0]?.end, sinceExtension: since.length }
}

/** When the limit in weeks is reached, or `undefined` if it is off or there is no bare meeting yet. */
function weeksRunOut(network: Network): Instant | undefined {
  const { rule, weeks } = network.settings
  const { firstAt } = bareCountOf(network)
  if (!rule || weeks <= 0 || firstAt === undefined) return undefined
  return firstAt + weeks * week
}

/** Whether the rule is on and the limit, in meetings or in weeks, is reached. */
function isDeadInTheWater(network: Network, now: Instant): boolean {
  if (!network.settings.rule) return false
  const { bare, limit } = bareCountOf(network)
  const runOut = weeksRunOut(network)
  return bare >= limit || (runOut !== undefined && now >= runOut)
}

export function scheduledWeekLimit(network: Network): readonly ScheduledEvent[] {
  const at = weeksRunOut(network)
  if (at === undefined || network.stalled !== undefined) return []
  return [{ at, events: () => [{ kind: 'stalled' }] }]
}

/** Whether the limit was extended since something was last put on the table or reframed. It can be extended once. */
export function extendedAlready(network: Network): boolean {
  const countFrom = Math.max(network.reframed ?? 0, lastStood(network) ?? 0)
  return network.extension !== undefined && network.extension.at > countFrom
}

export const sixMeetingRuleEvolve: Evolve<
  'stalled' | 'moving-again' | 'reframe-proposed' | 'reframe-refused' | 'reframed' | 'extended'
> = {
  stalled: (network, { at }) => ({
    ...network,
    stalled: at,
    lastStop: { at, meetings: bareCountOf(network).shown.bare },
  }),
  'moving-again': ({ stalled: _, ...network }, { at }) => ({ ...network, resumed: at }),
  'reframe-proposed'(network, { proposal, outcome, why, by, at }, maps) {
    if (by === undefined) return network
    const open = { id: proposal, at, outcome, why, by, state: 'open' as const }
    return { ...network, proposals: maps.withEntry(network.proposals, proposal, open) }
  },
  'reframe-refused': (network, { proposal }, maps) => ({
    ...network,
    proposals: maps.updateEntry(network.proposals, proposal, (one) => ({ ...one, state: 'refused' })),
  }),
  reframed: (network, { proposal, outcome, at, by }, maps) => ({
    ...network,
    proposals: maps.updateEntry(network.proposals, proposal, (one) => ({ ...one, state: 'agreed' })),
    outcome,
    previousWordings: withPreviousWording(network, {
      what: 'outcome',
      text: outcome,
      how: 'reframed',
      at,
      by,
    }),
    reframed: at,
  }),
  extended: (network, { meetings, at, by }) => ({
    ...network,
    extension: { at, meetings, limit: network.settings.limit, by },
  }),
}

export const sixMeetingRuleDecide: Decide<'propose-reframe' | 'agree-reframe' | 'refuse-reframe' | 'extend'> =
  {
    'propose-reframe'(network, { kind: _, ...proposal }) {
      if (network.proposals.has(proposal.proposal)) return noChange
      if (agenciesOf(network).length < 2) return refused({ kind: 'one-agency-only' })
      return accepted({ kind: 'reframe-proposed', ...proposal })
    },
    'agree-reframe': (network, { proposal }, { by }) =>
      decideAnswer(network, { proposal, by, answer: 'agreed' }, ({ outcome, why }) =>
        accepted({ kind: 'reframed', proposal, outcome, why }),
      ),
    'refuse-reframe': (network, { proposal }, { by }) =>
      decideAnswer(network, { proposal, by, answer: 'refused' }, () =>
        accepted({ kind: 'reframe-refused', proposal }),
      ),
    extend(network, { meetings }) {
      const why = notExtendable(network)
      if (why !== undefined) return refused(why)
      return accepted({ kind: 'extended', meetings })
    },
  }

/** Why nobody can extend the limit now, or `undefined` if an entrepreneur can. */
export function notExtendable(network: Network): Refusal | undefined {
  if (!network.settings.rule) return { kind: 'rule-off' }
  if (extendedAlready(network)) return { kind: 'already-extended' }
  return network.stalled === undefined ? { kind: 'not-stalled' } : undefined
}

interface ReframeAnswer {
  readonly proposal: string
  readonly by: PersonId
  readonly answer: Proposal['state']
}

/** Decides about an open proposal of an entrepreneur, which only a member of another agency may answer. */
function decideAnswer(
  network: Network,
  { proposal, by, answer }: ReframeAnswer,
  decide: (open: Proposal) => Decision,
): Decision {
  const known = network.proposals.get(proposal)
  if (known === undefined) return refused({ kind: 'proposal-over' })
  if (known.state === answer) return noChange
  if (known.state !== 'open') return refused({ kind: 'proposal-over' })
  if (!holds(network, known.by, 'public-entrepreneur')) return refused({ kind: 'proposal-over' })
  if (!mayAnswer(network, known, by)) return refused({ kind: 'needs-another-agency' })
  return decide(known)
}

/** Why nobody can answer a proposal that is still open, if it is so. */
export function reframeEnd(network: Network, { by }: Proposal): 'closed' | 'proposer-gone' | undefined {
  if (network.closing !== undefined) return 'closed'
  return holds(network, by, 'public-entrepreneur') ? undefined : 'proposer-gone'
}

/** Whether the proposal is open and the person is a member of another agency than the entrepreneur who made it. */
export function mayAnswer(network: Network, proposal: Proposal, person: PersonId): boolean {
  const proposer = participant(network, proposal.by)
  const second = participant(network, person)
  return (
    reframeEnd(network, proposal) === undefined &&
    proposal.state === 'open' &&
    proposer !== undefined &&
    second?.member === true &&
    areOfTwoAgencies(proposer, second, proposal.at)
  )
}

/** Stalls the network, or sets it moving again, when the events before have changed that. */
export function stallEvents(network: Network, now: Instant, because: MovingBecause): readonly NetworkEvent[] {
  const dead = isDeadInTheWater(network, now)
  if (dead && network.stalled === undefined) return [{ kind: 'stalled' }]
  if (!dead && network.stalled !== undefined) return [{ kind: 'moving-again', because }]
  return []
}
