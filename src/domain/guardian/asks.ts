// Asks: what members ask of their guardian angels, and what becomes of it.

import type { PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import { accepted, type Decision, noChange, type Refusal, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { holders, holds } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { unreferredByAngel, wasReferredTo } from './referrals.ts'
import type { Ask, AskState } from './state.ts'

/** The asks that are neither done nor taken back, the oldest first. */
export function openAsks(network: Network): readonly Ask[] {
  return [...network.asks.values()].filter(({ state }) => state.kind === 'open' || state.kind === 'taken')
}

/** The angels who could still take the ask: nobody takes an ask of their own. */
export function angelsLeftFor(network: Network, ask: Ask): readonly PersonId[] {
  return holders(network, 'guardian-angel').filter(
    (angel) => angel !== ask.by && (!ask.passed.has(angel) || isTakenBy(ask, angel)),
  )
}

/** The asks that this angel can still answer. */
export function asksWaitingFor(network: Network, angel: PersonId): readonly Ask[] {
  if (network.closing !== undefined) return []
  return openAsks(network).filter(
    (ask) =>
      (ask.state.kind === 'open' || isTakenBy(ask, angel)) && angelsLeftFor(network, ask).includes(angel),
  )
}

/** The asks that one message put to this person. `message` is the version of the entry that put them. */
export function asksIn(network: Network, message: number, person: PersonId): readonly Ask[] {
  return [...network.asks.values()].filter(({ referrals }) =>
    referrals.some((one) => one.message === message && one.person === person),
  )
}

function isTakenBy({ state }: Ask, person: PersonId): boolean {
  return state.kind === 'taken' && state.by === person
}

interface AskChange {
  readonly ask: string
  readonly state: AskState
}

function withAskState(network: Network, { ask, state }: AskChange, maps: MapEditor): Network {
  return { ...network, asks: maps.updateEntry(network.asks, ask, (one) => ({ ...one, state })) }
}

/** The ask as open again, in its next round, which puts it to the angels once more. */
function reopened(ask: Ask): Ask {
  return { ...ask, state: { kind: 'open' }, round: ask.round + 1 }
}

export const asksEvolve: Evolve<
  'asked' | 'asks-put-to' | 'ask-taken' | 'ask-done' | 'ask-passed' | 'ask-dropped' | 'ask-taken-back'
> = {
  asked(network, { ask, of, text, blocker, by, at }, maps) {
    if (by === undefined) return network
    const open: Ask = {
      id: ask,
      of,
      text,
      blocker,
      by,
      at,
      state: { kind: 'open' },
      passed: new Map(),
      referrals: [],
      round: 0,
    }
    return { ...network, asks: maps.withEntry(network.asks, ask, open) }
  },
  'asks-put-to': (network, { person, asks, at, version }, maps) => ({
    ...network,
    asks: asks.reduce(
      (all, ask) =>
        maps.updateEntry(all, ask, (one) => ({
          ...one,
          referrals: [...one.referrals, { person, at, message: version, round: one.round }],
        })),
      network.asks,
    ),
  }),
  'ask-taken'(network, { ask, by, at }, maps) {
    if (by === undefined) return network
    return withAskState(network, { ask, state: { kind: 'taken', by, at } }, maps)
  },
  'ask-done'(network, { ask, word, by, at }, maps) {
    if (by === undefined) return network
    return withAskState(network, { ask, state: { kind: 'done', by, at, word } }, maps)
  },
  'ask-passed': (network, { ask, word, by }, maps) => ({
    ...network,
    asks: maps.updateEntry(network.asks, ask, (one) => {
      if (by === undefined) return one
      const passed = new Map([...one.passed, [by, word]])
      const after = isTakenBy(one, by) ? reopened(one) : one
      return { ...after, passed }
    }),
  }),
  'ask-dropped': (network, { ask }, maps) => ({
    ...network,
    asks: maps.updateEntry(network.asks, ask, reopened),
  }),
  'ask-taken-back': (network, { ask, at }, maps) =>
    withAskState(network, { ask, state: { kind: 'taken-back', at } }, maps),
}

/** Returns why this angel cannot answer the ask now, or `undefined`. */
export function notAnswerable(network: Network, id: string, angel: PersonId): Refusal | undefined {
  const ask = network.asks.get(id)
  if (ask === undefined) return { kind: 'no-such-ask' }
  const { state } = ask
  if (state.kind === 'done' || state.kind === 'taken-back') return { kind: 'ask-over' }
  if (state.kind === 'taken' && state.by !== angel) return { kind: 'ask-taken', person: state.by }
  if (ask.by === angel) return { kind: 'own-ask' }
  return undefined
}

interface AngelAnswer {
  readonly angel: PersonId
  /** Whether this angel has given the answer already. */
  readonly isGiven: (ask: Ask) => boolean
  readonly events: readonly NetworkEvent[]
}

function decideAnswer(network: Network, id: string, { angel, isGiven, events }: AngelAnswer): Decision {
  const ask = network.asks.get(id)
  if (ask !== undefined && isGiven(ask)) return noChange
  const why = notAnswerable(network, id, angel)
  if (why !== undefined) return refused(why)
  return accepted(...events)
}

/** An ask to clear a blocker clears it when it is done. */
function blockerClearedWith(network: Network, ask: string, word: string): readonly NetworkEvent[] {
  const id = network.asks.get(ask)?.blocker
  if (id === undefined) return []
  const blocker = network.blockers.get(id)
  if (blocker === undefined || blocker.cleared !== undefined) return []
  return [{ kind: 'blocker-cleared', blocker: id, word }]
}

export const asksDecide: Decide<'ask' | 'take-ask' | 'finish-ask' | 'pass-ask' | 'take-back-ask'> = {
  ask(network, { ask, of, text }) {
    if (network.asks.has(ask)) return noChange
    return accepted({ kind: 'asked', ask, of, text })
  },

  'take-ask': (network, { ask }, { by }) =>
    decideAnswer(network, ask, {
      angel: by,
      isGiven: (one) => isTakenBy(one, by),
      events: [{ kind: 'ask-taken', ask }],
    }),

  'finish-ask': (network, { ask, word }, { by }) =>
    decideAnswer(network, ask, {
      angel: by,
      isGiven: ({ state }) => state.kind === 'done' && state.by === by,
      events: [{ kind: 'ask-done', ask, word }, ...blockerClearedWith(network, ask, word)],
    }),

  'pass-ask': (network, { ask, word }, { by }) =>
    decideAnswer(network, ask, {
      angel: by,
      isGiven: (one) => one.state.kind === 'open' && one.passed.has(by),
      events: [{ kind: 'ask-passed', ask, word }],
    }),

  'take-back-ask'(network, { ask }, { by }) {
    const known = network.asks.get(ask)
    if (known === undefined) return refused({ kind: 'no-such-ask' })
    if (known.by !== by) return refused({ kind: 'not-your-ask' })
    if (known.state.kind === 'taken-back') return noChange
    if (known.state.kind === 'done') return refused({ kind: 'ask-over' })
    return accepted({ kind: 'ask-taken-back', ask })
  },
}

/** An ask is open again when the person who took it is no longer an angel. */
export function droppedAskEvents(network: Network): readonly NetworkEvent[] {
  return openAsks(network)
    .filter(({ state }) => state.kind === 'taken' && !holds(network, state.by, 'guardian-angel'))
    .map(({ id }) => ({ kind: 'ask-dropped', ask: id }))
}

/** Puts open asks to every angel who has not had them: each ask once in a round, and all of them to a new angel. */
export function askReferralEvents(network: Network): readonly NetworkEvent[] {
  const open = openAsks(network).filter(({ state }) => state.kind === 'open')
  return unreferredByAngel(network, open, (ask, angel) => {
    const referrals = ask.referrals.filter(({ round }) => round === ask.round)
    return angelsLeftFor(network, ask).includes(angel) && !wasReferredTo(network, referrals, angel)
  }).map(({ person, ids }) => ({ kind: 'asks-put-to', person, asks: ids }))
}
