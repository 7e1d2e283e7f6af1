// Meetings: what can be typed, pressed and submitted about them.
import type { Values } from '../../chat/inbound.ts'
import { meetingsInState, upcomingMeetings } from '../../domain/meetings/meetings.ts'
import type { Meeting } from '../../domain/state.ts'
import { type Answer, openForm, showCard, showErrors } from '../answers.ts'
import { pictureButton } from '../documents/pictures.ts'
import { fieldValue } from '../kit/form-fields.ts'
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
import { type ParsedDate, parseMeetingTime } from '../kit/parse-date.ts'
import { noMeetingsNow, refusalSentence } from '../kit/refusal-sentences.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'
import { meetingLine, repeats } from './meeting-cards.ts'
import { cancel, move, plan, record } from './meeting-commands.ts'
import { correctForm, lengths, meetForm, metForm, moveForm, whenError } from './meeting-forms.ts'
import { stallOptionButtons } from './stall-card.ts'

function cancelCard(turn: NetworkTurn): Answer {
  const planned = upcomingMeetings(turn.network, turn.now).slice(0, 5)
  if (planned.length === 0)
    return showCard(
      card(textBlock(rich`No meeting is planned, so there is nothing to cancel.`), planButton(turn)),
    )
  return showCard(
    card(
      textBlock(rich`Which meeting do you want to cancel?`),
      ...planned.flatMap((meeting) => [
        textBlock(rich`${timeRun(meeting.start, turn.zone)}`),
        cancelButtons(turn, meeting),
      ]),
    ),
  )
}

function cancelButtons(turn: NetworkTurn, meeting: Meeting) {
  const values = { network: turn.network.id, meeting: meeting.id }
  return buttons(
    button('Cancel this one', 'cancel', values, 'danger'),
    meeting.series === undefined
      ? undefined
      : button('Cancel it and all that follow', 'cancel-series', values, 'danger'),
  )
}

function planButton(turn: NetworkTurn) {
  return buttons(button('Plan a meeting', 'meet', { network: turn.network.id }))
}

function meetingsCard(turn: NetworkTurn): Answer {
  const { network } = turn
  const planned = upcomingMeetings(network, turn.now).slice(0, 5)
  const past = meetingsInState(network, 'checking-in', 'held', 'missed', 'struck').toReversed()
  const shown = past.slice(0, 8)
  return showCard(
    card(
      heading(`Meetings of ${network.name}`),
      network.stalled === undefined ? undefined : textBlock(rich`${noMeetingsNow}`),
      planned.length === 0 && network.closing === undefined ? textBlock(rich`None is planned.`) : undefined,
      ...planned.flatMap((meeting) => [
        textBlock(
          rich`${bold('To come:')} ${timeRun(meeting.start, turn.zone)}${repeats(network, meeting)}${network.stalled === undefined ? '' : ', on hold'}`,
        ),
        buttons(
          network.stalled === undefined
            ? button('Move', 'move', { network: network.id, meeting: meeting.id })
            : undefined,
          ...(cancelButtons(turn, meeting)?.kind === 'buttons' ? cancelRow(turn, meeting) : []),
        ),
      ]),
      shown.length === 0
        ? undefined
        : { kind: 'list', items: shown.map((meeting) => meetingLine(meeting, turn.zone)) },
      past.length > shown.length
        ? note(rich`And ${pluralize(past.length - shown.length, 'earlier meeting')}.`)
        : undefined,
      buttons(
        ...(network.stalled === undefined
          ? [
              button('Plan a meeting', 'meet', { network: network.id }, 'primary'),
              button('Record one that took place', 'met', { network: network.id }),
            ]
          : [button('Put something on the table', 'put', { network: network.id }, 'primary')]),
        ...(past.length === 0
          ? []
          : [button('Correct one', 'correct', { network: network.id }), pictureButton(network, 'timeline')]),
      ),
    ),
  )
}

