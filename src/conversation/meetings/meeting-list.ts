// The list of meetings, and the choice of one to cancel.
import type { Block, Button } from '../../chat/card.ts'
import { meetingsInState, upcomingMeetings } from '../../domain/meetings/meetings.ts'
import type { Meeting } from '../../domain/meetings/state.ts'
import { type Answer, showCard } from '../answers.ts'
import { pictureButton } from '../documents/pictures.ts'
import { listBlock } from '../kit/card-parts.ts'
import {
  bold,
  button,
  buttons,
  card,
  heading,
  note,
  pluralize,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import { noMeetingsNow } from '../kit/refusal-sentences.ts'
import type { NetworkTurn } from '../turn.ts'
import { meetingLine, repeatsText } from './meeting-cards.ts'
import { correctableMeetings } from './planning/correct-meeting.ts'

/** A message has room for so many. */
const maxPlanned = 5
const maxPast = 8

export function meetingsCard(turn: NetworkTurn): Answer {
  const { network } = turn
  const planned = upcomingMeetings(network, turn.now).slice(0, maxPlanned)
  const past = meetingsInState(network, 'checking-in', 'held', 'missed', 'struck').toReversed()
  const shown = past.slice(0, maxPast)
  const blocks: (Block | undefined)[] = [heading(`Meetings of ${network.name}`)]
  if (network.stalled !== undefined) blocks.push(textBlock(rich`${noMeetingsNow}`))
  if (planned.length === 0 && network.closing === undefined)
    blocks.push(textBlock(rich`No meeting is planned.`))
  blocks.push(
    ...planned.flatMap((meeting) => plannedBlocks(turn, meeting)),
    listBlock(shown.map((meeting) => meetingLine(meeting, turn.zone))),
  )
  if (past.length > shown.length)
    blocks.push(note(rich`And ${pluralize(past.length - shown.length, 'earlier meeting')}.`))
  blocks.push(listButtons(turn, past.length > 0))
  return showCard(card(...blocks))
}

function plannedBlocks({ network, zone }: NetworkTurn, meeting: Meeting): readonly (Block | undefined)[] {
  const row = cancelButtons(network.id, meeting)
  const line = rich`${bold('Coming up:')} ${timeRun(meeting.start, zone)}${repeatsText(network, meeting)}`
  if (network.stalled !== undefined) return [textBlock(rich`${line}, on hold`), buttons(...row)]
  const move = button('Move', 'move', { network: network.id, meeting: meeting.id })
  return [textBlock(line), buttons(move, ...row)]
}

function listButtons(turn: NetworkTurn, hasPast: boolean): Block | undefined {
  const { network } = turn
  const values = { network: network.id }
  const row: Button[] = []
  if (network.stalled === undefined) {
    row.push(
      button('Plan a meeting', 'meet', values, 'primary'),
      button('Record one that took place', 'met', values),
    )
  } else {
    row.push(
      button('Put something on the table', 'put', values, 'primary'),
      button('Record one that took place', 'met', values),
    )
  }
  if (correctableMeetings(turn).length > 0) row.push(button('Correct one', 'correct', values))
  if (hasPast) row.push(pictureButton(network, 'timeline'))
  return buttons(...row)
}

/** Lets the speaker choose which of the planned meetings to cancel. */
export function cancelCard(turn: NetworkTurn): Answer {
  const planned = upcomingMeetings(turn.network, turn.now).slice(0, maxPlanned)
  if (planned.length === 0) return nothingPlannedCard(turn, 'cancel')
  return showCard(
    card(
      textBlock(rich`Which meeting do you want to cancel?`),
      ...planned.flatMap((meeting) => [
        textBlock(rich`${timeRun(meeting.start, turn.zone)}`),
        buttons(...cancelButtons(turn.network.id, meeting)),
      ]),
    ),
  )
}

export function nothingPlannedCard({ network }: NetworkTurn, action: 'move' | 'cancel'): Answer {
  return showCard(
    card(
      textBlock(rich`No meeting is planned, so there’s nothing to ${action}.`),
      buttons(button('Plan a meeting', 'meet', { network: network.id })),
    ),
  )
}

function cancelButtons(network: string, meeting: Meeting): readonly Button[] {
  const values = { network, meeting: meeting.id }
  const row = [button('Cancel this one', 'cancel', values, 'danger')]
  if (meeting.series !== undefined)
    row.push(button('Cancel it and all that follow', 'cancel-series', values, 'danger'))
  return row
}
