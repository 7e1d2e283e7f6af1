// What is done with meetings, and how it is confirmed.
import type { Meeting, Network } from '../../domain/state.ts'
import type { RunCommand } from '../answers.ts'
import { button, buttons, card, rich, textBlock, timeRun } from '../kit/markup.ts'
import type { ParsedDate } from '../kit/parse-date.ts'
import type { NetworkTurn } from '../turn.ts'
export function plan(
  turn: NetworkTurn,
  when: Extract<ParsedDate, { kind: 'understood' }>,
  meeting: string,
): RunCommand {
  const { start, minutes, repeat } = when
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'plan-meeting', meeting, start, minutes, zone: turn.zone, ...(repeat && { repeat }) },
    done(after) {
      const planned = after.meetings.get(meeting) ?? meetingsOf(after, meeting)[0]
      const values = { network: after.id, meeting: planned?.id ?? meeting }
      return card(
        textBlock(
          rich`Planned: ${timeRun(start, turn.zone)}, ${lengthWords(minutes)}${repeat === undefined ? '' : `, ${repeatWords(repeat.weeks)}`}. Every home has been told, and I ask at the end what is on the table.`,
        ),
        buttons(
          button('Undo', repeat === undefined ? 'cancel' : 'cancel-series', values),
          button('Move it', 'move', values),
        ),
      )
    },
    field: () => 'when',
  }
}

export function meetingsOf(network: Network, series: string): readonly Meeting[] {
  return [...network.meetings.values()].filter((meeting) => meeting.series === series)
}

function lengthWords(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`
  const hours = minutes / 60
  return hours === 1 ? 'an hour' : `${hours} hours`
}

function repeatWords(weeks: number): string {
  return weeks === 1 ? 'every week' : `every ${weeks} weeks`
}

export function record(
  turn: NetworkTurn,
  when: Extract<ParsedDate, { kind: 'understood' }>,
  meeting: string,
): RunCommand {
  const { start, minutes } = when
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'record-meeting', meeting, start, minutes, zone: turn.zone },
    done(after) {
      const known = after.meetings.get(meeting)
      const closes = known?.state.kind === 'checking-in' ? known.state.closes : turn.now
      return card(
        textBlock(rich`Recorded: a meeting on ${timeRun(start, turn.zone)}, and you were there.`),
        known?.confirmed
          ? textBlock(rich`It counts as held, since you say so as an entrepreneur.`)
          : textBlock(rich`It counts once one other person says the same in the check-in.`),
        textBlock(
          rich`The check-in is open in every home until ${timeRun(closes, turn.zone)}. Is there anything to put on the table?`,
        ),
        buttons(
          button('Put something on the table', 'put', { network: after.id, meeting }, 'primary'),
          button('Undo', 'strike', { network: after.id, meeting }),
        ),
      )
    },
    field: () => 'when',
  }
}

export function move(
  turn: NetworkTurn,
  meeting: string,
  when: Extract<ParsedDate, { kind: 'understood' }>,
): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'move-meeting', meeting, start: when.start },
    done: (after) =>
      card(
        textBlock(rich`Moved to ${timeRun(when.start, turn.zone)}. Every home has been told.`),
        buttons(button('Move it again', 'move', { network: after.id, meeting })),
      ),
    field: () => 'when',
  }
}

export function cancel(turn: NetworkTurn, meeting: string, series: boolean): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'cancel-meeting', meeting, series },
    done(after) {
      const known = after.meetings.get(meeting)
      const which = known === undefined ? rich`it` : rich`the meeting of ${timeRun(known.start, turn.zone)}`
      const ended = known?.series !== undefined && after.series.get(known.series)?.ended === true
      return card(
        textBlock(
          rich`Cancelled: ${which}.${ended ? ' It no longer repeats.' : known?.series === undefined ? '' : ' Those after it stay.'} Every home has been told.`,
        ),
        after.stalled === undefined
          ? buttons(button('Plan another', 'meet', { network: after.id }))
          : undefined,
      )
    },
  }
}
