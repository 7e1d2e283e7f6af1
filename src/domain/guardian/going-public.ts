// Under the radar, and going public: proposed by an entrepreneur, decided by an angel.

import type { PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import { accepted, type Decision, noChange, type Refusal, refused } from '../decision.ts'
import type { EventOf, NetworkEvent } from '../events.ts'
import { holders } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { unreferredByAngel, wasReferredTo } from './referrals.ts'
import type { PublicProposal, PublicProposalState } from './state.ts'

/** The proposal on which no angel has decided. There is one at a time. */
export function openProposal(network: Network): PublicProposal | undefined {
  return [...network.publicProposals.values()].find(({ state }) => state.kind === 'open')
}

/** The angels who could decide: nobody decides on a proposal of their own. */
export function publicDeciders(network: Network, proposal: PublicProposal): readonly PersonId[] {
  return holders(network, 'guardian-angel').filter((angel) => angel !== proposal.by)
}

/** The proposal that waits for this angel. */
export function proposalFor(network: Network, angel: PersonId): PublicProposal | undefined {
  if (network.closing !== undefined) return undefined
  const open = openProposal(network)
  if (open === undefined || !publicDeciders(network, open).includes(angel)) return undefined
  return open
}

/** Whether people outside may find the network. */
export function isFindable(network: Network): boolean {
  return network.public !== undefined && network.closing === undefined
}

interface ProposalChange {
  readonly proposal: string
  readonly state: PublicProposalState
}

function withProposalState(network: Network, { proposal, state }: ProposalChange, maps: MapEditor): Network {
  return {
    ...network,
    publicProposals: maps.updateEntry(network.publicProposals, proposal, (one) => ({ ...one, state })),
  }
}

export const goingPublicEvolve: Evolve<
  | 'going-public-proposed'
  | 'going-public-put-to'
  | 'went-public'
  | 'not-yet-public'
  | 'going-public-taken-back'
  | 'went-under-the-radar'
> = {
  'going-public-proposed'(network, { proposal, why, by, at }, maps) {
    if (by === undefined) return network
    const proposed: PublicProposal = { id: proposal, why, by, at, state: { kind: 'open' }, referrals: [] }
    return { ...network, publicProposals: maps.withEntry(network.publicProposals, proposal, proposed) }
  },
  'going-public-put-to': (network, { person, proposal, at, version }, maps) => ({
    ...network,
    publicProposals: maps.updateEntry(network.publicProposals, proposal, (one) => ({
      ...one,
      referrals: [...one.referrals, { person, at, message: version }],
    })),
  }),
  'went-public': (network, { proposal, by = '', at }, maps) => ({
    ...withProposalState(network, { proposal, state: { kind: 'public', by, at } }, maps),
    public: at,
  }),
  'not-yet-public': (network, { proposal, word, by = '', at }, maps) =>
    withProposalState(network, { proposal, state: { kind: 'not-yet', by, at, word } }, maps),
  'going-public-taken-back': (network, { proposal, at }, maps) =>
    withProposalState(network, { proposal, state: { kind: 'taken-back', at } }, maps),
  'went-under-the-radar'(network) {
    const { public: _, ...hidden } = network
    return hidden
  },
}

/** Returns why this angel cannot decide on the proposal now, or `undefined`. */
export function notPublicDecidable(network: Network, id: string, angel: PersonId): Refusal | undefined {
  const known = network.publicProposals.get(id)
  if (known === undefined) return { kind: 'no-such-proposal' }
  if (known.state.kind !== 'open') return { kind: 'going-public-over' }
  if (known.by === angel) return { kind: 'own-proposal' }
  return undefined
}

/** An angel decides; the same decision by the same angel changes nothing. */
function decideProposal(
  network: Network,
  angel: PersonId,
  event: EventOf<'went-public' | 'not-yet-public'>,
): Decision {
  const state = network.publicProposals.get(event.proposal)?.state
  const stateAfter = event.kind === 'went-public' ? 'public' : 'not-yet'
  if (state?.kind === stateAfter && state.by === angel) return noChange
  const why = notPublicDecidable(network, event.proposal, angel)
  if (why !== undefined) return refused(why)
  return accepted(event)
}

export const goingPublicDecide: Decide<
  'propose-going-public' | 'go-public' | 'not-yet-public' | 'take-back-going-public' | 'go-under-the-radar'
> = {
  'propose-going-public'(network, { proposal, why }) {
    if (network.publicProposals.has(proposal)) return noChange
    if (network.public !== undefined) return refused({ kind: 'public-already' })
    if (openProposal(network) !== undefined) return refused({ kind: 'proposed-already' })
    return accepted({ kind: 'going-public-proposed', proposal, why })
  },

  'go-public': (network, { proposal }, { by }) =>
    decideProposal(network, by, { kind: 'went-public', proposal }),

  'not-yet-public': (network, { proposal, word }, { by }) =>
    decideProposal(network, by, { kind: 'not-yet-public', proposal, word }),

  'take-back-going-public'(network, { proposal }) {
    const state = network.publicProposals.get(proposal)?.state
    if (state === undefined) return refused({ kind: 'no-such-proposal' })
    if (state.kind === 'taken-back') return noChange
    if (state.kind !== 'open') return refused({ kind: 'going-public-over' })
    return accepted({ kind: 'going-public-taken-back', proposal })
  },

  'go-under-the-radar'(network) {
    if (network.public === undefined) return noChange
    return accepted({ kind: 'went-under-the-radar' })
  },
}

/** Puts the open proposal to every angel once. */
export function proposalReferralEvents(network: Network): readonly NetworkEvent[] {
  const open = openProposal(network)
  if (open === undefined) return []
  return unreferredByAngel(
    network,
    [open],
    (one, angel) =>
      publicDeciders(network, one).includes(angel) && !wasReferredTo(network, one.referrals, angel),
  ).map(({ person }) => ({ kind: 'going-public-put-to', person, proposal: open.id }))
}
