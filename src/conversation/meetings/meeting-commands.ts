// What is done with meetings, and how it is confirmed.
import type { Button, Card, Run } from '../../chat/card.ts'
import type { Instant } from '../../domain/core/ids.ts'
import type { Meeting } from '../../domain/meetings/state.ts'
import type { Network } from '../../domain/state.ts'
import type { RunCommand } from '../answers.ts'
import { button, buttons, card, rich, textBlock, timeRun } from '../kit/markup.ts'
import type { MeetingTime } from '../kit/parse-date.ts'
import type { NetworkTurn } from '../turn.ts'
import { lengthText, repeatText } from './planning/time-text.ts'

export function plan(turn: NetworkTurn, when: MeetingTime, meeting: string): RunCommand {
  const { start, minutes, repeat } = when
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'plan-meeting', meeting, start, minutes, zone: turn.zone, repeat },
    done: (after) => plannedCard(turn, when, { network: after, id: meeting }),
    field: () => 'when',
  }
}

function plannedCard(
  turn: NetworkTurn,
  { start, minutes, repeat }: MeetingTime,
  { network, id }: { readonly network: Network; readonly id: string },
): Card {
  const meeting = network.meetings.get(id) ?? firstMeetingOfSeries(network, id)
  const values = { network: network.id, meeting: meeting?.id ?? id }
  const length = [lengthText(minutes)]
  if (repeat !== undefined) length.push(repeatText(repeat.weeks))
  return card(
    textBlock(
      rich`Planned: ${timeRun(start, turn.zone)}, ${length.join(', ')}. I’ve told the network’s channels, and at the end I’ll ask there what’s on the table.`,
    ),
    buttons(
      button('Undo', repeat === undefined ? 'cancel' : 'cancel-series', values),
      button('Move it', 'move', values),
    ),
  )
}

function firstMeetingOfSeries(network: Network, series: string): Meeting | undefined {
  return [...network.meetings.values()].find((meeting) => meeting.series === series)
}

export function record(turn: NetworkTurn, { start, minutes }: MeetingTime, meeting: string): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'record-meeting', meeting, start, minutes, zone: turn.zone },
    done: (after) => recordedCard(turn, after, { id: meeting, start }),
    field: () => 'when',
  }
}

function recordedCard(
  turn: NetworkTurn,
  after: Network,
  { id, start }: { readonly id: string; readonly start: Instant },
): Card {
  const meeting = after.meetings.get(id)
  const closes = meeting?.state.kind === 'checking-in' ? meeting.state.closes : turn.now
  return card(
    textBlock(rich`Recorded: a meeting on ${timeRun(start, turn.zone)}, with you there.`),
    textBlock(confirmationText(meeting)),
    meeting?.whileStopped
      ? textBlock(
          rich`The record says that it was held while the network was stopped. Once it counts as held, I’ll tell the guardian angel.`,
        )
      : undefined,
    textBlock(
      rich`The check-in is open in the network’s channels until ${timeRun(closes, turn.zone)}. Is there anything to put on the table?`,
    ),
    buttons(
      button('Put something on the table', 'put', { network: after.id, meeting: id }, 'primary'),
      button('Undo', 'strike', { network: after.id, meeting: id }),
    ),
  )
}

function confirmationText(meeting: Meeting | undefined): readonly Run[] {
  if (meeting?.confirmed) return rich`It counts as held, since you’re an entrepreneur and say so.`
  return rich`It counts once one other person says in the check-in that they were there.`
}

export function move(turn: NetworkTurn, meeting: string, { start, minutes }: MeetingTime): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'move-meeting', meeting, start, minutes },
    done: (after) =>
      card(
        textBlock(rich`Moved to ${timeRun(start, turn.zone)}. I’ve told the network’s channels.`),
        buttons(undoButton(after, meeting), button('Move it again', 'move', { network: after.id, meeting })),
      ),
    field: () => 'when',
  }
}

/** Cancels one meeting; with `series`, all that follow it too. */
export function cancel(turn: NetworkTurn, meeting: string, series: boolean): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'cancel-meeting', meeting, series },
    done: (after) => cancelledCard(turn, after, after.meetings.get(meeting)),
  }
}

function undoButton(network: Network, meeting: string): Button {
  return button('Undo', 'undo-meeting-change', { network: network.id, meeting })
}

/** A meeting that is there no more was withdrawn at once. */
function cancelledCard(turn: NetworkTurn, after: Network, meeting: Meeting | undefined): Card {
  const row: Button[] = []
  if (meeting !== undefined) row.push(undoButton(after, meeting.id))
  if (after.stalled === undefined) row.push(button('Plan another', 'meet', { network: after.id }))
  if (meeting === undefined)
    return card(
      textBlock(
        rich`Undone: that meeting is no longer planned. Its post in the channels says that it was withdrawn.`,
      ),
      buttons(...row),
    )
  return card(
    textBlock(
      rich`Cancelled: the meeting on ${timeRun(meeting.start, turn.zone)}.${seriesText(after, meeting)} I’ve told the network’s channels.`,
    ),
    buttons(...row),
  )
}

/** Takes back that a meeting was moved or cancelled. */
export function undoChange(turn: NetworkTurn, meeting: string): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'undo-meeting-change', meeting },
    done: (after) => restoredCard(turn, after.meetings.get(meeting)),
  }
}

function restoredCard({ zone, network }: NetworkTurn, meeting: Meeting | undefined): Card {
  const when = meeting === undefined ? rich`planned` : rich`planned for ${timeRun(meeting.start, zone)}`
  return card(
    textBlock(rich`Undone: the meeting is ${when} again, and its post in the channels says so.`),
    buttons(button('Show the meetings', 'meetings', { network: network.id })),
  )
}

function seriesText(network: Network, meeting: Meeting | undefined): string {
  if (meeting?.series === undefined) return ''
  if (network.series.get(meeting.series)?.ended) return ' It no longer repeats.'
  return ' The later ones stay as planned.'
}
