// Correcting a meeting: who was there, and whether it took place.
import type { Card } from '../../../chat/card.ts'
import type { Field } from '../../../chat/form.ts'
import type { Values } from '../../../chat/inbound.ts'
import { isCorrectable } from '../../../domain/meetings/check-ins.ts'
import { meetingsInState } from '../../../domain/meetings/meetings.ts'
import type { Meeting } from '../../../domain/meetings/state.ts'
import { holds, members } from '../../../domain/membership/members.ts'
import { type Answer, openForm, showCard, showErrors } from '../../answers.ts'
import { choiceField, fieldValue } from '../../kit/form-fields.ts'
import { button, buttons, card, rich, textBlock } from '../../kit/markup.ts'
import type { NetworkTurn } from '../../turn.ts'
import { meetingLine } from '../meeting-cards.ts'
import { meetingOptions } from '../meeting-forms.ts'

/** A choice has room for so many. */
const maxPeople = 100

/** The meetings of which the speaker can correct something, the latest first. */
export function correctableMeetings(turn: NetworkTurn): readonly Meeting[] {
  const past = meetingsInState(turn.network, 'checking-in', 'held', 'missed').toReversed()
  return isEntrepreneur(turn) ? past : past.filter((meeting) => isCorrectable(meeting, turn.now))
}

function isEntrepreneur({ network, speaker }: NetworkTurn): boolean {
  return holds(network, speaker.id, 'public-entrepreneur')
}

export function openCorrectForm(turn: NetworkTurn): Answer {
  const past = correctableMeetings(turn)
  const [latest] = past
  if (latest === undefined) return showCard(nothingToCorrectCard(turn))
  const fields = [choiceField('meeting', 'Which one?', meetingOptions(turn, past), { initial: latest.id })]
  if (isEntrepreneur(turn)) fields.push(whoField(turn))
  fields.push(choiceField('what', 'What really happened?', correctionOptions(turn)))
  return openForm({
    id: 'correct',
    title: 'Correct a meeting',
    intro:
      'The network’s record keeps both what it said before and the correction. The count follows. You can correct who was there for 7 days after the check-in closes.',
    fields,
    submit: 'Correct it',
    values: { network: turn.network.id },
  })
}

function nothingToCorrectCard({ network }: NetworkTurn): Card {
  return card(
    textBlock(
      rich`There’s no meeting that you can correct. You can correct whether you were there for 7 days after the check-in closes. Only a public entrepreneur can correct whether a meeting took place.`,
    ),
    buttons(button('Show the meetings', 'meetings', { network: network.id })),
  )
}

function whoField({ network, people, speaker }: NetworkTurn): Field {
  const others = members(network).filter(({ id }) => id !== speaker.id)
  const named = others
    .slice(0, maxPeople - 1)
    .map(({ id, agency }) => [id, `${people.get(id)?.name ?? 'Somebody'} (${agency})`] as const)
  return choiceField('who', 'Whose attendance, if that was wrong?', [[speaker.id, 'Mine'], ...named], {
    initial: speaker.id,
  })
}

function correctionOptions(turn: NetworkTurn): readonly (readonly [string, string])[] {
  if (!isEntrepreneur(turn))
    return [
      ['there', 'I was there'],
      ['not-there', 'I wasn’t there'],
    ]
  return [
    ['there', 'That person was there'],
    ['not-there', 'That person wasn’t there'],
    ['took-place', 'The meeting took place'],
    ['never', 'The meeting never took place'],
  ]
}

export function correct(turn: NetworkTurn, fields: Values): Answer {
  const meeting = fieldValue(fields, 'meeting')
  const person = fieldValue(fields, 'who') || turn.speaker.id
  const commands = {
    there: { kind: 'answer-attendance', meeting, there: true, person },
    'not-there': { kind: 'answer-attendance', meeting, there: false, person },
    'took-place': { kind: 'confirm-meeting', meeting },
    never: { kind: 'strike-meeting', meeting },
  } as const
  const command = commands[fieldValue(fields, 'what') as keyof typeof commands]
  if (command === undefined) return showErrors({ what: 'Choose what really happened.' })
  return {
    kind: 'run-command',
    network: turn.network.id,
    command,
    done: (after) => correctedCard(turn, after.meetings.get(meeting)),
    field: () => 'meeting',
  }
}

function correctedCard({ zone }: NetworkTurn, meeting: Meeting | undefined): Card {
  const blocks = [textBlock(rich`I’ve corrected the meeting.`)]
  if (meeting !== undefined) blocks.push(textBlock(meetingLine(meeting, zone)))
  return card(...blocks)
}