function cancelRow(turn: NetworkTurn, meeting: Meeting) {
  const row = cancelButtons(turn, meeting)
  return row?.kind === 'buttons' ? row.buttons : []
}

function correct(turn: NetworkTurn, fields: Values): Answer {
  const meeting = fieldValue(fields, 'meeting')
  const person = turn.speaker.id
  const commands = {
    there: { kind: 'answer-attendance', meeting, there: true, person },
    'not-there': { kind: 'answer-attendance', meeting, there: false, person },
    'took-place': { kind: 'confirm-meeting', meeting },
    never: { kind: 'strike-meeting', meeting },
  } as const
  const command = commands[fieldValue(fields, 'what') as keyof typeof commands]
  if (command === undefined) return showErrors({ what: 'Choose what it really was.' })
  return {
    kind: 'run-command',
    network: turn.network.id,
    command,
    done(after) {
      const known = after.meetings.get(meeting)
      return card(
        textBlock(rich`Corrected.`),
        known === undefined ? undefined : textBlock(meetingLine(known, turn.zone)),
      )
    },
    field: () => 'meeting',
  }
}

/** Stalled networks answer before any form opens. */
function unlessStalled(turn: NetworkTurn, answer: () => Answer): Answer {
  if (turn.network.stalled === undefined) return answer()
  return showCard(
    stallOptionButtons(
      turn.network,
      rich`${refusalSentence({ kind: 'stalled' }, turn.people)}`,
      turn.speaker.id,
    ),
  )
}

function understood(turn: NetworkTurn, words: string, towards: 'future' | 'past') {
  return parseMeetingTime(words, { now: turn.now, zone: turn.zone, towards, locale: turn.speaker.locale })
}

function meetByWords(turn: NetworkTurn, words: string): Answer {
  return unlessStalled(turn, () => {
    if (words === '') return openForm(meetForm(turn))
    const when = understood(turn, words, 'future')
    if (when.kind === 'understood' && when.start <= turn.now) return otherWay(turn, when, 'in-the-past')
    return when.kind === 'understood'
      ? plan(turn, when, turn.newId())
      : openForm(meetForm(turn, words, whenError(when, words)))
  })
}

function metByWords(turn: NetworkTurn, words: string): Answer {
  return unlessStalled(turn, () => {
    if (words === '') return openForm(metForm(turn))
    const when = understood(turn, words, 'past')
    if (when.kind === 'understood' && when.start > turn.now) return otherWay(turn, when, 'in-the-future')
    return when.kind === 'understood'
      ? record(turn, when, turn.newId())
      : openForm(metForm(turn, words, whenError(when, words)))
  })
}

/** A plan in the past may be a meeting to record, and a record in the future one to plan. */
function otherWay(
  turn: NetworkTurn,
  { start, minutes }: Extract<ParsedDate, { kind: 'understood' }>,
  why: 'in-the-past' | 'in-the-future',
): Answer {
  const values = {
    network: turn.network.id,
    meeting: turn.newId(),
    start: String(start),
    minutes: String(minutes),
  }
  return showCard(
    card(
      textBlock(
        rich`I understood ${timeRun(start, turn.zone)}. ${refusalSentence({ kind: why }, turn.people)}`,
      ),
      buttons(
        why === 'in-the-past'
          ? button('Record it', 'record-at', values, 'primary')
          : button('Plan it', 'plan-at', values, 'primary'),
      ),
    ),
  )
}

function pressedTime({ start, minutes }: Values): Extract<ParsedDate, { kind: 'understood' }> {
  return { kind: 'understood', start: Number(start) || 0, minutes: Number(minutes) || 60 }
}

