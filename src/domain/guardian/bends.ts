// Bends: a rule bent, or a step taken before approval, with its reason; it waits for the word of an angel.

import type { PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import { accepted, type Decision, noChange, type Refusal, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { holders } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { unreferredByAngel, wasReferredTo } from './referrals.ts'
import type { Bend, BendState } from './state.ts'

/** Those on which no angel has decided, the oldest first. */
export function waitingBends(network: Network): readonly Bend[] {
  return [...network.bends.values()].filter(({ state }) => waits(state))
}

function waits({ kind }: BendState): boolean {
  return kind === 'waiting' || kind === 'talk-first'
}

/** Who could decide: nobody approves a bend of their own. */
export function decidersOf(network: Network, bend: Bend): readonly PersonId[] {
  return holders(network, 'guardian-angel').filter((angel) => angel !== bend.by)
}

/** What this angel can decide on. */
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

function become(network: Network, bend: string, state: BendState, maps: MapEditor): Network {
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
    become(network, bend, { kind: 'approved', by, at }, maps),
  'bend-declined': (network, { bend, word, by = '', at }, maps) =>
    become(network, bend, { kind: 'declined', by, at, word }, maps),
  'bend-talk-first': (network, { bend, word, by = '', at }, maps) =>
    become(network, bend, { kind: 'talk-first', by, at, word }, maps),
  'bend-taken-back': (network, { bend, at }, maps) => become(network, bend, { kind: 'taken-back', at }, maps),
}

/** Why this angel cannot decide on the bend now, or nothing. */
export function notDecidable(network: Network, id: string, angel: PersonId): Refusal | undefined {
  const bend = network.bends.get(id)
  if (bend === undefined) return { kind: 'no-such-bend' }
  if (!waits(bend.state)) return { kind: 'bend-over' }
  return bend.by === angel ? { kind: 'own-bend' } : undefined
}

/** The decision of an angel; nothing where they have decided so already. */
function decided(
  network: Network,
  angel: PersonId,
  fact: NetworkEvent & { readonly bend: string },
): Decision {
  const state = network.bends.get(fact.bend)?.state
  if (state !== undefined && 'by' in state && state.by === angel && fact.kind === `bend-${state.kind}`)
    return noChange
  const why = notDecidable(network, fact.bend, angel)
  return why === undefined ? accepted(fact) : refused(why)
}

export const bendsDecide: Decide<
  'note-bend' | 'approve-bend' | 'decline-bend' | 'talk-first' | 'take-back-bend'
> = {
  'note-bend': (network, { bend, what, why }) =>
    network.bends.has(bend) ? noChange : accepted({ kind: 'bend-noted', bend, what, why }),
  'approve-bend': (network, { bend }, { by }) => decided(network, by, { kind: 'bend-approved', bend }),
  'decline-bend': (network, { bend, word }, { by }) =>
    decided(network, by, { kind: 'bend-declined', bend, word }),
  'talk-first': (network, { bend, word }, { by }) =>
    decided(network, by, { kind: 'bend-talk-first', bend, word }),

  'take-back-bend'(network, { bend }, { by }) {
    const known = network.bends.get(bend)
    if (known === undefined) return refused({ kind: 'no-such-bend' })
    if (known.by !== by) return refused({ kind: 'not-your-bend' })
    if (known.state.kind === 'taken-back') return noChange
    return waits(known.state) ? accepted({ kind: 'bend-taken-back', bend }) : refused({ kind: 'bend-over' })
  },
}

/** To whom waiting bends go now: to every angel once, to a new one with all that wait. */
export function bendReferralEvents(network: Network): readonly NetworkEvent[] {
  return unreferredByAngel(
    network,
    waitingBends(network),
    (bend, angel) =>
      decidersOf(network, bend).includes(angel) && !wasReferredTo(network, bend.referrals, angel),
  ).map(({ person, ids }) => ({ kind: 'bends-put-to', person, bends: ids }))
}
