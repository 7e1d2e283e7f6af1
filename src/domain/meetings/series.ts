// Meetings that repeat: a series plans its next meeting once the one before is over.

import type { Instant } from '../core/ids.ts'
import { day, minute, week, weeksLater } from '../core/time.ts'
import type { NetworkEvent } from '../events.ts'
import type { Network } from '../state.ts'
import type { Meeting, Series } from './state.ts'

/** The id is made of the series and the start, so that two processes that plan the same occurrence agree on it. */
export function occurrenceId(series: string, start: Instant): string {
  return `${series}.${start}`
}

/** Plans the first occurrence after now of each series that has no planned meeting. */
export function nextOccurrenceEvents(network: Network, now: Instant): readonly NetworkEvent[] {
  if (network.stalled !== undefined || network.series.size === 0) return []
  const meetings = [...network.meetings.values()]
  const planned = new Set(
    meetings.filter(({ state }) => state.kind === 'planned').map(({ series }) => series),
  )
  return [...network.series.values()]
    .filter((series) => !series.ended && !planned.has(series.id))
    .map((series) => plannedOccurrence(network, series, now))
}

function plannedOccurrence(network: Network, series: Series, now: Instant): NetworkEvent {
  const last = [...network.meetings.values()].findLast((meeting) => meeting.series === series.id)
  const after = Math.max(now, last === undefined ? 0 : originalStart(last))
  const period = series.repeat.weeks * week
  let weeks = Math.max(0, Math.floor((after - series.start - day) / period)) * series.repeat.weeks
  while (weeksLater(series.start, weeks, series.zone) <= after) weeks += series.repeat.weeks
  const start = weeksLater(series.start, weeks, series.zone)
  return {
    kind: 'meeting-planned',
    meeting: occurrenceId(series.id, start),
    start,
    end: start + series.minutes * minute,
    zone: series.zone,
    series: series.id,
  }
}

/** The start that the series gave the meeting, which its id keeps when the meeting is moved. */
function originalStart(meeting: Meeting): Instant {
  return Number(meeting.id.slice(meeting.id.lastIndexOf('.') + 1))
}
