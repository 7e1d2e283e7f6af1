// The table: the resources that agencies offer, put, use and withdraw.

import { sameAgency } from '../core/agencies.ts'
import type { Instant, PersonId } from '../core/ids.ts'
import type { Offer, ResourceState } from '../core/terms.ts'
import { dateAt, endOfDate } from '../core/time.ts'
import { accepted, type Context, type Decision, noChange, type Refused, refused } from '../decision.ts'
import { heldAfter } from '../meetings/meetings.ts'
import { currentAgency, holds, knownAgency, participant } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import type { Resource } from './state.ts'

/** What is taken back, or ends without being used, after this many meetings or fewer counts as if it had never been put. */
const briefMeetings = 2

/**
 * A resource stands on the table once it was put there, also while it is in use, until it is taken back or used up or
 * its last day has passed. An offer is only a promise.
 */
export function isStanding(resource: Resource): boolean {
  return resource.state === 'on-the-table' || resource.state === 'used'
}

/** Whether it is in use, was used up, or was in use until it left the table. */
export function wasUsed({ state, was }: Resource): boolean {
  return state === 'used' || state === 'used-up' || (state !== 'struck' && was?.state === 'used')
}

export function standingResources(network: Network): readonly Resource[] {
  return [...network.resources.values()].filter(isStanding)
}

export function anythingStands(network: Network): boolean {
  return network.resources.values().some(isStanding)
}

/**
 * When the last resource left the table, or `undefined` if none ever did. A struck resource never stood on it, and one
 * that was taken back soon after it was put counts as if it had not.
 */
export function lastStood(network: Network): Instant | undefined {
  let last: Instant | undefined
  for (const { state, stoodTo, brief } of network.resources.values()) {
    if (state === 'struck' || brief || stoodTo === undefined) continue
    if (last === undefined || stoodTo > last) last = stoodTo
  }
  return last
}

/** A resource is changed only by someone of its agency, or by an entrepreneur. */
export function mayChange(network: Network, person: PersonId, agency: string): boolean {
  const someone = participant(network, person)
  return (
    holds(network, person, 'public-entrepreneur') ||
    (someone !== undefined && sameAgency(someone.agency, currentAgency(network, agency)))
  )
}

/** The resource in a state in which it does not stand on the table any more, if it ever did. */
function ended(resource: Resource, state: ResourceState, at: Instant): Resource {
  if (resource.stoodFrom === undefined) return { ...resource, state }
  return { ...resource, state, stoodTo: at }
}

/** The resource with all that an offer says, and without what this one does not say. */
function withOffer(resource: Resource, offer: Offer): Resource {
  const {
    amount: _,
    unit: __,
    terms: ___,
    from: ____,
    until: _____,
    condition: ______,
    edited: _______,
    ...rest
  } = resource
  return { ...rest, ...offer }
}

function offerOf({ kind, what, amount, unit, agency, terms, from, until, condition }: Resource): Offer {
  return { kind, what, amount, unit, agency, terms, from, until, condition }
}

export const tableEvolve: Evolve<
  | 'resource-offered'
  | 'resource-put'
  | 'resource-used'
  | 'resource-used-up'
  | 'resource-ended'
  | 'resource-changed'
  | 'resource-change-undone'
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
    const resources = maps.updateEntry(network.resources, resource, (one) => ({
      ...one,
      ...put,
      meeting: meeting ?? one.meeting,
    }))
    return { ...network, resources }
  },
  'resource-used': (network, { resource, at, by }, maps) => ({
    ...network,
    resources: maps.updateEntry(network.resources, resource, (one) => ({
      ...one,
      state: 'used',
      was: { state: one.state, at, by },
    })),
  }),
  'resource-used-up': (network, { resource, at, by }, maps) => ({
    ...network,
    resources: maps.updateEntry(network.resources, resource, (one) =>
      ended({ ...one, was: { state: one.state, at, by } }, 'used-up', at),
    ),
  }),
  'resource-ended': (network, { resource, brief, at }, maps) => ({
    ...network,
    resources: maps.updateEntry(network.resources, resource, (one) =>
      ended({ ...one, brief, was: { state: one.state, at } }, 'ended', at),
    ),
  }),
  'resource-withdrawn': (network, { resource, brief, at, by }, maps) => ({
    ...network,
    resources: maps.updateEntry(network.resources, resource, (one) =>
      ended({ ...one, brief, was: { state: one.state, at, by } }, 'withdrawn', at),
    ),
  }),
  'resource-restored': (network, { resource, state }, maps) => ({
    ...network,
    resources: maps.updateEntry(
      network.resources,
      resource,
      ({ was: _, stoodTo: __, brief: ___, ...one }) => ({
        ...one,
        state,
      }),
    ),
  }),
  'resource-changed': (network, { resource, offer, by, at }, maps) => ({
    ...network,
    resources: maps.updateEntry(network.resources, resource, (one) => ({
      ...withOffer(one, offer),
      edited: { offer: offerOf(one), at, by },
    })),
  }),
  'resource-change-undone': (network, { resource, offer }, maps) => ({
    ...network,
    resources: maps.updateEntry(network.resources, resource, (one) => withOffer(one, offer)),
  }),
  'resource-lapsed': (network, { resource, at }, maps) => ({
    ...network,
    resources: maps.updateEntry(network.resources, resource, (one) => ended(one, 'lapsed', at)),
  }),
  'resource-struck': (network, { resource }, maps) => ({
    ...network,
    resources: maps.updateEntry(network.resources, resource, (one) => ({ ...one, state: 'struck' })),
  }),
}