function moveByWords(turn: NetworkTurn, words: string): Answer {
  return unlessStalled(turn, () => {
    const next = upcomingMeetings(turn.network, turn.now)[0]
    if (next === undefined)
      return showCard(
        card(textBlock(rich`No meeting is planned, so there is nothing to move.`), planButton(turn)),
      )
    const when = understood(turn, words, 'future')
    return words !== '' && when.kind === 'understood'
      ? move(turn, next.id, when)
      : openForm(
          moveForm(
            turn,
            next.id,
            words,
            words === '' || when.kind === 'understood' ? undefined : whenError(when, words),
          ),
        )
  })
}

/** The form's own length and interval hold, unless the words say their own. */
function submitted(
  turn: NetworkTurn,
  fields: Values,
  towards: 'future' | 'past',
): Extract<ParsedDate, { kind: 'understood' }> | { readonly kind: 'form-errors'; readonly errors: Values } {
  const words = fieldValue(fields, 'when')
  const when = understood(turn, words, towards)
  if (when.kind !== 'understood') return { kind: 'form-errors', errors: { when: whenError(when, words) } }
  const minutes = Number(fields.minutes)
  const weeks = Number(fields.weeks)
  return {
    ...when,
    minutes: lengths.includes(minutes) ? minutes : when.minutes,
    ...(weeks > 0 && weeks <= 4 && { repeat: { weeks } }),
  }
}

export const meetingsModule: CommandModule = {
  commands: [
    {
      name: 'meet',
      takes: '[when]',
      help: 'plan a meeting: meet Thu 2pm, meet every second Tuesday 10:00',
      needs: 'network',
      handle: meetByWords,
    },
    {
      name: 'met',
      takes: '[when]',
      help: 'record a meeting that took place: met yesterday 3pm',
      needs: 'network',
      handle: metByWords,
    },
    { name: 'move', takes: '[when]', help: 'move the next meeting', needs: 'network', handle: moveByWords },
    { name: 'cancel', help: 'cancel a planned meeting', needs: 'network', handle: cancelCard },
    {
      name: 'meetings',
      alsoCalled: ['correct'],
      help: 'list the meetings, and correct one',
      needs: 'network',
      whileClosed: true,
      handle: meetingsCard,
    },
  ],
  actions: {
    move: {
      needs: 'network',
      handle: (turn, { meeting }) => unlessStalled(turn, () => openForm(moveForm(turn, meeting))),
    },
    cancel: { needs: 'network', handle: (turn, { meeting = '' }) => cancel(turn, meeting, false) },
    'cancel-series': { needs: 'network', handle: (turn, { meeting = '' }) => cancel(turn, meeting, true) },
    'record-at': {
      needs: 'network',
      handle: (turn, values) =>
        unlessStalled(turn, () => record(turn, pressedTime(values), values.meeting ?? turn.newId())),
    },
    'plan-at': {
      needs: 'network',
      handle: (turn, values) =>
        unlessStalled(turn, () => plan(turn, pressedTime(values), values.meeting ?? turn.newId())),
    },
    correct: { needs: 'network', handle: (turn) => openForm(correctForm(turn)) },
    strike: {
      needs: 'network',
      handle: (turn, { meeting = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'strike-meeting', meeting },
        done: () => card(textBlock(rich`Undone. The meeting counts as never held; the journal shows both.`)),
      }),
    },
  },
  forms: {
    meet: {
      needs: 'network',
      handle(turn, fields, { meeting }) {
        const when = submitted(turn, fields, 'future')
        return when.kind === 'form-errors' ? when : plan(turn, when, meeting ?? turn.newId())
      },
    },
    met: {
      needs: 'network',
      handle(turn, fields, { meeting }) {
        const when = submitted(turn, fields, 'past')
        return when.kind === 'form-errors' ? when : record(turn, when, meeting ?? turn.newId())
      },
    },
    move: {
      needs: 'network',
      handle(turn, fields) {
        const when = submitted(turn, fields, 'future')
        return when.kind === 'form-errors' ? when : move(turn, fieldValue(fields, 'meeting'), when)
      },
    },
    correct: { needs: 'network', handle: correct },
  },
}
