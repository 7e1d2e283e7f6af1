// Meetings: what can be typed, pressed and submitted about them.
import type { Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { upcomingMeetings } from '../../domain/meetings/meetings.ts'
import type { Meeting } from '../../domain/state.ts'
import { type Answer, openForm, showCard, showErrors } from '../answers.ts'
import { fieldValue } from '../kit/form-fields.ts'
import { button, buttons, card, rich, textBlock, timeRun } from '../kit/markup.ts'
import { type ParsedDate, parseMeetingTime } from '../kit/parse-date.ts'
import { refusalSentence } from '../kit/refusal-sentences.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'
import { meetingLine } from './meeting-cards.ts'
import { cancel, type MeetingTime, move, plan, record } from './meeting-commands.ts'
import { correctForm, meetForm, meetingLengths, metForm, moveForm, whenError } from './meeting-forms.ts'
import { cancelCard, meetingsCard, nothingPlannedCard } from './meeting-list.ts'
import { stallOptionsCard } from './stall-card.ts'

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
    done: (after) => correctedCard(turn, after.meetings.get(meeting)),
    field: () => 'meeting',
  }
}

function correctedCard({ zone }: NetworkTurn, meeting: Meeting | undefined): Card {
  const blocks = [textBlock(rich`Corrected.`)]
  if (meeting !== undefined) blocks.push(textBlock(meetingLine(meeting, zone)))
  return card(...blocks)
}

/** Answers for a stalled network before any form opens. */
function unlessStalled(turn: NetworkTurn, answer: () => Answer): Answer {
  const { network, people, speaker } = turn
  if (network.stalled === undefined) return answer()
  const why = rich`${refusalSentence({ kind: 'stalled' }, people)}`
  return showCard(stallOptionsCard(network, why, speaker.id))
}

function parseTime(turn: NetworkTurn, words: string, towards: 'future' | 'past'): ParsedDate {
  const { now, zone, speaker } = turn
  return parseMeetingTime(words, { now, zone, towards, locale: speaker.locale })
}

function meetByWords(turn: NetworkTurn, words: string): Answer {
  return unlessStalled(turn, () => {
    if (words === '' || turn.confirmInForm) return openForm(meetForm(turn, { when: words }))
    const when = parseTime(turn, words, 'future')
    if (when.kind !== 'understood')
      return openForm(meetForm(turn, { when: words, error: whenError(when, words) }))
    if (when.start <= turn.now) return wrongDirectionCard(turn, when, 'in-the-past')
    return plan(turn, when, turn.newId())
  })
}

function metByWords(turn: NetworkTurn, words: string): Answer {
  return unlessStalled(turn, () => {
    if (words === '' || turn.confirmInForm) return openForm(metForm(turn, { when: words }))
    const when = parseTime(turn, words, 'past')
    if (when.kind !== 'understood')
      return openForm(metForm(turn, { when: words, error: whenError(when, words) }))
    if (when.start > turn.now) return wrongDirectionCard(turn, when, 'in-the-future')
    return record(turn, when, turn.newId())
  })
}

/** A plan in the past may be a meeting to record, and a record in the future one to plan. */
function wrongDirectionCard(
  turn: NetworkTurn,
  { start, minutes }: MeetingTime,
  why: 'in-the-past' | 'in-the-future',
): Answer {
  const values = {
    network: turn.network.id,
    meeting: turn.newId(),
    start: String(start),
    minutes: String(minutes),
  }
  const instead = {
    'in-the-past': button('Record it', 'record-at', values, 'primary'),
    'in-the-future': button('Plan it', 'plan-at', values, 'primary'),
  }
  return showCard(
    card(
      textBlock(
        rich`I understood ${timeRun(start, turn.zone)}. ${refusalSentence({ kind: why }, turn.people)}`,
      ),
      buttons(instead[why]),
    ),
  )
}

/** The time that a button of `wrongDirectionCard` carries. */
function timeOfButton({ start, minutes }: Values): MeetingTime {
  return { kind: 'understood', start: Number(start) || 0, minutes: Number(minutes) || 60 }
}

function moveByWords(turn: NetworkTurn, words: string): Answer {
  return unlessStalled(turn, () => {
    const next = upcomingMeetings(turn.network, turn.now)[0]
    if (next === undefined) return nothingPlannedCard(turn, 'move')
    if (words === '' || turn.confirmInForm) return openForm(moveForm(turn, next.id, { when: words }))
    const when = parseTime(turn, words, 'future')
    if (when.kind !== 'understood')
      return openForm(moveForm(turn, next.id, { when: words, error: whenError(when, words) }))
    return move(turn, next.id, when)
  })
}

/** The length and the interval that are chosen in the form come before those in the words. */
function submittedTime(
  turn: NetworkTurn,
  fields: Values,
  towards: 'future' | 'past',
): MeetingTime | { readonly kind: 'form-errors'; readonly errors: Values } {
  const words = fieldValue(fields, 'when')
  const when = parseTime(turn, words, towards)
  if (when.kind !== 'understood') return { kind: 'form-errors', errors: { when: whenError(when, words) } }
  const minutes = Number(fields.minutes)
  const weeks = Number(fields.weeks)
  return {
    ...when,
    minutes: meetingLengths.includes(minutes) ? minutes : when.minutes,
    repeat: weeks > 0 && weeks <= 4 ? { weeks } : when.repeat,
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
        unlessStalled(turn, () => record(turn, timeOfButton(values), values.meeting ?? turn.newId())),
    },
    'plan-at': {
      needs: 'network',
      handle: (turn, values) =>
        unlessStalled(turn, () => plan(turn, timeOfButton(values), values.meeting ?? turn.newId())),
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
        const when = submittedTime(turn, fields, 'future')
        return when.kind === 'form-errors' ? when : plan(turn, when, meeting ?? turn.newId())
      },
    },
    met: {
      needs: 'network',
      handle(turn, fields, { meeting }) {
        const when = submittedTime(turn, fields, 'past')
        return when.kind === 'form-errors' ? when : record(turn, when, meeting ?? turn.newId())
      },
    },
    move: {
      needs: 'network',
      handle(turn, fields) {
        const when = submittedTime(turn, fields, 'future')
        return when.kind === 'form-errors' ? when : move(turn, fieldValue(fields, 'meeting'), when)
      },
    },
    correct: { needs: 'network', handle: correct },
  },
}
