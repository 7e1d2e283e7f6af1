// Closing well, and reopening within 30 days.

import type { Instant } from '../core/ids.ts'
import { day } from '../core/time.ts'
import { accepted, noChange, refused } from '../decision.ts'
import { checkInClosedEvent } from '../meetings/check-ins.ts'
import { meetingsInState } from '../meetings/meetings.ts'
import type { Decide, Evolve } from '../module.ts'
import { openRoundEvent } from '../phases/reflection-rounds.ts'
import type { Network } from '../state.ts'

/** A closed network can be reopened for this long. */
export const reopenWithin = 30 * day

export function mayReopen({ closing }: Network, now: Instant): boolean {
  return closing !== undefined && now <= closing.at + reopenWithin
}

export const closingEvolve: Evolve<'closed' | 'reopened'> = {
  closed: (network, { did, borrow, avoid, resources, at }) => ({
    ...network,
    closing: { at, did, borrow, avoid, resources },
  }),
  reopened: ({ closing: _, ...network }, { at }) => ({ ...network, resumed: at }),
}

export const closingDecide: Decide<'close' | 'reopen'> = {
  close: (network, { kind: _, ...closing }, { answers, now }) =>
    network.closing !== undefined
      ? noChange
      : accepted(
          ...meetingsInState(network, 'checking-in').map((meeting) => checkInClosedEvent(meeting, answers)),
          ...meetingsInState(network, 'planned').map(
            ({ id }) => ({ kind: 'meeting-cancelled', meeting: id }) as const,
          ),
          ...[...network.series.values()]
            .filter((series) => !series.ended)
            .map(({ id }) => ({ kind: 'series-ended', series: id }) as const),
          { kind: 'closed', ...closing },
          ...openRoundEvent(network, `closing ${now}`, 'closed', now, answers),
        ),
  reopen(network, _command, { now }) {
    if (network.closing === undefined) return refused({ kind: 'not-closed' })
    return mayReopen(network, now) ? accepted({ kind: 'reopened' }) : refused({ kind: 'reopen-too-late' })
  },
}
