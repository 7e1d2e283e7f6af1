// The table: what agencies put where all can use it, and its life.

import type { Instant, PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import type { Offer, ResourceState } from '../core/terms.ts'
import { day, endOfDate, minute } from '../core/time.ts'
import { accepted, type Context, type Decision, noChange, refused } from '../decision.ts'
import { holds, knownAgency, participant, sameAgency } from '../membership/members.ts'
import type { Decide, Evolve, ScheduledEvent } from '../module.ts'
import type { Network, Resource } from '../state.ts'

const undoWithin = 10 * minute
/** An offer is overdue so long after its first day; what stands and is unused, so long after its last. */
const offerOverdue = 7 * day
const unusedOverdue = 14 * day

/** It stands on the table from `on-the-table` on, also once used; an offer is only a promise. */
export function isStanding(resource: Resource): boolean {
  return resource.state === 'on-the-table' || resource.state === 'used'
}

export function standingResources(network: Network): readonly Resource[] {
  return [...network.resources.values()].filter(isStanding)
}

export function anythingStands(network: Network): boolean {
  return network.resources.values().some(isStanding)
}

/** When something last stood on the table, where now nothing does; what was struck never stood. */
export function lastStood(network: Network): Instant | undefined {
  const ends = [...network.resources.values()]
    .filter((resource) => resource.state !== 'struck')
    .flatMap((resource) => (resource.stoodTo === undefined ? [] : [resource.stoodTo]))
  return ends.length === 0 ? undefined : Math.max(...ends)
}

/** A resource is changed only by someone of its agency, or by an entrepreneur. */
export function mayChange(network: Network, person: PersonId, agency: string): boolean {
  const someone = participant(network, person)
  return (
    holds(network, person, 'public-entrepreneur') ||
    (someone !== undefined && sameAgency(someone.agency, agency))
  )
}

function onResource(
  network: Network,
  resource: string,
  changed: (one: Resource) => Resource,
  maps: MapEditor,
): Network {
  return { ...network, resources: maps.updateEntry(network.resources, resource, changed) }
}

/** The resource after it left the table, or was never put there. */
function ended(one: Resource, state: ResourceState, at: Instant): Resource {
  return one.stoodFrom === undefined ? { ...one, state } : { ...one, state, stoodTo: at }
}

export const tableEvolve: Evolve<
  | 'resource-offered'
  | 'resource-put'
  | 'resource-used'
  | 'resource-withdrawn'
  | 'resource-restored'
  | 'resource-lapsed'
  | 'resource-struck'
> = {
  'resource-offered': (network, { resource, offer, by, at }, maps) => ({
    ...network,
    resources: maps.withEntry(network.resources, resource, {
      ...offer,
      id: resource,
      at,
      state: 'offered',
      by,
    }),
  }),
  'resource-put'(network, { resource, offer, meeting, by, at }, maps) {
    const put = { state: 'on-the-table', stoodFrom: at } as const
    if (offer !== undefined) {
      const one = { ...offer, id: resource, at, ...put, meeting, by }
      return { ...network, resources: maps.withEntry(network.resources, resource, one) }
    }
    return onResource(network, resource, (one) => ({ ...one, ...put, meeting: meeting ?? one.meeting }), maps)
  },
  'resource-used': (network, { resource, at }, maps) =>
    onResource(network, resource, (one) => ({ ...one, state: 'used', was: { state: one.state, at } }), maps),
  'resource-withdrawn': (network, { resource, at }, maps) =>
    onResource(
      network,
      resource,
      (one) => ended({ ...one, was: { state: one.state, at } }, 'withdrawn', at),
      maps,
    ),
  'resource-restored': (network, { resource, state }, maps) =>
    onResource(network, resource, ({ was: _, stoodTo: __, ...one }) => ({ ...one, state }), maps),
  'resource-lapsed': (network, { resource, at }, maps) =>
    onResource(network, resource, (one) => ended(one, 'lapsed', at), maps),
  'resource-struck': (network, { resource }, maps) =>
    onResource(network, resource, (one) => ({ ...one, state: 'struck' }), maps),
}

export const tableDecide: Decide<'offer' | 'put' | 'use' | 'withdraw' | 'undo-put' | 'undo-change'> = {
  offer(network, { resource, offer }, context) {
    if (network.resources.has(resource)) return noChange
    return (
      badOffer(network, offer, context) ??
      accepted({ kind: 'resource-offered', resource, offer: tidied(network, offer) })
    )
  },

  put(network, { resource, offer, meeting }, context) {
    const known = network.resources.get(resource)
    const at = meeting !== undefined && network.meetings.has(meeting) ? { meeting } : {}
    if (offer !== undefined) {
      if (known !== undefined) return noChange
      return (
        badOffer(network, offer, context) ??
        accepted({ kind: 'resource-put', resource, offer: tidied(network, offer), ...at })
      )
    }
    return ofOwn(network, resource, context, (one) => {
      if (isStanding(one)) return noChange
      return one.state === 'offered'
        ? accepted({ kind: 'resource-put', resource, ...at })
        : refused({ kind: 'no-such-resource' })
    })
  },

  use: (network, { kind: _, ...use }, context) =>
    ofOwn(network, use.resource, context, (one) => {
      if (one.state === 'used') return noChange
      return one.state === 'on-the-table'
        ? accepted({ kind: 'resource-used', ...use })
        : refused({ kind: 'not-on-the-table' })
    }),

  withdraw: (network, { kind: _, ...withdraw }, context) =>
    ofOwn(network, withdraw.resource, context, (one) => {
      if (one.state === 'withdrawn') return noChange
      return isStanding(one) || one.state === 'offered'
        ? accepted({ kind: 'resource-withdrawn', ...withdraw })
        : refused({ kind: 'no-such-resource' })
    }),

  'undo-put'(network, { resource }, { now, by }) {
    const known = network.resources.get(resource)
    if (known === undefined || known.by !== by) return refused({ kind: 'no-such-resource' })
    if (known.state === 'struck') return noChange
    if (now > known.at + undoWithin) return refused({ kind: 'too-late-to-undo' })
    return known.state === 'on-the-table' || known.state === 'offered'
      ? accepted({ kind: 'resource-struck', resource })
      : refused({ kind: 'not-on-the-table' })
  },

  'undo-change': (network, { resource, from }, context) =>
    ofOwn(network, resource, context, ({ state, was }) => {
      if (was === undefined) return noChange
      if (state !== from) return refused({ kind: 'not-on-the-table' })
      return context.now > was.at + undoWithin
        ? refused({ kind: 'too-late-to-undo' })
        : accepted({ kind: 'resource-restored', resource, state: was.state })
    }),
}

function badOffer(network: Network, offer: Offer, { now, by }: Context): Decision | undefined {
  if (!mayChange(network, by, offer.agency)) return refused({ kind: 'only', who: 'own-agency' })
  if (offer.until !== undefined && endOfDate(offer.until, network.zone) <= now)
    return refused({ kind: 'until-has-passed' })
  return undefined
}

function tidied(network: Network, offer: Offer): Offer {
  return { ...offer, agency: knownAgency(network, offer.agency) }
}

function ofOwn(
  network: Network,
  resource: string,
  { by }: Context,
  decide: (one: Resource) => Decision,
): Decision {
  const known = network.resources.get(resource)
  if (known === undefined || known.state === 'struck') return refused({ kind: 'no-such-resource' })
  return mayChange(network, by, known.agency) ? decide(known) : refused({ kind: 'only', who: 'own-agency' })
}

/** Ends of dates are costly to reckon, and asked for at each decision; a resource that changes is another object. */
const reckoned = new WeakMap<Resource, Instant>()

/** From when on the resource is overdue, if nobody puts, uses or withdraws it. */
export function overdueFrom(network: Network, resource: Resource): Instant | undefined {
  const known = reckoned.get(resource)
  if (known !== undefined) return known
  const from = reckon(network, resource)
  if (from !== undefined) reckoned.set(resource, from)
  return from
}

function reckon(network: Network, { state, from, until }: Resource): Instant | undefined {
  if (state === 'offered' && from !== undefined) return endOfDate(from, network.zone) + offerOverdue
  if (state === 'on-the-table' && until !== undefined) return endOfDate(until, network.zone) + unusedOverdue
  return undefined
}

/** How long before its day a promise waits for whoever made it. */
const promiseNear = 7 * day

/** What this person promised that is to be on the table by now or in the next days; the first day first. */
export function promisesDue(network: Network, person: PersonId, now: Instant): readonly Resource[] {
  return [...network.resources.values()]
    .filter(({ state, by }) => state === 'offered' && by === person)
    .filter((resource) => {
      const on = promisedFor(resource)
      return on !== undefined && endOfDate(on, network.zone) - now <= promiseNear
    })
    .toSorted((one, other) => (promisedFor(one) ?? '').localeCompare(promisedFor(other) ?? ''))
}

/** The plain date on which it is to be there, where one was named. */
export function promisedFor({ from, until }: Offer): string | undefined {
  return from ?? until
}

/** An offer lapses at the end of its last day, in the network's zone. */
export function scheduledResourceEvents(network: Network, resource: Resource): readonly ScheduledEvent[] {
  if (resource.state !== 'offered' || resource.until === undefined) return []
  const at = endOfDate(resource.until, network.zone)
  return [{ at, events: () => [{ kind: 'resource-lapsed', resource: resource.id }] }]
}
