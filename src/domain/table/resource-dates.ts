// What dates bring about: what stands ends on its last day, and a promise falls due, becomes overdue and lapses.

import type { Instant, PersonId } from '../core/ids.ts'
import type { Offer } from '../core/terms.ts'
import { day, endOfDate } from '../core/time.ts'
import type { NetworkEvent } from '../events.ts'
import type { ScheduledEvent } from '../module.ts'
import type { Network } from '../state.ts'
import type { Resource } from './state.ts'
import { isBrief, isStanding } from './table.ts'

/** An offer is overdue this long after its first day. */
const offerOverdue = 7 * day
/** An offer is due this long before the day for which it was promised. */
const dueBefore = 7 * day

/** The ends of the first and the last day of a resource. */
interface DateEnds {
  readonly from?: Instant
  readonly until?: Instant
}

/**
 * The results of `dateEndsOf`. The end of a date in a zone is costly to compute and is needed at each decision. A
 * resource is never changed in place, so its entry never goes stale.
 */
const dateEndsCache = new WeakMap<Resource, DateEnds>()

function dateEndsOf(network: Network, resource: Resource): DateEnds {
  const cached = dateEndsCache.get(resource)
  if (cached !== undefined) return cached
  const { from, until } = resource
  const ends: DateEnds = {
    from: from === undefined ? undefined : endOfDate(from, network.zone),
    until: until === undefined ? undefined : endOfDate(until, network.zone),
  }
  dateEndsCache.set(resource, ends)
  return ends
}

/** The instant from which the offer is overdue unless somebody puts or withdraws it. */
export function overdueFrom(network: Network, resource: Resource): Instant | undefined {
  if (resource.state !== 'offered' || resource.from === undefined) return undefined
  const { from } = dateEndsOf(network, resource)
  return from === undefined ? undefined : from + offerOverdue
}

/** The person's offers whose day has passed or is near, the earliest day first. */
export function promisesDue(network: Network, person: PersonId, now: Instant): readonly Resource[] {
  return [...network.resources.values()]
    .filter(({ state, by }) => state === 'offered' && by === person)
    .filter((resource) => {
      const { from, until } = dateEndsOf(network, resource)
      const end = from ?? until
      return end !== undefined && end - now <= dueBefore
    })
    .toSorted((one, other) => (promisedFor(one) ?? '').localeCompare(promisedFor(other) ?? ''))
}

/** The plain date for which the resource is promised, or `undefined` if the offer names none. */
export function promisedFor({ from, until }: Offer): string | undefined {
  return from ?? until
}

/** At the end of its last day, in the network's zone, an offer lapses and what stands on the table ends. */
export function scheduledResourceEvents(network: Network, resource: Resource): readonly ScheduledEvent[] {
  const isOffered = resource.state === 'offered'
  if (resource.until === undefined || !(isOffered || isStanding(resource))) return []
  const { until: at } = dateEndsOf(network, resource)
  if (at === undefined) return []
  const { id } = resource
  if (isOffered) return [{ at, events: () => [{ kind: 'resource-lapsed', resource: id }] }]
  return [{ at, events: () => [endedEvent(network, resource)] }]
}

/** What nobody used and a date takes back at once is no more than what its giver takes back at once. */
function endedEvent(network: Network, resource: Resource): NetworkEvent {
  const brief = resource.state !== 'used' && isBrief(network, resource) ? true : undefined
  return { kind: 'resource-ended', resource: resource.id, brief }
}
