// The reminders of a planned meeting: on the working day before, and shortly before it begins.

import type { Instant } from '../core/ids.ts'
import { dateAt, daysLater, hour, type IsHoliday, isWorkday, minute } from '../core/time.ts'
import type { NetworkEvent } from '../events.ts'
import type { ScheduledEvent } from '../module.ts'
import type { Network } from '../state.ts'
import type { Meeting } from './state.ts'

export function scheduledReminders(
  network: Network,
  meeting: Meeting,
  isHoliday: IsHoliday,
): readonly ScheduledEvent[] {
  if (meeting.state.kind !== 'planned') return []
  const { since, reminded } = meeting.state
  const leads = [
    { lead: 'day', at: firstReminderAt(network, meeting, isHoliday), done: reminded !== 'no' },
    { lead: 'quarter-hour', at: meeting.start - 15 * minute, done: reminded === 'quarter-hour' },
  ] as const
  return leads
    .filter(({ at, done }) => network.settings.reminderHours > 0 && !done && at > since)
    .map(({ lead, at }) => ({ at, events: (now: Instant) => [remindedEvent(meeting, lead, now)] }))
}

/**
 * What would come on a weekend or a public holiday before the day of the meeting comes on the working day before, at the
 * same time of day.
 */
function firstReminderAt(network: Network, { start, zone }: Meeting, isHoliday: IsHoliday): Instant {
  const at = start - network.settings.reminderHours * hour
  const date = dateAt(at, zone)
  if (isWorkday(date, isHoliday) || date.equals(dateAt(start, zone))) return at
  let daysBack = 1
  while (!isWorkday(date.subtract({ days: daysBack }), isHoliday)) daysBack += 1
  return daysLater(at, -daysBack, zone)
}

/** The earlier reminder counts as the later one when it comes that late, so that nobody is reminded twice at once. */
function remindedEvent(meeting: Meeting, lead: 'day' | 'quarter-hour', now: Instant): NetworkEvent {
  const isSoon = now >= meeting.start - 15 * minute
  return { kind: 'meeting-reminded', meeting: meeting.id, lead: isSoon ? 'quarter-hour' : lead }
}
