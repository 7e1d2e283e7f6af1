// What people do with a flag, of the rules or raised by hand: they have seen it, clear it with a word, or dismiss it.

import type { PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import { day } from '../core/time.ts'
import { accepted, type Decision, noChange, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { holders } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { flagIdOf, flagKey } from './flag-key.ts'
import { isFlagOpen, maySeeManualFlag, recipientsOfManualFlag } from './manual-flags.ts'
import { flagRules } from './registry.ts'
import { recipientsOf, severityOf } from './rule-flags.ts'
import type { ActiveFlag, ManualFlag, SilencedFlag } from './state.ts'

/** How long a cause that was dismissed stays quiet. */
const quiet = 14 * day

export const flagHandlingEvolve: Evolve<
  'flag-seen' | 'flag-cleared-by-hand' | 'flag-dismissed' | 'risk-gone'
> = {
  'flag-seen'(network, { flag, by, at }, maps) {
    if (by === undefined) return network
    const acknowledged = { by, at }
    return {
      ...network,
      flags: maps.updateEntry(network.flags, flag, (one) => ({ ...one, acknowledged })),
      manualFlags: maps.updateEntry(network.manualFlags, flag, (one) => ({
        ...one,
        acknowledged: acknowledged,
      })),
    }
  },
  'flag-cleared-by-hand': (network, { flag, word, by, at }, maps) =>
    network.manualFlags.has(flag)
      ? onRaised(network, flag, { cleared: { at, word, by } }, maps)
      : hush(network, flag, { by: by ?? '', at, words: word }, maps),
  'flag-dismissed': (network, { flag, reason, by, at }, maps) =>
    network.manualFlags.has(flag)
      ? onRaised(network, flag, { dismissed: { at, reason, by } }, maps)
      : hush(network, flag, { by: by ?? '', at, words: reason, until: at + quiet }, maps),
  'risk-gone': (network, fact, maps) => ({
    ...network,
    silencedFlags: maps.withoutEntry(network.silencedFlags, flagKey(fact)),
  }),
}

function onRaised(network: Network, flag: string, ended: Partial<ManualFlag>, maps: MapEditor): Network {
  return {
    ...network,
    manualFlags: maps.updateEntry(network.manualFlags, flag, (one) => ({ ...one, ...ended })),
  }
}

function hush(
  network: Network,
  key: string,
  how: Omit<SilencedFlag, 'flag' | 'cause'>,
  maps: MapEditor,
): Network {
  const known = network.flags.get(key)
  if (known === undefined) return network
  const silencedFlags = maps.withEntry(network.silencedFlags, key, { ...flagIdOf(known), ...how })
  return { ...network, flags: maps.withoutEntry(network.flags, key), silencedFlags }
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
  const raised = network.manualFlags.get(name)
  if (raised !== undefined)
    return isFlagOpen(raised) && maySeeManualFlag(network, raised, person)
      ? handledRaised(network, raised, person)
      : undefined
  const flag = network.flags.get(name)
  return flag && handledOfRule(network, flag, person)
}

function handledRaised(network: Network, raised: ManualFlag, person: PersonId): Handled {
  const told = recipientsOfManualFlag(network, raised)
  const isTold = told.includes(person) || raised.by === person
  return {
    told,
    isTold,
    isSeen: raised.acknowledged !== undefined,
    isForTold: false,
    who: whoOf(network, 'angels'),
  }
}

function handledOfRule(network: Network, flag: ActiveFlag, person: PersonId): Handled {
  const told = recipientsOf(network, flag)
  return {
    told,
    isTold: told.includes(person),
    isSeen: flag.acknowledged !== undefined,
    isForTold: severityOf(flag) === 'urgent',
    who: whoOf(network, flagRules[flag.flag].audience),
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

export const flagHandlingDecide: Decide<'see-flags' | 'clear-flag' | 'dismiss-flag'> = {
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
  fact: NetworkEvent,
): Decision {
  const flag = handledBy(network, name, by)
  if (flag !== undefined)
    return may(flag) ? accepted(fact) : refused({ kind: 'flag-of-others', who: flag.who })
  return endedBy(network, name) === by ? noChange : refused({ kind: 'no-such-flag' })
}

function endedBy(network: Network, name: string): PersonId | undefined {
  const raised = network.manualFlags.get(name)
  return raised === undefined ? network.silencedFlags.get(name)?.by : (raised.cleared ?? raised.dismissed)?.by
}
