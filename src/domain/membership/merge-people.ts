// Two people of a network who turn out to be one.
import type { PersonId } from '../core/ids.ts'
import type { FlagId } from '../core/terms.ts'
import { flagKey } from '../flags/flag-key.ts'
import type { Network, Participant, RoleSpan } from '../state.ts'

/** Whatever `from` was and did, `person` is and has done. */
export function withMergedPerson(network: Network, from: PersonId, person: PersonId): Network {
  const both = [network.people.get(from), network.people.get(person)].filter((one) => one !== undefined)
  const renamed = renamedIn(network, from, person) as Network
  const one = both.reduce<Participant | undefined>(
    (first, second) => ({
      id: person,
      agency: second.agency,
      member: second.member || first?.member === true,
      since: Math.min(second.since, first?.since ?? second.since),
    }),
    undefined,
  )
  return {
    ...renamed,
    people: one === undefined ? renamed.people : new Map([...renamed.people, [person, one]]),
    roles: withoutDoubles(renamed.roles),
    lastActivity: withLater(network, renamed, from, person),
    flags: aboutOne(renamed.flags, from, person),
    silencedFlags: aboutOne(renamed.silencedFlags, from, person),
  }
}

/** Ids of people stand in many places and are like nothing else, so that all of the state is gone through. */
function renamedIn(value: unknown, from: PersonId, to: PersonId): unknown {
  if (value === from) return to
  if (Array.isArray(value)) return value.map((each) => renamedIn(each, from, to))
  if (value instanceof Set) return new Set([...value].map((each) => renamedIn(each, from, to)))
  if (value instanceof Map)
    return new Map([...value].map(([key, each]) => [renamedIn(key, from, to), renamedIn(each, from, to)]))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renamedIn(each, from, to)]))
}

/** Flags about `from` are about `person`, also by their keys. */
function aboutOne<T extends FlagId>(flags: ReadonlyMap<string, T>, from: PersonId, person: PersonId) {
  return new Map(
    [...flags.values()].map((flag): [string, T] => {
      const isOfRole = flag.cause?.endsWith(`:${from}`) === true
      const one = isOfRole ? { ...flag, cause: `${flag.cause?.slice(0, -from.length)}${person}` } : flag
      return [flagKey(one), one]
    }),
  )
}

function withLater({ lastActivity }: Network, renamed: Network, from: PersonId, person: PersonId) {
  const deeds = [lastActivity.get(from), lastActivity.get(person)].filter((at) => at !== undefined)
  return deeds.length === 0
    ? renamed.lastActivity
    : new Map([...renamed.lastActivity, [person, Math.max(...deeds)] as const])
}

/** A role that both hold is held once, for as long as the first of them has held it. */
function withoutDoubles(roles: readonly RoleSpan[]): readonly RoleSpan[] {
  return roles.filter(
    (span, index) =>
      span.to !== undefined ||
      !roles
        .slice(0, index)
        .some((other) => other.to === undefined && other.person === span.person && other.role === span.role),
  )
}
