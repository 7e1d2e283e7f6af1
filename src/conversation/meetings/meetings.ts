import type { Values } from '../../chat/inbound.ts'
import { upcomingMeetings } from '../../domain/meetings/meetings.ts'
import type { Meeting } from '../../domain/meetings/state.ts'
import { type Answer, openForm, showCard, showErrors } from '../answers.ts'
import { fieldValue } from '../kit/form-fields.ts'
import { button, buttons, card, rich, textBlock } from '../kit/markup.ts'
import { type MeetingTime, type ParsedDate, parseMeetingTime } from '../kit/parse-date.ts'
import { refusalSentence } from '../kit/refusal-sentences.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'
import { cancel, move, plan, record, undoChange } from './meeting-commands.ts'
import { meetForm, meetingLengths, metForm, moveForm, whenError } from './meeting-forms.ts'
import { cancelCard, meetingsCard, nothingPlannedCard } from './meeting-list.ts'
import {
  moveOrAsk,
  planOrAsk,
  type ReadTime,
  recordOrAsk,
  timeOfValues,
  valuesOfTime,
} from './planning/ask-first.ts'
import { correct, openCorrectForm } from './planning/correct-meeting.ts'
import { lengthText, repeatText, timeText } from './planning/time-text.ts'
import { stallOptionsCard } from './stall-card.ts'

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
    if (words === '') return openForm(meetForm(turn))
    const when = parseTime(turn, words, 'future')
    if (when.kind !== 'understood')
      return openForm(meetForm(turn, { when: words, error: whenError(turn, when, words) }))
    if (when.start <= turn.now) return wrongDirectionCard(turn, when, words)
    return planOrAsk(turn, { words, time: when, assumed: when.assumed }, turn.newId())
  })
}

/** Also for a stalled network, so that the journal stays true. */
function metByWords(turn: NetworkTurn, words: string): Answer {
  if (words === '') return openForm(metForm(turn))
  const when = withoutRepeat(parseTime(turn, words, 'past'))
  if (when.kind !== 'understood')
    return openForm(metForm(turn, { when: words, error: whenError(turn, when, words) }))
  if (when.start > turn.now) return wrongDirectionCard(turn, when, words)
  return recordOrAsk(turn, { words, time: when, assumed: when.assumed }, turn.newId())
}

/** Only a plan repeats; elsewhere the words for it are not understood. */
function withoutRepeat(when: ParsedDate): ParsedDate {
  if (when.kind !== 'understood' || when.repeat === undefined) return when
  const { start, minutes, repeat } = when
  return { kind: 'partly', unread: repeatText(repeat.weeks), time: { start, minutes } }
}

/** A plan in the past may be a meeting to record, and a record in the future one to plan. */
function wrongDirectionCard(turn: NetworkTurn, time: MeetingTime, words: string): Answer {
  const network = turn.network.id
  const values = { network, meeting: turn.newId(), ...valuesOfTime(time) }
  const isPast = time.start <= turn.now
  const instead = isPast
    ? button('Record it', 'record-at', values, 'primary')
    : button('Plan it', 'plan-at', values, 'primary')
  const why = refusalSentence({ kind: isPast ? 'in-the-past' : 'in-the-future' }, turn.people)
  const change = button('Change it', isPast ? 'meet' : 'met', { network, when: words })
  return showCard(
    card(textBlock(rich`I understood ${timeText(turn, time)}. ${why}`), buttons(instead, change)),
  )
}

function moveByWords(turn: NetworkTurn, words: string): Answer {
  return unlessStalled(turn, () => {
    const next = upcomingMeetings(turn.network, turn.now)[0]
    if (next === undefined) return nothingPlannedCard(turn, 'move')
    if (words === '') return openForm(moveForm(turn, next.id))
    const when = moveTime(turn, words, next)
    if (when.kind !== 'understood')
      return openForm(moveForm(turn, next.id, { when: words, error: whenError(turn, when, words) }))
    return moveOrAsk(turn, { words, time: when, assumed: when.assumed }, next.id)
  })
}

