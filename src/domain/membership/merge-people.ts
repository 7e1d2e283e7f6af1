// Two people of a network who turn out to be one.

import type { PersonId } from '../core/ids.ts'
import type { FlagId } from '../core/terms.ts'
import { flagKey } from '../flags/flag-key.ts'
import type { Network, Participant, RoleSpan } from '../state.ts'

/** The person `from` was known apart and is the person `to`. */
interface Merge {
  readonly from: PersonId
  readonly to: PersonId
}

/** The network in which `to` is and has done everything that `from` was and did. */
export function withMergedPerson(network: Network, merge: Merge): Network {
  const renamed = renamedIn(network, merge)
  return {
    ...renamed,
    people: mergedParticipants(network, renamed.people, merge),
    roles: withoutDuplicates(renamed.roles),
    lastActivity: mergedLastActivity(network, renamed.lastActivity, merge),
    flags: renamedFlags(renamed.flags, merge),
    silencedFlags: renamedFlags(renamed.silencedFlags, merge),
  }
}

/**
 * A copy of a part of the state in which each id `from` is `to`, as a value and as a key of a map. Ids of people are
 * UUIDs and stand in many places, so going through everything is safe and cannot miss a field. The state consists of
 * plain objects, arrays, maps and sets, so the copy has the type of the original.
 */
function renamedIn<T>(value: T, merge: Merge): T {
  return renamedValue(value, merge) as T
}

function renamedValue(value: unknown, merge: Merge): unknown {
  if (value === merge.from) return merge.to
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => renamedValue(item, merge))
  if (value instanceof Set) return new Set([...value].map((item) => renamedValue(item, merge)))
  if (value instanceof Map) return renamedMap(value, merge)
  const copy: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value)) copy[name] = renamedValue(field, merge)
  return copy
}

function renamedMap(map: ReadonlyMap<unknown, unknown>, merge: Merge): ReadonlyMap<unknown, unknown> {
  const copy = new Map<unknown, unknown>()
  for (const [key, value] of map) copy.set(renamedValue(key, merge), renamedValue(value, merge))
  return copy
}

/** The merged person has the agency of `to` and is a member if either was, since the first of them came. */
function mergedParticipants(
  network: Network,
  renamed: Network['people'],
  { from, to }: Merge,
): Network['people'] {
  const first = network.people.get(from)
  const second = network.people.get(to)
  const latest = second ?? first
  if (latest === undefined) return renamed
  const merged: Participant = {
    id: to,
    agency: latest.agency,
    agencySince: latest.agencySince,
    member: first?.member === true || second?.member === true,
    since: Math.min(first?.since ?? latest.since, latest.since),
  }
  return new Map([...renamed, [to, merged]])
}

/** A role that both hold is held once, since the first of them took it. */
function withoutDuplicates(roles: readonly RoleSpan[]): readonly RoleSpan[] {
  return roles.filter((span, index) => {
    const isSame = (other: RoleSpan) =>
      other.to === undefined && other.person === span.person && other.role === span.role
    return span.to !== undefined || !roles.slice(0, index).some(isSame)
  })
}

function mergedLastActivity(
  { lastActivity }: Network,
  renamed: Network['lastActivity'],
  { from, to }: Merge,
): Network['lastActivity'] {
  const times = [lastActivity.get(from), lastActivity.get(to)].filter((at) => at !== undefined)
  if (times.length === 0) return renamed
  return new Map([...renamed, [to, Math.max(...times)] as const])
}

/** Flags about `from` become flags about `to`, their keys too. A cause may be a role and a person as one name. */
function renamedFlags<T extends FlagId>(
  flags: ReadonlyMap<string, T>,
  { from, to }: Merge,
): ReadonlyMap<string, T> {
  const renamed = new Map<string, T>()
  for (const flag of flags.values()) {
    const { cause } = flag
    const one = cause?.endsWith(`:${from}`)
      ? { ...flag, cause: `${cause.slice(0, -from.length)}${to}` }
      : flag
    renamed.set(flagKey(one), one)
  }
  return renamed
}
