// Bends: a rule that was bent, or a step taken before approval, with its reason. A bend waits for an angel to decide.

import type { PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import { accepted, type Decision, noChange, type Refusal, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { holders } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { unreferredByAngel, wasReferredTo } from './referrals.ts'
import type { Bend, BendState } from './state.ts'

/** The bends on which no angel has decided, the oldest first. */
export function waitingBends(network: Network): readonly Bend[] {
  return [...network.bends.values()].filter(({ state }) => isWaiting(state))
}

function isWaiting({ kind }: BendState): boolean {
  return kind === 'waiting' || kind === 'talk-first'
}

/** The angels who could decide: nobody decides on a bend of their own. */
export function decidersOf(network: Network, bend: Bend): readonly PersonId[] {
  return holders(network, 'guardian-angel').filter((angel) => angel !== bend.by)
}

/** The bends on which this angel can decide. */
export function bendsWaitingFor(network: Network, angel: PersonId): readonly Bend[] {
  if (network.closing !== undefined) return []
  return waitingBends(network).filter((bend) => decidersOf(network, bend).includes(angel))
}

/** The bends that one message put to this person. */
export function bendsIn(network: Network, message: number, person: PersonId): readonly Bend[] {
  return [...network.bends.values()].filter(({ referrals }) =>
    referrals.some((one) => one.message === message && one.person === person),
  )
}

interface BendChange {
  readonly bend: string
  readonly state: BendState
}

function withBendState(network: Network, { bend, state }: BendChange, maps: MapEditor): Network {
  return { ...network, bends: maps.updateEntry(network.bends, bend, (one) => ({ ...one, state })) }
}

export const bendsEvolve: Evolve<
  'bend-noted' | 'bends-put-to' | 'bend-approved' | 'bend-declined' | 'bend-talk-first' | 'bend-taken-back'
> = {
  'bend-noted'(network, { bend, what, why, by, at }, maps) {
    if (by === undefined) return network
    const noted: Bend = { id: bend, what, why, by, at, state: { kind: 'waiting' }, referrals: [] }
    return { ...network, bends: maps.withEntry(network.bends, bend, noted) }
  },
  'bends-put-to': (network, { person, bends, at, version }, maps) => ({
    ...network,
    bends: bends.reduce(
      (all, bend) =>
        maps.updateEntry(all, bend, (one) => ({
          ...one,
          referrals: [...one.referrals, { person, at, message: version }],
        })),
      network.bends,
    ),
  }),
  'bend-approved': (network, { bend, by = '', at }, maps) =>
    withBendState(network, { bend, state: { kind: 'approved', by, at } }, maps),
  'bend-declined': (network, { bend, word, by = '', at }, maps) =>
    withBendState(network, { bend, state: { kind: 'declined', by, at, word } }, maps),
  'bend-talk-first': (network, { bend, word, by = '', at }, maps) =>
    withBendState(network, { bend, state: { kind: 'talk-first', by, at, word } }, maps),
  'bend-taken-back': (network, { bend, at }, maps) =>
    withBendState(network, { bend, state: { kind: 'taken-back', at } }, maps),
}

/** Returns why this angel cannot decide on the bend now, or `undefined`. */
export function notDecidable(network: Network, id: string, angel: PersonId): Refusal | undefined {
  const bend = network.bends.get(id)
  if (bend === undefined) return { kind: 'no-such-bend' }
  if (!isWaiting(bend.state)) return { kind: 'bend-over' }
  if (bend.by === angel) return { kind: 'own-bend' }
  return undefined
}

/** An angel decides; the same decision by the same angel changes nothing. */
function decideBend(
  network: Network,
  angel: PersonId,
  event: NetworkEvent & { readonly bend: string },
): Decision {
  const state = network.bends.get(event.bend)?.state
  if (state !== undefined && 'by' in state && state.by === angel && event.kind === `bend-${state.kind}`)
    return noChange
  const why = notDecidable(network, event.bend, angel)
  if (why !== undefined) return refused(why)
  return accepted(event)
}

export const bendsDecide: Decide<
  'note-bend' | 'approve-bend' | 'decline-bend' | 'talk-first' | 'take-back-bend'
> = {
  'note-bend'(network, { bend, what, why }) {
    if (network.bends.has(bend)) return noChange
    return accepted({ kind: 'bend-noted', bend, what, why })
  },
  'approve-bend': (network, { bend }, { by }) => decideBend(network, by, { kind: 'bend-approved', bend }),
  'decline-bend': (network, { bend, word }, { by }) =>
    decideBend(network, by, { kind: 'bend-declined', bend, word }),
  'talk-first': (network, { bend, word }, { by }) =>
    decideBend(network, by, { kind: 'bend-talk-first', bend, word }),

  'take-back-bend'(network, { bend }, { by }) {
    const known = network.bends.get(bend)
    if (known === undefined) return refused({ kind: 'no-such-bend' })
    if (known.by !== by) return refused({ kind: 'not-your-bend' })
    if (known.state.kind === 'taken-back') return noChange
    if (!isWaiting(known.state)) return refused({ kind: 'bend-over' })
    return accepted({ kind: 'bend-taken-back', bend })
  },
}

/** Puts waiting bends to every angel who has not had them: each bend once, and all of them to a new angel. */
export function bendReferralEvents(network: Network): readonly NetworkEvent[] {
  return unreferredByAngel(
    network,
    waitingBends(network),
    (bend, angel) =>
      decidersOf(network, bend).includes(angel) && !wasReferredTo(network, bend.referrals, angel),
  ).map(({ person, ids }) => ({ kind: 'bends-put-to', person, bends: ids }))
}
