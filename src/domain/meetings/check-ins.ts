// Check-ins: who was there, whether the meeting counts as held, and the answers that may change.

import type { Instant } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import { type PrivateAnswer, pulseCountsOf } from '../core/private-answers.ts'
import type { MeetingOutcome } from '../core/terms.ts'
import { day } from '../core/time.ts'
import { accepted, acceptedPrivately, type Decision, noChange, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { holds, participant } from '../membership/members.ts'
import type { Decide, Evolve, ScheduledEvent } from '../module.ts'
import type { Meeting, Network } from '../state.ts'

/** Attendance can be mended for this long after the check-in closed. */
const mendable = 7 * day
const heldFrom = 2

/** How many said that they were there. */
export function attendanceOf(meeting: Meeting): number {
  return [...meeting.attendance.values()].filter(Boolean).length
}

export function outcomeOf(meeting: Meeting): MeetingOutcome {
  return meeting.confirmed || attendanceOf(meeting) >= heldFrom ? 'held' : 'missed'
}

function onMeeting(
  network: Network,
  meeting: string,
  changed: (meeting: Meeting) => Meeting,
  maps: MapEditor,
): Network {
  return { ...network, meetings: maps.updateEntry(network.meetings, meeting, changed) }
}

export const checkInsEvolve: Evolve<
  | 'check-in-opened'
  | 'attendance-answered'
  | 'nothing-this-time'
  | 'pulse-answered'
  | 'meeting-confirmed'
  | 'check-in-closed'
  | 'meeting-recounted'
  | 'meeting-struck'
> = {
  'check-in-opened': (network, { meeting, closes }, maps) =>
    onMeeting(network, meeting, (one) => ({ ...one, state: { kind: 'checking-in', closes } }), maps),
  'attendance-answered': (network, { meeting, there, person }, maps) =>
    onMeeting(
      network,
      meeting,
      (one) => ({ ...one, attendance: maps.withEntry(one.attendance, person, there) }),
      maps,
    ),
  'nothing-this-time': (network, { meeting, by }, maps) =>
    onMeeting(
      network,
      meeting,
      (one) => (by === undefined ? one : { ...one, nothing: new Set([...one.nothing, by]) }),
      maps,
    ),
  'pulse-answered': (network, { meeting, pulse, by }, maps) =>
    onMeeting(
      network,
      meeting,
      (one) => (by === undefined ? one : { ...one, oldPulse: maps.withEntry(one.oldPulse, by, pulse) }),
      maps,
    ),
  'meeting-confirmed': (network, { meeting }, maps) =>
    onMeeting(network, meeting, (one) => ({ ...one, confirmed: true }), maps),
  'check-in-closed': (network, { meeting, outcome, pulse, at }, maps) =>
    onMeeting(
      network,
      meeting,
      (one) => {
        const counts = pulse ?? pulseCountsOf([...one.oldPulse.values()])
        return {
          ...one,
          state: { kind: outcome, closed: at },
          oldPulse: new Map(),
          ...(counts !== undefined && { pulse: counts }),
        }
      },
      maps,
    ),
  'meeting-recounted': (network, { meeting, outcome }, maps) =>
    onMeeting(
      network,
      meeting,
      (one) => ('closed' in one.state ? { ...one, state: { kind: outcome, closed: one.state.closed } } : one),
      maps,
    ),
  'meeting-struck': (network, { meeting }, maps) =>
    onMeeting(network, meeting, (one) => ({ ...one, state: { kind: 'struck' } }), maps),
}

export const checkInsDecide: Decide<
  'answer-attendance' | 'answer-nothing' | 'answer-pulse' | 'confirm-meeting'
> = {
  'answer-attendance'(network, { meeting, there, person }, context) {
    const own = person === context.by
    if (!own && !holds(network, context.by, 'public-entrepreneur'))
      return refused({ kind: 'only', who: 'entrepreneur' })
    if (participant(network, person) === undefined) return refused({ kind: 'not-yours' })
    return whileMendable(network, meeting, context.now, (known) =>
      known.attendance.get(person) === there
        ? noChange
        : accepted({ kind: 'attendance-answered', meeting, there, person }),
    )
  },
  'answer-nothing': (network, { meeting }, context) =>
    withOpenCheckIn(network, meeting, (known) =>
      known.nothing.has(context.by) ? noChange : accepted({ kind: 'nothing-this-time', meeting }),
    ),
  'answer-pulse': (network, { meeting, pulse }, { by }) =>
    withOpenCheckIn(network, meeting, () => acceptedPrivately({ round: meeting, person: by, answer: pulse })),
  'confirm-meeting'(network, { meeting }) {
    const known = network.meetings.get(meeting)
    if (known === undefined || known.state.kind === 'struck') return refused({ kind: 'no-such-meeting' })
    if (known.state.kind === 'planned' || known.state.kind === 'cancelled')
      return refused({ kind: 'in-the-future' })
    return known.confirmed ? noChange : accepted({ kind: 'meeting-confirmed', meeting })
  },
}

/** What may be answered only while the meeting's check-in is open. */
export function withOpenCheckIn(
  network: Network,
  meeting: string,
  decide: (known: Meeting) => Decision,
): Decision {
  const known = network.meetings.get(meeting)
  if (known === undefined) return refused({ kind: 'no-such-meeting' })
  return known.state.kind === 'checking-in'
    ? decide(known)
    : refused({ kind: 'check-in-over', mendable: false })
}

function whileMendable(
  network: Network,
  meeting: string,
  now: Instant,
  decide: (known: Meeting) => Decision,
): Decision {
  const known = network.meetings.get(meeting)
  if (known === undefined) return refused({ kind: 'no-such-meeting' })
  if (known.state.kind === 'checking-in') return decide(known)
  if (!('closed' in known.state)) return refused({ kind: 'no-such-meeting' })
  return now <= known.state.closed + mendable ? decide(known) : refused({ kind: 'too-late-to-mend' })
}

export function scheduledCheckInEvents(meeting: Meeting): readonly ScheduledEvent[] {
  if (meeting.state.kind !== 'checking-in') return []
  return [{ at: meeting.state.closes, events: (_, answers) => [checkInClosedEvent(meeting, answers)] }]
}

export function checkInClosedEvent(meeting: Meeting, answers: readonly PrivateAnswer[]): NetworkEvent {
  const latest = new Map(meeting.oldPulse)
  for (const { round, person, answer } of answers)
    if (round === meeting.id && typeof answer === 'string') latest.set(person, answer)
  const pulse = pulseCountsOf([...latest.values()])
  return {
    kind: 'check-in-closed',
    meeting: meeting.id,
    outcome: outcomeOf(meeting),
    pulse,
  }
}

/** Closed meetings whose outcome a correction has changed. */
export function recountEvents(network: Network): readonly NetworkEvent[] {
  return [...network.meetings.values()]
    .filter(({ state }) => state.kind === 'held' || state.kind === 'missed')
    .filter((meeting) => meeting.state.kind !== outcomeOf(meeting))
    .map((meeting) => ({ kind: 'meeting-recounted', meeting: meeting.id, outcome: outcomeOf(meeting) }))
}
