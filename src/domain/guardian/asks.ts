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

/** Those that are neither done nor taken back, the oldest first. */
export function openAsks(network: Network): readonly Ask[] {
  return [...network.asks.values()].filter(({ state }) => state.kind === 'open' || state.kind === 'taken')
}

/** The angels who could still take it: nobody takes an ask of their own. */
export function angelsLeftFor(network: Network, ask: Ask): readonly PersonId[] {
  return holders(network, 'guardian-angel').filter(
    (angel) => angel !== ask.by && (!ask.passed.has(angel) || isTakenBy(ask, angel)),
  )
}

/** What this angel can still answer. */
export function asksWaitingFor(network: Network, angel: PersonId): readonly Ask[] {
  if (network.closing !== undefined) return []
  return openAsks(network).filter(
    (ask) =>
      (ask.state.kind === 'open' || isTakenBy(ask, angel)) && angelsLeftFor(network, ask).includes(angel),
  )
}

/** The asks that one message put to this person. */
export function asksIn(network: Network, message: number, person: PersonId): readonly Ask[] {
  return [...network.asks.values()].filter(({ referrals }) =>
    referrals.some((one) => one.message === message && one.person === person),
  )
}

function isTakenBy({ state }: Ask, person: PersonId): boolean {
  return state.kind === 'taken' && state.by === person
}

function become(network: Network, ask: string, state: AskState, maps: MapEditor): Network {
  return { ...network, asks: maps.updateEntry(network.asks, ask, (one) => ({ ...one, state })) }
}

/** Nobody has it any more, and the angels are to hear so. */
function letGo(ask: Ask): Ask {
  return { ...ask, state: { kind: 'open' }, round: ask.round + 1 }
}

export const asksEvolve: Evolve<
  'asked' | 'asks-put-to' | 'ask-taken' | 'ask-done' | 'ask-passed' | 'ask-dropped' | 'ask-taken-back'
> = {
  asked(network, { ask, of, text, blocker, by, at }, maps) {
    if (by === undefined) return network
    const asked: Ask = {
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
    return { ...network, asks: maps.withEntry(network.asks, ask, asked) }
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
  'ask-taken': (network, { ask, by, at }, maps) =>
    by === undefined ? network : become(network, ask, { kind: 'taken', by, at }, maps),
  'ask-done': (network, { ask, word, by, at }, maps) =>
    by === undefined ? network : become(network, ask, { kind: 'done', by, at, word }, maps),
  'ask-passed': (network, { ask, word, by }, maps) => ({
    ...network,
    asks: maps.updateEntry(network.asks, ask, (one) => {
      if (by === undefined) return one
      const passed = new Map([...one.passed, [by, word]])
      return isTakenBy(one, by) ? { ...letGo(one), passed } : { ...one, passed }
    }),
  }),
  'ask-dropped': (network, { ask }, maps) => ({
    ...network,
    asks: maps.updateEntry(network.asks, ask, letGo),
  }),
  'ask-taken-back': (network, { ask, at }, maps) => become(network, ask, { kind: 'taken-back', at }, maps),
}

/** Why this angel cannot answer the ask now, or nothing. */
export function notAnswerable(network: Network, id: string, angel: PersonId): Refusal | undefined {
  const ask = network.asks.get(id)
  if (ask === undefined) return { kind: 'no-such-ask' }
  const { state } = ask
  if (state.kind === 'done' || state.kind === 'taken-back') return { kind: 'ask-over' }
  if (state.kind === 'taken' && state.by !== angel) return { kind: 'ask-taken', person: state.by }
  return ask.by === angel ? { kind: 'own-ask' } : undefined
}

/** The answer of an angel; `isSo` where it was given already. */
function answered(
  network: Network,
  id: string,
  angel: PersonId,
  isSo: (ask: Ask) => boolean,
  ...facts: readonly NetworkEvent[]
): Decision {
  const ask = network.asks.get(id)
  if (ask !== undefined && isSo(ask)) return noChange
  const why = notAnswerable(network, id, angel)
  return why === undefined ? accepted(...facts) : refused(why)
}

/** What an angel was asked to take away is away once that is done. */
function clearedWith(network: Network, ask: string, word: string): readonly NetworkEvent[] {
  const blocker = network.asks.get(ask)?.blocker
  const known = blocker === undefined ? undefined : network.blockers.get(blocker)
  return known === undefined || known.cleared !== undefined
    ? []
    : [{ kind: 'blocker-cleared', blocker: known.id, word }]
}

export const asksDecide: Decide<'ask' | 'take-ask' | 'finish-ask' | 'pass-ask' | 'take-back-ask'> = {
  ask: (network, { ask, of, text }) =>
    network.asks.has(ask) ? noChange : accepted({ kind: 'asked', ask, of, text }),

  'take-ask': (network, { ask }, { by }) =>
    answered(network, ask, by, (one) => isTakenBy(one, by), { kind: 'ask-taken', ask }),

  'finish-ask': (network, { ask, word }, { by }) =>
    answered(
      network,
      ask,
      by,
      ({ state }) => state.kind === 'done' && state.by === by,
      { kind: 'ask-done', ask, word },
      ...clearedWith(network, ask, word),
    ),

  'pass-ask': (network, { ask, word }, { by }) =>
    answered(network, ask, by, (one) => one.state.kind === 'open' && one.passed.has(by), {
      kind: 'ask-passed',
      ask,
      word,
    }),

  'take-back-ask'(network, { ask }, { by }) {
    const known = network.asks.get(ask)
    if (known === undefined) return refused({ kind: 'no-such-ask' })
    if (known.by !== by) return refused({ kind: 'not-your-ask' })
    if (known.state.kind === 'taken-back') return noChange
    return known.state.kind === 'done'
      ? refused({ kind: 'ask-over' })
      : accepted({ kind: 'ask-taken-back', ask })
  },
}

/** Whoever has it is an angel no more: it is open again. */
export function droppedAskEvents(network: Network): readonly NetworkEvent[] {
  return openAsks(network).flatMap(({ id, state }) =>
    state.kind === 'taken' && !holds(network, state.by, 'guardian-angel')
      ? [{ kind: 'ask-dropped', ask: id }]
      : [],
  )
}

/** To whom open asks go now: to every angel once, to a new one with all that is open. */
export function askReferralEvents(network: Network): readonly NetworkEvent[] {
  const open = openAsks(network).filter(({ state }) => state.kind === 'open')
  return unreferredByAngel(network, open, (ask, angel) => {
    const puts = ask.referrals.filter(({ round }) => round === ask.round)
    return angelsLeftFor(network, ask).includes(angel) && !wasReferredTo(network, puts, angel)
  }).map(({ person, ids }) => ({ kind: 'asks-put-to', person, asks: ids }))
}