export const tableDecide: Decide<'offer' | 'put' | 'use' | 'use-up' | 'withdraw' | 'change-resource'> = {
  offer(network, { resource, offer }, context) {
    if (network.resources.has(resource)) return noChange
    const refusal = offerRefusal(network, offer, context)
    if (refusal !== undefined) return refusal
    return accepted({ kind: 'resource-offered', resource, offer: withKnownAgency(network, offer) })
  },

  put(network, { resource, offer, meeting }, context) {
    const knownMeeting = meeting !== undefined && network.meetings.has(meeting) ? meeting : undefined
    if (offer === undefined)
      return decideOnOwn(network, { resource, by: context.by }, (one) => {
        if (isStanding(one)) return noChange
        if (one.state !== 'offered') return refused({ kind: 'no-such-resource' })
        return accepted({ kind: 'resource-put', resource, meeting: knownMeeting })
      })
    if (network.resources.has(resource)) return noChange
    const refusal = offerRefusal(network, offer, context)
    if (refusal !== undefined) return refusal
    const agreed = withKnownAgency(network, offer)
    // What is to come later is a promise until somebody says that it is there.
    if (beginsLater(network, offer, context.now))
      return accepted({ kind: 'resource-offered', resource, offer: agreed })
    return accepted({ kind: 'resource-put', resource, offer: agreed, meeting: knownMeeting })
  },

  use: (network, { kind: _, ...use }, { by }) =>
    decideOnOwn(network, { resource: use.resource, by }, ({ state }) => {
      if (state === 'used') return noChange
      if (state !== 'on-the-table') return refused({ kind: 'not-on-the-table' })
      return accepted({ kind: 'resource-used', ...use })
    }),

  'use-up': (network, { kind: _, ...use }, { by }) =>
    decideOnOwn(network, { resource: use.resource, by }, (one) => {
      if (one.state === 'used-up') return noChange
      if (!isStanding(one)) return refused({ kind: 'not-on-the-table' })
      return accepted({ kind: 'resource-used-up', ...use })
    }),

  withdraw: (network, { kind: _, ...withdraw }, { by }) =>
    decideOnOwn(network, { resource: withdraw.resource, by }, (one) => {
      if (one.state === 'withdrawn') return noChange
      if (!isStanding(one) && one.state !== 'offered') return refused({ kind: 'no-such-resource' })
      const brief = isBrief(network, one) ? true : undefined
      return accepted({ kind: 'resource-withdrawn', ...withdraw, brief })
    }),

  'change-resource': (network, { resource, offer }, context) =>
    decideOnOwn(network, { resource, by: context.by }, (one) => {
      if (!isStanding(one) && one.state !== 'offered') return refused({ kind: 'no-such-resource' })
      const changed = { ...offer, kind: one.kind, agency: one.agency }
      if (isSameOffer(one, changed)) return noChange
      return (
        offerRefusal(network, changed, context) ??
        accepted({ kind: 'resource-changed', resource, offer: changed })
      )
    }),
}

/** Whether it has stood for so few meetings that taking it back leaves the count as if it had never been put. */
export function isBrief(network: Network, resource: Resource): boolean {
  if (!isStanding(resource) || resource.stoodFrom === undefined) return false
  return heldAfter(network, resource.stoodFrom).length <= briefMeetings
}

/** The refusal of an offer that is of another agency or whose last day has passed. */
function offerRefusal(network: Network, offer: Offer, { now, by }: Context): Refused | undefined {
  if (!mayChange(network, by, offer.agency)) return refused({ kind: 'only', who: 'own-agency' })
  if (offer.until !== undefined && endOfDate(offer.until, network.zone) <= now)
    return refused({ kind: 'until-has-passed' })
  if (offer.from !== undefined && offer.until !== undefined && offer.from > offer.until)
    return refused({ kind: 'until-before-from' })
  return undefined
}

function isSameOffer(one: Offer, other: Offer): boolean {
  const names = ['what', 'amount', 'unit', 'terms', 'from', 'until', 'condition'] as const
  return names.every((name) => one[name] === other[name])
}

/** Whether the first day of the offer is still to come. */
function beginsLater(network: Network, { from }: Offer, now: Instant): boolean {
  return from !== undefined && from > dateAt(now, network.zone).toString()
}

/** The offer with its agency as the network writes it already. */
function withKnownAgency(network: Network, offer: Offer): Offer {
  return { ...offer, agency: knownAgency(network, offer.agency) }
}

/** Decides about a resource that the person may change; any other is refused. */
export function decideOnOwn(
  network: Network,
  { resource, by }: { readonly resource: string; readonly by: PersonId },
  decide: (known: Resource) => Decision,
): Decision {
  const known = network.resources.get(resource)
  if (known === undefined || known.state === 'struck') return refused({ kind: 'no-such-resource' })
  if (!mayChange(network, by, known.agency)) return refused({ kind: 'only', who: 'own-agency' })
  return decide(known)
}