/** A meeting that is moved keeps its length unless the words give it another. */
function moveTime(turn: NetworkTurn, words: string, meeting: Meeting | undefined): ParsedDate {
  const when = withoutRepeat(parseTime(turn, words, 'future'))
  if (when.kind !== 'understood' || !when.assumed.includes('length') || meeting === undefined) return when
  const minutes = Math.round((meeting.end - meeting.start) / 60_000)
  return { ...when, minutes, assumed: when.assumed.filter((one) => one !== 'length') }
}

type Submitted = ReadTime | { readonly errors: Values }

/** What is chosen in the form and what is written may not say two different things. */
function submittedTime(turn: NetworkTurn, fields: Values, towards: 'future' | 'past'): Submitted {
  const words = fieldValue(fields, 'when')
  const parsed = parseTime(turn, words, towards)
  const when = towards === 'past' ? withoutRepeat(parsed) : parsed
  if (when.kind !== 'understood') return { errors: { when: whenError(turn, when, words) } }
  const chosen = Number(fields.minutes)
  const isChosen = meetingLengths.includes(chosen)
  const saysLength = !when.assumed.includes('length')
  if (isChosen && saysLength && chosen !== when.minutes)
    return { errors: { minutes: `Your words say ${lengthText(when.minutes)}. Which of the two is right?` } }
  const weeks = Number(fields.weeks)
  const repeat = weeks > 0 && weeks <= 4 ? { weeks } : when.repeat
  if (when.repeat !== undefined && repeat?.weeks !== when.repeat.weeks)
    return {
      errors: { weeks: `Your words say ${repeatText(when.repeat.weeks)}. Which of the two is right?` },
    }
  const time = { start: when.start, minutes: isChosen ? chosen : when.minutes, repeat }
  return { words, time, assumed: when.assumed.filter((one) => one !== 'length') }
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
      handle: (turn, { meeting, when }) =>
        unlessStalled(turn, () => openForm(moveForm(turn, meeting, { when }))),
    },
    'move-at': {
      needs: 'network',
      handle: (turn, values) =>
        unlessStalled(turn, () => move(turn, values.meeting ?? '', timeOfValues(values))),
    },
    meet: {
      needs: 'network',
      handle: (turn, { when }) => unlessStalled(turn, () => openForm(meetForm(turn, { when }))),
    },
    met: {
      needs: 'network',
      handle: (turn, { when }) => openForm(metForm(turn, { when })),
    },
    cancel: { needs: 'network', handle: (turn, { meeting = '' }) => cancel(turn, meeting, false) },
    'undo-meeting-change': {
      needs: 'network',
      handle: (turn, { meeting = '' }) => undoChange(turn, meeting),
    },
    'cancel-series': { needs: 'network', handle: (turn, { meeting = '' }) => cancel(turn, meeting, true) },
    'record-at': {
      needs: 'network',
      handle: (turn, values) => record(turn, timeOfValues(values), values.meeting ?? turn.newId()),
    },
    'plan-at': {
      needs: 'network',
      handle: (turn, values) =>
        unlessStalled(turn, () => plan(turn, timeOfValues(values), values.meeting ?? turn.newId())),
    },
    correct: { needs: 'network', handle: (turn) => openCorrectForm(turn) },
    strike: {
      needs: 'network',
      handle: (turn, { meeting = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'strike-meeting', meeting },
        done: () => card(textBlock(rich`Undone: the meeting counts as never held.`)),
      }),
    },
  },
  forms: {
    meet: {
      needs: 'network',
      handle(turn, fields, { meeting }) {
        const read = submittedTime(turn, fields, 'future')
        return 'errors' in read ? showErrors(read.errors) : planOrAsk(turn, read, meeting ?? turn.newId())
      },
    },
    met: {
      needs: 'network',
      handle(turn, fields, { meeting }) {
        const read = submittedTime(turn, fields, 'past')
        return 'errors' in read ? showErrors(read.errors) : recordOrAsk(turn, read, meeting ?? turn.newId())
      },
    },
    move: {
      needs: 'network',
      handle(turn, fields) {
        const id = fieldValue(fields, 'meeting')
        const words = fieldValue(fields, 'when')
        const when = moveTime(turn, words, turn.network.meetings.get(id))
        if (when.kind !== 'understood') return showErrors({ when: whenError(turn, when, words) })
        return moveOrAsk(turn, { words, time: when, assumed: when.assumed }, id)
      },
    },
    correct: { needs: 'network', handle: correct },
  },
}
