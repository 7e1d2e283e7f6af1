// Meetings: planning, recording, moving and cancelling them.

import type { Instant } from '../core/ids.ts'
import { hour, type IsHoliday, minute, week } from '../core/time.ts'
import { accepted, type Decision, noChange, type Refusal, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { holds } from '../membership/members.ts'
import type { Decide, Evolve, ScheduledEvent } from '../module.ts'
import type { Network } from '../state.ts'
import { undoWindow } from '../taken-back.ts'
import { scheduledReminders } from './reminders.ts'
import { occurrenceId } from './series.ts'
import type { Meeting } from './state.ts'

/** A meeting can be planned this far ahead. */
const planningHorizon = 2 * 52 * week

export function meetingsInState(
  network: Network,
  ...kinds: readonly Meeting['state']['kind'][]
): readonly Meeting[] {
  return [...network.meetings.values()]
    .filter((meeting) => kinds.includes(meeting.state.kind))
    .sort((one, other) => one.start - other.start)
}

/** The meetings that were held and ended after this instant, by their end. */
export function heldAfter(network: Network, after: Instant): readonly Meeting[] {
  return [...network.meetings.values()]
    .filter((meeting) => meeting.state.kind === 'held' && meeting.end > after)
    .sort((one, other) => one.end - other.end)
}

/** The planned meetings, the next one first. While the network is stalled they are on hold. */
function plannedMeetings(network: Network): readonly Meeting[] {
  return meetingsInState(network, 'planned')
}

/** The planned meetings that can still take place. One whose time passed while it was on hold cannot. */
export function upcomingMeetings(network: Network, now: Instant): readonly Meeting[] {
  return plannedMeetings(network).filter((meeting) => !hasPassedOnHold(network, meeting, now))
}

function hasPassedOnHold(network: Network, meeting: Meeting, now: Instant): boolean {
  return network.stalled !== undefined && meeting.end <= now
}

function newMeeting(
  fields: Pick<Meeting, 'id' | 'start' | 'end' | 'zone' | 'noted'> & Partial<Meeting>,
): Meeting {
  return {
    recorded: false,
    state: { kind: 'planned', since: fields.noted, reminded: 'no' },
    attendance: new Map(),
    nothing: new Set(),
    oldPulse: new Map(),
    confirmed: false,
    ...fields,
  }
}

export const meetingsEvolve: Evolve<
  | 'meeting-planned'
  | 'series-planned'
  | 'series-ended'
  | 'series-resumed'
  | 'meeting-change-undone'
  | 'meeting-recorded'
  | 'meeting-moved'
  | 'meeting-cancelled'
  | 'meeting-reminded'
> = {
  'meeting-planned'(network, { meeting, start, end, zone, series, by, at }, maps) {
    const planned = newMeeting({ id: meeting, start, end, zone, noted: at, series, by })
    return { ...network, meetings: maps.withEntry(network.meetings, meeting, planned) }
  },
  'series-planned'(network, { series, start, minutes, zone, repeat, by }, maps) {
    const known = { id: series, start, minutes, zone, repeat, ended: false, by }
    return { ...network, series: maps.withEntry(network.series, series, known) }
  },
  'series-ended': (network, { series, at }, maps) => ({
    ...network,
    series: maps.updateEntry(network.series, series, (one) => ({ ...one, ended: true, endedAt: at })),
  }),
  'series-resumed': (network, { series }, maps) => ({
    ...network,
    series: maps.updateEntry(network.series, series, (one) => ({ ...one, ended: false })),
  }),
  'meeting-recorded'(network, { meeting, start, end, zone, whileStopped, by, at }, maps) {
    const recorded = newMeeting({
      id: meeting,
      start,
      end,
      zone,
      noted: at,
      recorded: true,
      whileStopped,
      by,
    })
    return { ...network, meetings: maps.withEntry(network.meetings, meeting, recorded) }
  },
  'meeting-moved': (network, { meeting, start, end, at, by }, maps) => ({
    ...network,
    meetings: maps.updateEntry(network.meetings, meeting, (one) => ({
      ...one,
      start,
      end,
      state: { kind: 'planned', since: at, reminded: 'no' },
      previous: { ...previousOf(one), at, by },
    })),
  }),
  'meeting-cancelled'(network, { meeting, onHold, withdrawn, at, by }, maps) {
    if (withdrawn) return { ...network, meetings: maps.withoutEntry(network.meetings, meeting) }
    const meetings = maps.updateEntry(network.meetings, meeting, (one) => ({
      ...one,
      state: { kind: 'cancelled', at, onHold: onHold === true } as const,
      previous: { ...previousOf(one), at, by },
    }))
    return { ...network, meetings }
  },
  'meeting-change-undone': (network, { meeting }, maps) => ({
    ...network,
    meetings: maps.updateEntry(network.meetings, meeting, ({ previous, ...one }) => {
      if (previous === undefined) return one
      const { start, end, state } = previous
      return { ...one, start, end, state }
    }),
  }),
  'meeting-reminded': (network, { meeting, lead }, maps) => ({
    ...network,
    meetings: maps.updateEntry(network.meetings, meeting, (one) => {
      if (one.state.kind !== 'planned') return one
      return { ...one, state: { ...one.state, reminded: lead } }
    }),
  }),
}

function previousOf({ start, end, state }: Meeting) {
  return { start, end, state }
}

export const meetingsDecide: Decide<
  | 'plan-meeting'
  | 'record-meeting'
  | 'move-meeting'
  | 'cancel-meeting'
  | 'undo-meeting-change'
  | 'strike-meeting'
> = {
  'plan-meeting'(network, command, { now }) {
    const { meeting, start, minutes, zone, repeat } = command
    if (network.meetings.has(meeting) || network.series.has(meeting)) return noChange
    if (network.stalled !== undefined) return refused({ kind: 'stalled' })
    const untimely = untimelyPlan(start, now)
    if (untimely !== undefined) return refused(untimely)
    const end = start + minutes * minute
    if (repeat === undefined) return accepted({ kind: 'meeting-planned', meeting, start, end, zone })
    return accepted(
      { kind: 'series-planned', series: meeting, start, minutes, zone, repeat },
      { kind: 'meeting-planned', meeting: occurrenceId(meeting, start), start, end, zone, series: meeting },
    )
  },

  'record-meeting'(network, { meeting, start, minutes, zone }, { now, by }) {
    if (network.meetings.has(meeting)) return noChange
    const end = Math.min(start + minutes * minute, now)
    if (start > now) return refused({ kind: 'in-the-future' })
    if (end <= network.started) return refused({ kind: 'before-the-start' })
    const { stalled = Number.POSITIVE_INFINITY } = network
    const whileStopped = end > stalled ? true : undefined
    const events: NetworkEvent[] = [
      { kind: 'meeting-recorded', meeting, start, end, zone, whileStopped },
      { kind: 'check-in-opened', meeting, closes: closesAt(network, start + minutes * minute, now) },
      { kind: 'attendance-answered', meeting, there: true, person: by },
    ]
    if (holds(network, by, 'public-entrepreneur')) events.push({ kind: 'meeting-confirmed', meeting })
    return accepted(...events)
  },

  'move-meeting'(network, { meeting, start, minutes }, { now }) {
    const known = network.meetings.get(meeting)
    if (known === undefined) return refused({ kind: 'no-such-meeting' })
    if (known.state.kind !== 'planned') return refused({ kind: 'meeting-over' })
    if (network.stalled !== undefined) return refused({ kind: 'stalled' })
    const untimely = untimelyPlan(start, now)
    if (untimely !== undefined) return refused(untimely)
    const end = start + (minutes === undefined ? known.end - known.start : minutes * minute)
    if (start === known.start && end === known.end) return noChange
    return accepted({ kind: 'meeting-moved', meeting, start, end })
  },

  'cancel-meeting'(network, { meeting, series }, { now, by }) {
    const known = network.meetings.get(meeting)
    if (known === undefined) return refused({ kind: 'no-such-meeting' })
    if (known.state.kind === 'cancelled') return noChange
    if (known.state.kind !== 'planned' || hasPassedOnHold(network, known, now))
      return refused({ kind: 'meeting-over' })
    const isRunning = known.series !== undefined && network.series.get(known.series)?.ended === false
    const isAll = known.series === undefined || (series && isRunning)
    const isWithdrawn = isAll && known.by === by && now <= known.noted + undoWindow
    const cancelled: NetworkEvent = isWithdrawn
      ? { kind: 'meeting-cancelled', meeting, withdrawn: true }
      : { kind: 'meeting-cancelled', meeting }
    if (!series || !isRunning) return accepted(cancelled)
    return accepted({ kind: 'series-ended', series: known.series }, cancelled)
  },

  'undo-meeting-change'(network, { meeting }, { now, by }) {
    const known = network.meetings.get(meeting)
    if (known === undefined) return refused({ kind: 'no-such-meeting' })
    const { previous, state } = known
    if (previous === undefined) return noChange
    if (state.kind !== 'planned' && state.kind !== 'cancelled') return refused({ kind: 'meeting-over' })
    if (previous.by !== by) return refused({ kind: 'changed-since' })
    if (now > previous.at + undoWindow) return refused({ kind: 'too-late-to-undo' })
    const undone: NetworkEvent = { kind: 'meeting-change-undone', meeting }
    const series = known.series === undefined ? undefined : network.series.get(known.series)
    const endedWithIt = state.kind === 'cancelled' && series?.ended === true && series.endedAt === state.at
    if (series === undefined || !endedWithIt) return accepted(undone)
    return accepted({ kind: 'series-resumed', series: series.id }, undone)
  },

  'strike-meeting'(network, { meeting }, context): Decision {
    const known = network.meetings.get(meeting)
    if (known === undefined) return refused({ kind: 'no-such-meeting' })
    if (known.state.kind === 'struck') return noChange
    if (known.state.kind === 'planned' || known.state.kind === 'cancelled')
      return refused({ kind: 'no-such-meeting' })
    const entrepreneur = holds(network, context.by, 'public-entrepreneur')
    const ownRecord = known.recorded && known.by === context.by
    if (!entrepreneur && !ownRecord) return refused({ kind: 'only', who: 'entrepreneur' })
    if (!entrepreneur && context.now > known.noted + undoWindow) return refused({ kind: 'too-late-to-undo' })
    return accepted({ kind: 'meeting-struck', meeting })
  },
}

/** Why no meeting can be planned for then, or `undefined` if one can. */
export function untimelyPlan(start: Instant, now: Instant): Refusal | undefined {
  if (start <= now) return { kind: 'in-the-past' }
  return start > now + planningHorizon ? { kind: 'too-far' } : undefined
}

/** When a check-in that opens now closes. One that opens late stays open for as long as any other. */
function closesAt(network: Network, end: Instant, now: Instant): Instant {
  return Math.max(end, now) + network.settings.checkInHours * hour
}

/** What happens by itself for a planned meeting: its reminders and the opening of its check-in. */
export function scheduledMeetingEvents(
  network: Network,
  meeting: Meeting,
  isHoliday: IsHoliday,
): readonly ScheduledEvent[] {
  if (meeting.state.kind !== 'planned' || network.stalled !== undefined) return []
  return [
    ...scheduledReminders(network, meeting, isHoliday),
    {
      at: meeting.end,
      events: (now) => [
        { kind: 'check-in-opened', meeting: meeting.id, closes: closesAt(network, meeting.end, now) },
      ],
    },
  ]
}

/** Cancels the planned meetings whose time passed while they were on hold. */
export function meetingsPassedOnHold(network: Network, now: Instant): readonly NetworkEvent[] {
  if (network.stalled !== undefined || network.closing !== undefined) return []
  return plannedMeetings(network)
    .filter((meeting) => meeting.end <= now)
    .map((meeting) => ({ kind: 'meeting-cancelled', meeting: meeting.id, onHold: true }))
}
