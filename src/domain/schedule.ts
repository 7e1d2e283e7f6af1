// What happens in a network by itself, and what of it comes first.

import type { IsHoliday } from './core/time.ts'
import { scheduledFlagEvents } from './flags/rule-flags.ts'
import { scheduledCheckInEvents } from './meetings/check-ins.ts'
import { scheduledMeetingEvents } from './meetings/meetings.ts'
import { scheduledWeekLimit } from './meetings/six-meeting-rule.ts'
import type { ScheduledEvent } from './module.ts'
import { scheduledRoundEvents } from './phases/reflection-rounds.ts'
import type { Network } from './state.ts'
import { scheduledResourceEvents } from './table/resource-dates.ts'

/** The first event that happens by itself, whether it is due already or not. */
export function nextScheduledEvent(network: Network, isHoliday: IsHoliday): ScheduledEvent | undefined {
  if (network.people.size === 0) return undefined
  let first: ScheduledEvent | undefined
  for (const event of scheduledEvents(network, isHoliday))
    if (first === undefined || event.at < first.at) first = event
  return first
}

function* scheduledEvents(network: Network, isHoliday: IsHoliday): Generator<ScheduledEvent> {
  yield* scheduledRoundEvents(network)
  if (network.closing !== undefined) return
  for (const meeting of network.meetings.values()) {
    yield* scheduledMeetingEvents(network, meeting, isHoliday)
    yield* scheduledCheckInEvents(meeting)
  }
  for (const resource of network.resources.values()) yield* scheduledResourceEvents(network, resource)
  yield* scheduledWeekLimit(network)
  yield* scheduledFlagEvents(network)
}
