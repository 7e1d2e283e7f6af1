// Phases: where a network is, crossing into the next, going back; and its moment and shared outcome in other words.

import type { Boundary, Phase } from '../core/terms.ts'
import { accepted, type Decision, noChange, type Refusal, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network, PhaseSpan } from '../state.ts'
import { signsOf } from './phase-signs.ts'
import { withPreviousWording } from './previous-wording.ts'
import { openRoundEvent } from './reflection-rounds.ts'

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
  return isBack(from, to) || to === 'before-starting' ? 'back' : to
}

/** The crossing, back or forth, of that id. */
export function crossingOf(network: Network, crossing: string): PhaseSpan | undefined {
  return network.phases.find((span) => span.crossing === crossing)
}

/** The reason that was given last for having no active client. */
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
  'moment-changed': (network, { moment, ...stamp }) => ({
    ...network,
    moment,
    previousWordings: withPreviousWording(network, 'moment', stamp, 'changed'),
  }),
  'outcome-changed': (network, { outcome, ...stamp }) => ({
    ...network,
    outcome,
    previousWordings: withPreviousWording(network, 'outcome', stamp, 'changed'),
  }),
}

export const phasesDecide: Decide<'cross-phase' | 'change-moment' | 'change-outcome'> = {
  'cross-phase'(network, { crossing, from, to, whyNoClient }, { now, answers }): Decision {
    if (crossingOf(network, crossing) !== undefined || network.phase === to) return noChange
    const why = network.phase === from ? notCrossable(network, to) : ({ kind: 'phase-has-moved' } as const)
    if (why !== undefined) return refused(why)
    const signs = isBack(from, to) ? [] : signsOf(network, to, now, whyNoClient)
    const named = (met: boolean) => signs.filter((sign) => sign.met === met).map(({ name }) => name)
    const asksWhy = signs.some((sign) => sign.kind === 'client' && sign.people.length === 0)
    const crossed: NetworkEvent = {
      kind: 'phase-crossed',
      crossing,
      from,
      to,
      met: named(true),
      unmet: named(false),
      ...(asksWhy && whyNoClient !== undefined && { whyNoClient }),
    }
    return accepted(crossed, ...openRoundEvent(network, crossing, boundaryOf(from, to), now, answers))
  },
  'change-moment': (network, { moment }) =>
    moment === network.moment ? noChange : accepted({ kind: 'moment-changed', moment }),
  'change-outcome': (network, { outcome }) =>
    outcome === network.outcome ? noChange : accepted({ kind: 'outcome-changed', outcome }),
}

/** Why one cannot cross from here to that phase, or nothing: one step forth or back, and no other. */
export function notCrossable({ phase, closing }: Network, to: Phase | 'next' | 'back'): Refusal | undefined {
  if (closing !== undefined) return { kind: 'closed' }
  if (to === 'next') return phaseAfter(phase) === undefined ? { kind: 'no-phase-after' } : undefined
  if (to === 'back') return phaseBefore(phase) === undefined ? { kind: 'no-phase-before' } : undefined
  return to === phaseAfter(phase) || to === phaseBefore(phase) ? undefined : { kind: 'phase-has-moved' }
}
