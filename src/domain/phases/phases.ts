// Phases: the one a network is in, crossing into the next and going back; and rewording its moment and shared outcome.

import type { CommandOf } from '../commands.ts'
import type { Boundary, Phase } from '../core/terms.ts'
import { accepted, type Decision, noChange, type Refusal, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { type Sign, signsOf } from './phase-signs.ts'
import { withPreviousWording } from './previous-wording.ts'
import { openRoundEvents } from './reflection-rounds.ts'
import type { PhaseSpan } from './state.ts'

const order: readonly Phase[] = ['before-starting', 'getting-together', 'working-together', 'sustaining']

export function phaseAfter(phase: Phase): Phase | undefined {
  return order[order.indexOf(phase) + 1]
}

export function phaseBefore(phase: Phase): Phase | undefined {
  return order[order.indexOf(phase) - 1]
}

export function isBack(from: Phase, to: Phase): boolean {
  return order.indexOf(to) < order.indexOf(from)
}

function boundaryOf(from: Phase, to: Phase): Boundary {
  if (isBack(from, to) || to === 'before-starting') return 'back'
  return to
}

/** The crossing with this id, whether it went to the next phase or back. */
export function crossingOf(network: Network, crossing: string): PhaseSpan | undefined {
  return network.phases.find((span) => span.crossing === crossing)
}

/** The latest reason given for having no active client. */
export function lastWhyNoClient(network: Network): string | undefined {
  return network.phases.findLast(({ whyNoClient }) => whyNoClient !== undefined)?.whyNoClient
}

export const phasesEvolve: Evolve<'phase-crossed' | 'moment-changed' | 'outcome-changed'> = {
  'phase-crossed'(network, { crossing, from, to, met, unmet, whyNoClient, at, by }) {
    const span = {
      phase: to,
      from: at,
      crossing,
      after: from,
      met,
      unmet,
      whyNoClient,
      by,
    }
    return { ...network, phase: to, phases: [...network.phases, span] }
  },
  'moment-changed'(network, { moment, momentWhen = network.momentWhen, at, by }) {
    const change = { what: 'moment', text: moment, how: 'changed', at, by } as const
    const previousWordings =
      moment === network.moment ? network.previousWordings : withPreviousWording(network, change)
    return { ...network, moment, momentWhen, previousWordings }
  },
  'outcome-changed': (network, { outcome, at, by }) => ({
    ...network,
    outcome,
    previousWordings: withPreviousWording(network, {
      what: 'outcome',
      text: outcome,
      how: 'changed',
      at,
      by,
    }),
  }),
}

export const phasesDecide: Decide<'cross-phase' | 'change-moment' | 'change-outcome'> = {
  'cross-phase'(network, { crossing, from, to, whyNoClient }, { now, answers }): Decision {
    if (crossingOf(network, crossing) !== undefined || network.phase === to) return noChange
    if (network.phase !== from) return refused({ kind: 'phase-has-moved' })
    const why = notCrossable(network, to)
    if (why !== undefined) return refused(why)
    const signs = isBack(from, to) ? [] : signsOf(network, to, { now, whyNoClient })
    const crossed = crossedEvent({ crossing, from, to, whyNoClient }, signs)
    const round = { round: crossing, boundary: boundaryOf(from, to), now, answers }
    return accepted(crossed, ...openRoundEvents(network, round))
  },
  'change-moment'(network, { moment, momentWhen = network.momentWhen }) {
    const isSameTime = (momentWhen ?? '') === (network.momentWhen ?? '')
    if (moment === network.moment && isSameTime) return noChange
    return accepted({ kind: 'moment-changed', moment, momentWhen })
  },
  'change-outcome'(network, { outcome }) {
    if (outcome === network.outcome) return noChange
    return accepted({ kind: 'outcome-changed', outcome })
  },
}

/** The event records why there is no active client only where a sign asks for one and nobody is. */
function crossedEvent(
  { crossing, from, to, whyNoClient }: Omit<CommandOf<'cross-phase'>, 'kind'>,
  signs: readonly Sign[],
): NetworkEvent {
  const namesOf = (met: boolean) => signs.filter((sign) => sign.met === met).map(({ name }) => name)
  const needsReason = signs.some((sign) => sign.kind === 'client' && sign.people.length === 0)
  return {
    kind: 'phase-crossed',
    crossing,
    from,
    to,
    met: namesOf(true),
    unmet: namesOf(false),
    whyNoClient: needsReason ? whyNoClient : undefined,
  }
}

/** Why the network cannot cross to that phase, or `undefined` if it can: to the next phase, or the previous one. */
export function notCrossable({ phase, closing }: Network, to: Phase | 'next' | 'back'): Refusal | undefined {
  if (closing !== undefined) return { kind: 'closed' }
  const next = phaseAfter(phase)
  const previous = phaseBefore(phase)
  if (to === 'next' && next === undefined) return { kind: 'no-phase-after' }
  if (to === 'back' && previous === undefined) return { kind: 'no-phase-before' }
  if (to === 'next' || to === 'back' || to === next || to === previous) return undefined
  return { kind: 'phase-has-moved' }
}
