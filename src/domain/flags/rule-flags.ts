// The flags of the rules: when they are raised and cleared, to whom they are put, and which share a message.

import type { Instant, PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import type { FlagId, FlagName, Severity } from '../core/terms.ts'
import type { NetworkEvent } from '../events.ts'
import { holders, holds, riskRecipients } from '../membership/members.ts'
import type { Evolve, ScheduledEvent } from '../module.ts'
import type { Network } from '../state.ts'
import { doerAt, withEndedFlag } from './ended-flags.ts'
import { flagIdOf, flagKey } from './flag-key.ts'
import { fromTheStart, type Risk } from './flag-rule.ts'
import { flagRules } from './registry.ts'
import type { ActiveFlag, EndedFlag } from './state.ts'

const names = Object.keys(flagRules) as FlagName[]

/** The position of each flag in the registry, which has the worst first. */
const rank: ReadonlyMap<FlagName, number> = new Map(names.map((name, index) => [name, index]))

export const ruleFlagsEvolve: Evolve<'flag-raised' | 'flag-cleared'> = {
  'flag-raised'(network, { flag, cause, at, again }, maps) {
    const key = flagKey({ flag, cause })
    const before = again ? flagWhenClosed(network, key) : undefined
    if (before !== undefined) return withFlagUpAgain(network, before, maps)
    const flags = maps.withEntry(network.flags, key, { flag, cause, since: at })
    if (!network.silencedFlags.has(key)) return { ...network, flags }
    return { ...network, flags, silencedFlags: maps.withoutEntry(network.silencedFlags, key) }
  },
  'flag-cleared'(network, flag, maps) {
    const key = flagKey(flag)
    const ended = { at: flag.at, by: doerAt(network, flag.at) }
    const endedFlags = withEndedFlag(network, network.flags.get(key), ended)
    return { ...network, flags: maps.withoutEntry(network.flags, key), endedFlags }
  },
}

function flagWhenClosed({ flagsWhenClosed }: Network, key: string): ActiveFlag | undefined {
  return flagsWhenClosed?.find((flag) => flagKey(flag) === key)
}

/** The flag goes on as it was before the network was closed, with who had seen it. */
function withFlagUpAgain(network: Network, flag: ActiveFlag, maps: MapEditor): Network {
  return {
    ...network,
    flags: maps.withEntry(network.flags, flagKey(flag), flag),
    endedFlags: network.endedFlags.filter(
      (one) => one.since !== flag.since || flagKey(one) !== flagKey(flag),
    ),
  }
}

/** A risk and the flag that it raises. */
interface FlagRisk {
  readonly id: FlagId
  readonly key: string
  readonly risk: Risk
}

/** The results of `risksOf`. Each decision needs them twice: for the flags now, and for those to schedule. */
const risksCache = new WeakMap<Network, readonly FlagRisk[]>()

/** Every risk that is there now or will be. A closed network has none. */
function risksOf(network: Network): readonly FlagRisk[] {
  if (network.closing !== undefined) return []
  const cached = risksCache.get(network)
  if (cached !== undefined) return cached
  const risks: FlagRisk[] = []
  for (const flag of names)
    for (const risk of flagRules[flag].risks(network, flagRules)) {
      const id = { flag, cause: risk.cause }
      risks.push({ id, key: flagKey(id), risk })
    }
  risksCache.set(network, risks)
  return risks
}

function isThere({ from, until }: Risk, now: Instant): boolean {
  return from <= now && (until === undefined || now < until)
}

export function isActive(network: Network, flag: FlagName, now: Instant): boolean {
  return flagRules[flag].risks(network, flagRules).some((risk) => isThere(risk, now))
}

/** Raises the flags whose risk is there and clears those whose risk is not. */
export function flagChanges(network: Network, now: Instant): readonly NetworkEvent[] {
  const atRisk = new Map<string, FlagId>()
  for (const { key, id, risk } of risksOf(network)) if (isThere(risk, now)) atRisk.set(key, id)
  const raised = [...atRisk].filter(([key]) => !network.flags.has(key) && silentUntil(network, key) <= now)
  const cleared = [...network.flags].filter(([key]) => !atRisk.has(key))
  const isClosed = network.closing !== undefined
  const gone = [...network.silencedFlags].filter(
    ([key, { until }]) => !isClosed && until === undefined && !atRisk.has(key),
  )
  return [
    ...gone.map(([, flag]): NetworkEvent => ({ kind: 'risk-gone', ...flagIdOf(flag) })),
    ...raised.map(([key, id]) => raisedEvent(network, { key, id, now })),
    ...cleared.map(([, flag]): NetworkEvent => ({ kind: 'flag-cleared', ...flagIdOf(flag) })),
  ]
}

interface RaisedFlag {
  readonly key: string
  readonly id: FlagId
  readonly now: Instant
}

/** What was up when the network was closed, and is when it is reopened, has been told of already. */
function raisedEvent(network: Network, { key, id, now }: RaisedFlag): NetworkEvent {
  const isReopening = network.resumed === now && flagWhenClosed(network, key) !== undefined
  return isReopening ? { kind: 'flag-raised', ...id, again: true } : { kind: 'flag-raised', ...id }
}

/** The instant before which the flag is not raised again, because somebody has cleared or dismissed it. */
function silentUntil({ silencedFlags }: Network, key: string): Instant {
  const silenced = silencedFlags.get(key)
  if (silenced === undefined) return 0
  return silenced.until ?? Number.POSITIVE_INFINITY
}

/** Yields the flags that time alone will raise, and those that it will clear. */
export function* scheduledFlagEvents(network: Network): Generator<ScheduledEvent> {
  for (const { key, id, risk } of risksOf(network)) {
    const { from, until = Number.POSITIVE_INFINITY } = risk
    if (network.flags.has(key)) {
      if (until < Number.POSITIVE_INFINITY)
        yield { at: until, events: () => [{ kind: 'flag-cleared', ...id }] }
      continue
    }
    const at = Math.max(from, silentUntil(network, key))
    if (at > fromTheStart && at < until) yield { at, events: () => [{ kind: 'flag-raised', ...id }] }
  }
}

export function severityOf({ flag }: FlagId): Severity {
  return flagRules[flag].severity
}

/** The people to whom the flag is put: its audience, or the recipients of all risks if nobody is of that audience. */
export function recipientsOf(network: Network, { flag, cause }: FlagId): readonly PersonId[] {
  const recipients = audienceOf(network, flag)
  if (cause === undefined) return recipients
  const { isKeptFromCause, doneBy } = flagRules[flag]
  const keptFrom = isKeptFromCause ? cause : doneBy?.(network, cause)
  if (keptFrom === undefined) return recipients
  return recipients.filter((person) => person !== keptFrom)
}

function audienceOf(network: Network, flag: FlagName): readonly PersonId[] {
  if (flagRules[flag].audience === 'entrepreneurs') {
    const entrepreneurs = holders(network, 'public-entrepreneur')
    if (entrepreneurs.length > 0) return entrepreneurs
  }
  return riskRecipients(network)
}

/** Whether the flag shows to the person in lists. */
export function mayReadFlag(network: Network, { flag, cause }: FlagId, person: PersonId): boolean {
  const { isAboutPerson, isKeptFromCause } = flagRules[flag]
  if (!isAboutPerson) return true
  if (isKeptFromCause && cause === person) return false
  return holds(network, person, 'public-entrepreneur') || holds(network, person, 'guardian-angel')
}

/** The flags that are up and show to the person, the worst first. */
export function activeFlagsFor(network: Network, person: PersonId): readonly ActiveFlag[] {
  return activeFlags(network).filter((flag) => mayReadFlag(network, flag, person))
}

/** The flags raised at `since` that are still up and are put to the person, the worst first, without heads-ups. */
export function flagsInMessage(network: Network, since: Instant, person: PersonId): readonly ActiveFlag[] {
  return activeFlags(network).filter(
    (flag) =>
      flag.since === since && severityOf(flag) !== 'heads-up' && recipientsOf(network, flag).includes(person),
  )
}

/** The urgent flags raised at `since` that others have ended since, and that were put to the person. */
export function endedFlagsInMessage(
  network: Network,
  since: Instant,
  person: PersonId,
): readonly EndedFlag[] {
  return network.endedFlags.filter(
    (flag) =>
      flag.since === since && flag.ended.by !== person && recipientsOf(network, flag).includes(person),
  )
}

/** All flags that are up, the worst first. */
export function activeFlags(network: Network): readonly ActiveFlag[] {
  return [...network.flags.values()].sort(
    (one, other) => (rank.get(one.flag) ?? 0) - (rank.get(other.flag) ?? 0),
  )
}
