// What came onto the table and what left it, as the channels are told: some minutes later, and together.

import type { Instant } from '../core/ids.ts'
import { minute } from '../core/time.ts'
import { meetingsInState } from '../meetings/meetings.ts'
import type { Network } from '../state.ts'
import type { Resource } from './state.ts'
import { isStanding } from './table.ts'

/** Whether something came onto the table or left it. */
export type TableChange = 'came' | 'left'

/** As long as it can be undone, a change is told to no channel, so that what is undone leaves no trace. */
export const toldAfter = 10 * minute

/**
 * The resources that a message about the change at `at` tells of. Changes that follow each other within minutes are told
 * together with the last of them, so that there are none where a later message tells of this one. What was undone, what
 * left again before it was told, and what an open check-in shows already is told to nobody.
 */
export function changesToTell(network: Network, as: TableChange, at: Instant): readonly Resource[] {
  if (as === 'came' && isShownInCheckIn(network)) return []
  const resources = [...network.resources.values()]
  const instants = resources.flatMap((one) => changedAt(one, as) ?? []).toSorted((one, other) => other - one)
  if (instants.some((one) => one > at && one < at + toldAfter)) return []
  let first = at
  for (const one of instants) if (one <= at && one > first - toldAfter) first = one
  return resources.filter((one) => isStillSo(one, as) && isBetween(changedAt(one, as), first, at))
}

/** An open check-in shows all that stands. */
export function isShownInCheckIn(network: Network): boolean {
  return meetingsInState(network, 'checking-in').length > 0
}

function changedAt({ stoodFrom, stoodTo }: Resource, as: TableChange): Instant | undefined {
  return as === 'came' ? stoodFrom : stoodTo
}

function isStillSo(resource: Resource, as: TableChange): boolean {
  if (as === 'came') return isStanding(resource)
  const { state, stoodFrom = 0, stoodTo = 0 } = resource
  return state !== 'struck' && !isStanding(resource) && stoodTo >= stoodFrom + toldAfter
}

function isBetween(at: Instant | undefined, first: Instant, last: Instant): boolean {
  return at !== undefined && at >= first && at <= last
}
