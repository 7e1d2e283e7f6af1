// What people do with a flag, of the rules or raised by hand: they have seen it, clear it with a word, or dismiss it.

import type { PersonId } from '../core/journal-entry.ts'
import { change, put, without } from '../core/persistent-map.ts'
import { day } from '../core/time.ts'
import { accepted, alreadySo, type Decision, refused } from '../decision.ts'
import type { Fact } from '../events.ts'
import type { FlagUp, Hushed, RaisedFlag } from '../guardian/state.ts'
import { holders } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { flagKey, idOf } from './flag-key.ts'
import { isOpen, maySeeRaised, toldOfRaised } from './manual-flags.ts'
import { flags } from './registry.ts'
import { severityOf, toldOf } from './rule-flags.ts'

/** How long a cause that was dismissed stays quiet. */
const quiet = 14 * day

export const handledFlagsEvolve: Evolve<
  'flag-seen' | 'flag-cleared-by-hand' | 'flag-dismissed' | 'risk-gone'
> = {
  'flag-seen'(network, { flag, by, at }) {
    if (by === undefined) return network
    const seen = { by, at }
    return {
      ...network,
      flags: change(network.flags, flag, (one) => ({ ...one, seen })),
      raised: change(network.raised, flag, (one) => ({ ...one, seen })),
    }
  },
  'flag-cleared-by-hand': (network, { flag, word, by, at }) =>
    network.raised.has(flag)
      ? onRaised(network, flag, { cleared: { at, word, ...(by !== undefined && { by }) } })
      : hush(network, flag, { by: by ?? '', at, words: word }),
  'flag-dismissed': (network, { flag, reason, by, at }) =>
    network.raised.has(flag)
      ? onRaised(network, flag, { dismissed: { at, reason, ...(by !== undefined && { by }) } })
      : hush(network, flag, { by: by ?? '', at, words: reason, until: at + quiet }),
  'risk-gone': (network, fact) => ({ ...network, hushed: without(network.hushed, flagKey(fact)) }),
}

function onRaised(network: Network, flag: string, ended: Partial<RaisedFlag>): Network {
  return { ...network, raised: change(network.raised, flag, (one) => ({ ...one, ...ended })) }
}

function hush(network: Network, key: string, how: Omit<Hushed, 'flag' | 'cause'>): Network {
  const known = network.flags.get(key)
  if (known === undefined) return network
  const hushed = put(network.hushed, key, { ...idOf(known), ...how })
  return { ...network, flags: without(network.flags, key), hushed }
}

/** What can be handled under this name, as far as the person may see it. */
interface Handled {
  readonly told: readonly PersonId[]
  readonly isTold: boolean
  readonly isSeen: boolean
  /** Nobody ends an urgent flag of the rules over the heads of those to whom it is put. */
  readonly isForTold: boolean
  readonly who: 'angels' | 'entrepreneurs'
}

function handledBy(network: Network, name: string, person: PersonId): Handled | undefined {
  const raised = network.raised.get(name)
  if (raised !== undefined)
    return isOpen(raised) && maySeeRaised(network, raised, person)
      ? handledRaised(network, raised, person)
      : undefined
  const flag = network.flags.get(name)
  return flag && handledOfRule(network, flag, person)
}

function handledRaised(network: Network, raised: RaisedFlag, person: PersonId): Handled {
  const told = toldOfRaised(network, raised)
  const isTold = told.includes(person) || raised.by === person
  return { told, isTold, isSeen: raised.seen !== undefined, isForTold: false, who: whoOf(network, 'angels') }
}

function handledOfRule(network: Network, flag: FlagUp, person: PersonId): Handled {
  const told = toldOf(network, flag)
  return {
    told,
    isTold: told.includes(person),
    isSeen: flag.seen !== undefined,
    isForTold: severityOf(flag) === 'urgent',
    who: whoOf(network, flags[flag.flag].audience),
  }
}

function whoOf(network: Network, audience: Handled['who']): Handled['who'] {
  return holders(network, 'guardian-angel').length === 0 ? 'entrepreneurs' : audience
}

/** Whether to offer the person that they have seen it, that they clear it, and that they dismiss it. */
export function handlingOf(network: Network, name: string, person: PersonId) {
  const flag = handledBy(network, name, person)
  return {
    see: flag?.told.includes(person) === true && !flag.isSeen,
    clear: flag !== undefined && (flag.isTold || !flag.isForTold),
    dismiss: flag?.isTold === true,
  }
}

export const handledFlagsDecide: Decide<'see-flags' | 'clear-flag' | 'dismiss-flag'> = {
  'see-flags'(network, { flags: names }, { by }) {
    const known = names.flatMap((name) => {
      const flag = handledBy(network, name, by)
      return flag === undefined ? [] : [{ name, ...flag }]
    })
    const others = known.find(({ isTold }) => !isTold)
    if (known.length === 0) return refused({ kind: 'no-such-flag' })
    if (others !== undefined) return refused({ kind: 'flag-of-others', who: others.who })
    return accepted(
      ...known
        .filter(({ isSeen }) => !isSeen)
        .map(({ name }) => ({ kind: 'flag-seen', flag: name }) as const),
    )
  },

  'clear-flag': (network, { flag, word }, { by }) =>
    ends(network, flag, by, ({ isTold, isForTold }) => isTold || !isForTold, {
      kind: 'flag-cleared-by-hand',
      flag,
      word,
    }),

  'dismiss-flag': (network, { flag, reason }, { by }) =>
    ends(network, flag, by, ({ isTold }) => isTold, { kind: 'flag-dismissed', flag, reason }),
}

function ends(
  network: Network,
  name: string,
  by: PersonId,
  may: (flag: Handled) => boolean,
  fact: Fact,
): Decision {
  const flag = handledBy(network, name, by)
  if (flag !== undefined)
    return may(flag) ? accepted(fact) : refused({ kind: 'flag-of-others', who: flag.who })
  return endedBy(network, name) === by ? alreadySo : refused({ kind: 'no-such-flag' })
}

function endedBy(network: Network, name: string): PersonId | undefined {
  const raised = network.raised.get(name)
  return raised === undefined ? network.hushed.get(name)?.by : (raised.cleared ?? raised.dismissed)?.by
}
