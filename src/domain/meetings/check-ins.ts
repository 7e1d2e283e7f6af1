// Check-ins: attendance, the pulse, and whether a meeting counts as held or missed.

import type { Instant } from '../core/ids.ts'
import { type PrivateAnswer, pulseCountsOf } from '../core/private-answers.ts'
import type { MeetingOutcome } from '../core/terms.ts'
import { day } from '../core/time.ts'
import { accepted, acceptedPrivately, type Decision, noChange, type Refusal, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { holds, isMember, participant } from '../membership/members.ts'
import type { Decide, Evolve, ScheduledEvent } from '../module.ts'
import type { Network } from '../state.ts'
import { undoWindow } from '../taken-back.ts'
import type { Meeting } from './state.ts'

/** Attendance can be corrected for this long after the check-in closed. */
const correctionWindow = 7 * day
/** A meeting counts as held when this many people say that they were there. */
const heldFrom = 2

/** The number of people who said that they were there. */
export function attendanceOf(meeting: Meeting): number {
  return [...meeting.attendance.values()].filter(Boolean).length
}

function outcomeOf(meeting: Meeting): MeetingOutcome {
  return meeting.confirmed || attendanceOf(meeting) >= heldFrom ? 'held' : 'missed'
}

export const checkInsEvolve: Evolve<
  | 'check-in-opened'
  | 'attendance-answered'
  | 'attendance-taken-back'
  | 'nothing-this-time'
  | 'pulse-answered'
  | 'meeting-confirmed'
  | 'check-in-closed'
  | 'meeting-recounted'
  | 'meeting-struck'
> = {
  'check-in-opened': (network, { meeting, closes }, maps) => ({
    ...network,
    meetings: maps.updateEntry(network.meetings, meeting, (one) => ({
      ...one,
      state: { kind: 'checking-in', closes },
    })),
  }),
  'attendance-answered': (network, { meeting, there, person }, maps) => ({
    ...network,
    meetings: maps.updateEntry(network.meetings, meeting, (one) => ({
      ...one,
      attendance: maps.withEntry(one.attendance, person, there),
    })),
  }),
  'attendance-taken-back': (network, { meeting, person }, maps) => ({
    ...network,
    meetings: maps.updateEntry(network.meetings, meeting, (one) => ({
      ...one,
      attendance: maps.withoutEntry(one.attendance, person),
    })),
  }),
  'nothing-this-time'(network, { meeting, back, by }, maps) {
    if (by === undefined) return network
    const meetings = maps.updateEntry(network.meetings, meeting, (one) => ({
      ...one,
      nothing: back
        ? new Set([...one.nothing].filter((person) => person !== by))
        : new Set([...one.nothing, by]),
    }))
    return { ...network, meetings }
  },
  'pulse-answered'(network, { meeting, pulse, by }, maps) {
    if (by === undefined) return network
    const meetings = maps.updateEntry(network.meetings, meeting, (one) => ({
      ...one,
      oldPulse: maps.withEntry(one.oldPulse, by, pulse),
    }))
    return { ...network, meetings }
  },
  'meeting-confirmed': (network, { meeting }, maps) => ({
    ...network,
    meetings: maps.updateEntry(network.meetings, meeting, (one) => ({ ...one, confirmed: true })),
  }),
  'check-in-closed': (network, { meeting, outcome, pulse, at }, maps) => ({
    ...network,
    meetings: maps.updateEntry(network.meetings, meeting, (one) => ({
      ...one,
      state: { kind: outcome, closed: at },
      oldPulse: new Map(),
      pulse: pulse ?? pulseCountsOf([...one.oldPulse.values()]) ?? one.pulse,
    })),
  }),
  'meeting-recounted': (network, { meeting, outcome }, maps) => ({
    ...network,
    meetings: maps.updateEntry(network.meetings, meeting, (one) => {
      if (!('closed' in one.state)) return one
      return { ...one, state: { kind: outcome, closed: one.state.closed } }
    }),
  }),
  'meeting-struck': (network, { meeting, by, at }, maps) => ({
    ...network,
    meetings: maps.updateEntry(network.meetings, meeting, (one) => ({
      ...one,
      state: { kind: 'struck', withdrawn: one.recorded && one.by === by && at <= one.noted + undoWindow },
    })),
  }),
}

export const checkInsDecide: Decide<
  'answer-attendance' | 'take-back-attendance' | 'answer-nothing' | 'answer-pulse' | 'confirm-meeting'
> = {
  'answer-attendance'(network, { meeting, there, person }, context) {
    const own = person === context.by
    if (!own && !holds(network, context.by, 'public-entrepreneur'))
      return refused({ kind: 'only', who: 'entrepreneur' })
    if (participant(network, person) === undefined) return refused({ kind: 'not-yours' })
    const known = network.meetings.get(meeting)
    const why = notCorrectable(known, context.now)
    if (why !== undefined) return refused(why)
    if (known?.attendance.get(person) === there) return noChange
    return accepted({ kind: 'attendance-answered', meeting, there, person })
  },
  'take-back-attendance'(network, { meeting }, { by }) {
    const known = network.meetings.get(meeting)
    if (known !== undefined && 'closed' in known.state)
      return refused({ kind: 'check-in-over', mendable: true })
    return withOpenCheckIn(network, meeting, ({ attendance }) => {
      if (!attendance.has(by)) return noChange
      return accepted({ kind: 'attendance-taken-back', meeting, person: by })
    })
  },
  'answer-nothing': (network, { meeting, back }, { by }) =>
    withOpenCheckIn(network, meeting, ({ nothing }) => {
      if (nothing.has(by) !== (back === true)) return noChange
      if (back) return accepted({ kind: 'nothing-this-time', meeting, back })
      return accepted({ kind: 'nothing-this-time', meeting })
    }),
  'answer-pulse': (network, { meeting, pulse }, { by }) =>
    withOpenCheckIn(network, meeting, () => {
      if (!isMember(network, by)) return refused({ kind: 'members-answer' })
      return acceptedPrivately({ round: meeting, person: by, answer: pulse === 'taken-back' ? [] : pulse })
    }),
  'confirm-meeting'(network, { meeting }) {
    const known = network.meetings.get(meeting)
    if (known === undefined || known.state.kind === 'struck') return refused({ kind: 'no-such-meeting' })
    if (known.state.kind === 'planned' || known.state.kind === 'cancelled')
      return refused({ kind: 'in-the-future' })
    if (known.confirmed) return noChange
    return accepted({ kind: 'meeting-confirmed', meeting })
  },
}

/** Decides about a meeting whose check-in is open; any other is refused. */
export function withOpenCheckIn(
  network: Network,
  meeting: string,
  decide: (known: Meeting) => Decision,
): Decision {
  const known = network.meetings.get(meeting)
  if (known === undefined) return refused({ kind: 'no-such-meeting' })
  if (known.state.kind !== 'checking-in') return refused({ kind: 'check-in-over', mendable: false })
  return decide(known)
}

/** Whether attendance at the meeting can still be answered or corrected. */
export function isCorrectable(meeting: Meeting, now: Instant): boolean {
  return notCorrectable(meeting, now) === undefined
}

/** Why attendance at the meeting cannot be answered or corrected now, or `undefined` if it can. */
function notCorrectable(meeting: Meeting | undefined, now: Instant): Refusal | undefined {
  if (meeting === undefined) return { kind: 'no-such-meeting' }
  if (meeting.state.kind === 'checking-in') return undefined
  if (!('closed' in meeting.state)) return { kind: 'no-such-meeting' }
  return now > meeting.state.closed + correctionWindow ? { kind: 'too-late-to-mend' } : undefined
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

/** The events for closed meetings whose outcome a correction has changed. */
export function recountEvents(network: Network): readonly NetworkEvent[] {
  return [...network.meetings.values()]
    .filter(({ state }) => state.kind === 'held' || state.kind === 'missed')
    .filter((meeting) => meeting.state.kind !== outcomeOf(meeting))
    .map((meeting) => ({ kind: 'meeting-recounted', meeting: meeting.id, outcome: outcomeOf(meeting) }))
}
