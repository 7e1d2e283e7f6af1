// Closing a network, and reopening it within 30 days.

import type { Instant } from '../core/ids.ts'
import type { PrivateAnswer } from '../core/private-answers.ts'
import { day } from '../core/time.ts'
import { accepted, noChange, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { checkInClosedEvent } from '../meetings/check-ins.ts'
import { meetingsInState } from '../meetings/meetings.ts'
import type { Decide, Evolve } from '../module.ts'
import { openRoundEvents } from '../phases/reflection-rounds.ts'
import type { Network } from '../state.ts'

/** A closed network can be reopened for this long. */
const reopenWithin = 30 * day

export function mayReopen({ closing }: Network, now: Instant): boolean {
  return closing !== undefined && now <= closing.at + reopenWithin
}

export const closingEvolve: Evolve<'closed' | 'reopened'> = {
  closed: (network, { did, borrow, avoid, resources, posted, at }) => ({
    ...network,
    flagsWhenClosed: [...network.flags.values()],
    closing: { at, did, borrow, avoid, resources, posted },
  }),
  reopened: ({ closing: _, ...network }, { at }) => ({ ...network, resumed: at }),
}

/** The events that end what is still going on: open check-ins, planned meetings, series. */
function endingEvents(network: Network, answers: readonly PrivateAnswer[]): readonly NetworkEvent[] {
  const checkIns = meetingsInState(network, 'checking-in')
  const planned = meetingsInState(network, 'planned')
  const series = [...network.series.values()].filter(({ ended }) => !ended)
  return [
    ...checkIns.map((meeting) => checkInClosedEvent(meeting, answers)),
    ...planned.map(({ id }): NetworkEvent => ({ kind: 'meeting-cancelled', meeting: id })),
    ...series.map(({ id }): NetworkEvent => ({ kind: 'series-ended', series: id })),
  ]
}

export const closingDecide: Decide<'close' | 'reopen'> = {
  close(network, { kind: _, ...closing }, { answers, now }) {
    if (network.closing !== undefined) return noChange
    const round = { round: `closing ${now}`, boundary: 'closed', now, answers } as const
    return accepted(
      ...endingEvents(network, answers),
      { kind: 'closed', ...closing },
      ...openRoundEvents(network, round),
    )
  },
  reopen(network, _command, { now }) {
    if (network.closing === undefined) return refused({ kind: 'not-closed' })
    if (!mayReopen(network, now)) return refused({ kind: 'reopen-too-late' })
    return accepted({ kind: 'reopened' })
  },
}
