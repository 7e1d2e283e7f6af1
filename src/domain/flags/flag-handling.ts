// What people do with a flag, of the rules or raised by hand: they say that they know of it, clear it, or dismiss it.

import type { PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import { day } from '../core/time.ts'
import { accepted, type Decision, noChange, refused } from '../decision.ts'
import type { EventOf, NetworkEvent } from '../events.ts'
import { holders, holds } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { withEndedFlag } from './ended-flags.ts'
import { flagIdOf, flagKey } from './flag-key.ts'
import { isFlagOpen, maySeeManualFlag, recipientsOfManualFlag } from './manual-flags.ts'
import { flagRules } from './registry.ts'
import { mayReadFlag, recipientsOf, severityOf } from './rule-flags.ts'
import type { ActiveFlag, ManualFlag, SilencedFlag } from './state.ts'

/** How long a dismissed flag of the rules is not raised again. */
const silenceAfterDismissal = 14 * day

export const flagHandlingEvolve: Evolve<
  'flag-seen' | 'flag-cleared-by-hand' | 'flag-dismissed' | 'risk-gone'
> = {
  'flag-seen'(network, { flag, by, at }, maps) {
    if (by === undefined) return network
    const acknowledged = { by, at }
    return {
      ...network,
      flags: maps.updateEntry(network.flags, flag, (one) => ({ ...one, acknowledged })),
      manualFlags: maps.updateEntry(network.manualFlags, flag, (one) => ({ ...one, acknowledged })),
    }
  },
  'flag-cleared-by-hand'(network, { flag, word, by, at }, maps) {
    if (network.manualFlags.has(flag))
      return endManualFlag(network, { flag, cleared: { at, word, by } }, maps)
    return silence(network, { key: flag, by: by ?? '', at, words: word }, maps)
  },
  'flag-dismissed'(network, { flag, reason, by, at }, maps) {
    if (network.manualFlags.has(flag))
      return endManualFlag(network, { flag, dismissed: { at, reason, by } }, maps)
    const until = at + silenceAfterDismissal
    return silence(network, { key: flag, by: by ?? '', at, words: reason, until }, maps)
  },
  'risk-gone': (network, flag, maps) => ({
    ...network,
    silencedFlags: maps.withoutEntry(network.silencedFlags, flagKey(flag)),
  }),
}

interface ManualFlagEnd extends Pick<ManualFlag, 'cleared' | 'dismissed'> {
  readonly flag: string
}

function endManualFlag(network: Network, { flag, ...ended }: ManualFlagEnd, maps: MapEditor): Network {
  return {
    ...network,
    manualFlags: maps.updateEntry(network.manualFlags, flag, (one) => ({ ...one, ...ended })),
  }
}

interface Silence extends Omit<SilencedFlag, 'flag' | 'cause'> {
  readonly key: string
}

/** Takes a flag of the rules down and records who did so. */
function silence(network: Network, { key, ...details }: Silence, maps: MapEditor): Network {
  const known = network.flags.get(key)
  if (known === undefined) return network
  const { at, by, words } = details
  return {
    ...network,
    flags: maps.withoutEntry(network.flags, key),
    silencedFlags: maps.withEntry(network.silencedFlags, key, { ...flagIdOf(known), ...details }),
    endedFlags: withEndedFlag(network, known, { at, by, words }),
  }
}

/** What one person may do with a flag that they may see. */
interface Handling {
  /** The person is a recipient of the flag. */
  readonly isRecipient: boolean
  /** The person is a recipient of the flag or has raised it. */
  readonly isOwn: boolean
  readonly isAcknowledged: boolean
  /** Nobody ends an urgent flag of the rules over the heads of its recipients. */
  readonly isForRecipients: boolean
  /** A limit that is near or crossed is settled as one, not cleared away by those who stand in for an angel. */
  readonly isForAngels: boolean
  readonly recipients: 'angels' | 'entrepreneurs'
}

/** `name` is the id of a flag raised by hand, or the key of a flag of the rules. */
function handlingBy(network: Network, name: string, person: PersonId): Handling | undefined {
  const raised = network.manualFlags.get(name)
  if (raised !== undefined) return handlingOfManualFlag(network, raised, person)
  const flag = network.flags.get(name)
  if (flag === undefined || !mayReadFlag(network, flag, person)) return undefined
  return handlingOfRuleFlag(network, flag, person)
}

function handlingOfManualFlag(network: Network, raised: ManualFlag, person: PersonId): Handling | undefined {
  if (!isFlagOpen(raised) || !maySeeManualFlag(network, raised, person)) return undefined
  const isRecipient = recipientsOfManualFlag(network, raised).includes(person)
  return {
    isRecipient,
    isOwn: isRecipient || raised.by === person,
    isAcknowledged: raised.acknowledged !== undefined,
    isForRecipients: false,
    isForAngels: false,
    recipients: recipientGroup(network, 'angels'),
  }
}

function handlingOfRuleFlag(network: Network, flag: ActiveFlag, person: PersonId): Handling {
  const isRecipient = recipientsOf(network, flag).includes(person)
  return {
    isRecipient,
    isOwn: isRecipient,
    isAcknowledged: flag.acknowledged !== undefined,
    isForRecipients: severityOf(flag) === 'urgent',
    isForAngels: flag.flag === 'limit-touched' && !holds(network, person, 'guardian-angel'),
    recipients: recipientGroup(network, flagRules[flag.flag].audience),
  }
}

function recipientGroup(network: Network, audience: Handling['recipients']): Handling['recipients'] {
  if (holders(network, 'guardian-angel').length === 0) return 'entrepreneurs'
  return audience
}

/** Whether to offer the person to acknowledge the flag, to clear it, and to dismiss it. */
export function handlingOf(network: Network, name: string, person: PersonId) {
  const flag = handlingBy(network, name, person)
  if (flag === undefined) return { see: false, clear: false, dismiss: false }
  return {
    see: flag.isRecipient && !flag.isAcknowledged,
    clear: mayClear(flag),
    dismiss: mayDismiss(flag),
  }
}

function mayClear({ isOwn, isForRecipients, isForAngels }: Handling): boolean {
  return !isForAngels && (isOwn || !isForRecipients)
}

function mayDismiss({ isOwn, isForAngels }: Handling): boolean {
  return isOwn && !isForAngels
}

export const flagHandlingDecide: Decide<'see-flags' | 'clear-flag' | 'dismiss-flag'> = {
  'see-flags'(network, { flags: names }, { by }) {
    const events: NetworkEvent[] = []
    let isAnyKnown = false
    for (const name of names) {
      const flag = handlingBy(network, name, by)
      if (flag === undefined) continue
      // The person who raised a flag cannot acknowledge it: its reminder and escalation would stop.
      if (!flag.isRecipient) return refused({ kind: 'flag-of-others', who: flag.recipients })
      isAnyKnown = true
      if (!flag.isAcknowledged) events.push({ kind: 'flag-seen', flag: name })
    }
    if (!isAnyKnown) return refused({ kind: 'no-such-flag' })
    return accepted(...events)
  },

  'clear-flag': (network, { flag, word }, { by }) =>
    decideEnd(network, by, { kind: 'flag-cleared-by-hand', flag, word }),

  'dismiss-flag': (network, { flag, reason }, { by }) =>
    decideEnd(network, by, { kind: 'flag-dismissed', flag, reason }),
}

function decideEnd(
  network: Network,
  by: PersonId,
  event: EventOf<'flag-cleared-by-hand' | 'flag-dismissed'>,
): Decision {
  const flag = handlingBy(network, event.flag, by)
  if (flag === undefined) {
    // The same person ending it twice changes nothing.
    if (endedBy(network, event.flag) === by) return noChange
    return refused({ kind: 'no-such-flag' })
  }
  const isAllowed = event.kind === 'flag-dismissed' ? mayDismiss(flag) : mayClear(flag)
  if (!isAllowed && flag.isForAngels && flag.isOwn) return refused({ kind: 'limit-stays-open' })
  if (!isAllowed) return refused({ kind: 'flag-of-others', who: flag.recipients })
  return accepted(event)
}

function endedBy(network: Network, name: string): PersonId | undefined {
  const raised = network.manualFlags.get(name)
  if (raised === undefined) return network.silencedFlags.get(name)?.by
  return (raised.cleared ?? raised.dismissed)?.by
}
