// Meetings: planning, recording, moving, cancelling, listing, correcting.
import type { Form } from '../chat/form.ts'
import type { Values } from '../chat/inbound.ts'
import type { Instant } from '../network/entry.ts'
import { meetingsBy, plannedMeetings } from '../network/meetings.ts'
import { holds } from '../network/people.ts'
import type { Meeting, Network } from '../network/state.ts'
import { choice, line, most, read, tooLong } from './fields.ts'
import { meetingLine } from './meeting-cards.ts'
import { sentence } from './refusals.ts'
import { bold, button, buttons, card, heading, say, text, time } from './say.ts'
import { waysOn } from './stall.ts'
import { type Answer, ask, type Do, mend, type NetworkTurn, type Room, show } from './turn.ts'
import { plainDate } from './vocabulary.ts'
import { readWhen, type When } from './when.ts'

const lengths = [30, 45, 60, 90, 120, 180, 240]
const repeats = [
  ['0', 'Once'],
  ['1', 'Every week'],
  ['2', 'Every second week'],
  ['3', 'Every third week'],
  ['4', 'Every fourth week'],
] as const

function meetForm(turn: NetworkTurn, when = '', error?: string): Form {
  return {
    id: 'meet',
    title: 'Plan a meeting',
    fields: [
      line('when', 'When?', most.date, { initial: when, hint: 'For example Thu 2pm, or 3 December 10:00' }),
      choice('minutes', 'How long?', lengthOptions, { initial: '60' }),
      choice('weeks', 'How often?', repeats, { initial: '0' }),
    ],
    submit: 'Plan it',
    values: { network: turn.network.id, meeting: turn.newId() },
    ...(error !== undefined && { errors: { when: error } }),
  }
}

const lengthOptions = lengths.map((minutes) => [
  String(minutes),
  minutes < 60 ? `${minutes} minutes` : `${minutes / 60} hour${minutes === 60 ? '' : 's'}`,
]) as readonly (readonly [string, string])[]

function metForm(turn: NetworkTurn, when = '', error?: string): Form {
  return {
    id: 'met',
    title: 'Record a meeting that took place',
    intro: 'I open a check-in for it in every home, so that others can say whether they were there.',
    fields: [
      line('when', 'When was it?', most.date, {
        initial: when,
        hint: 'For example today 10am, or yesterday 3pm',
      }),
      choice('minutes', 'How long?', lengthOptions, { initial: '60' }),
    ],
    submit: 'Record it',
    values: { network: turn.network.id, meeting: turn.newId() },
    ...(error !== undefined && { errors: { when: error } }),
  }
}

function moveForm(turn: NetworkTurn, meeting: string | undefined, when = '', error?: string): Form {
  const planned = plannedMeetings(turn.network)
  return {
    id: 'move',
    title: 'Move a meeting',
    fields: [
      choice('meeting', 'Which one?', meetingOptions(turn, planned), {
        initial: meeting ?? planned[0]?.id ?? '',
      }),
      line('when', 'To when?', most.date, { initial: when, hint: 'For example Fri 10am' }),
    ],
    submit: 'Move it',
    values: { network: turn.network.id },
    ...(error !== undefined && { errors: { when: error } }),
  }
}

function meetingOptions(
  turn: NetworkTurn,
  meetings: readonly Meeting[],
): readonly (readonly [string, string])[] {
  return meetings.slice(0, 20).map((meeting) => [meeting.id, spoken(turn, meeting.start)])
}

function spoken(turn: NetworkTurn, at: Instant): string {
  const options = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  } as const
  return new Intl.DateTimeFormat(turn.speaker.locale ?? 'en-NZ', { ...options, timeZone: turn.zone }).format(
    at,
  )
}

/** What to say of a date that was not fully understood. */
function whenError(when: Exclude<When, { kind: 'understood' }>, typedText: string): string {
  if (when.kind === 'no-time') return `I understood ${plainDate(when.date)}. At what time?`
  if (typedText.length > most.date) return tooLong(typedText.length, most.date)
  return typedText === ''
    ? 'When? For example Thu 2pm.'
    : 'I could not read that as a date and time. Try it like Thu 2pm, or 3 December 10:00.'
}

function plan(turn: NetworkTurn, when: Extract<When, { kind: 'understood' }>, meeting: string): Do {
  const { start, minutes, repeat } = when
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'plan-meeting', meeting, start, minutes, zone: turn.zone, ...(repeat && { repeat }) },
    done(after) {
      const planned = after.meetings.get(meeting) ?? meetingsOf(after, meeting)[0]
      const values = { network: after.id, meeting: planned?.id ?? meeting }
      return card(
        text(
          say`Planned: ${time(start, turn.zone)}, ${lengthWords(minutes)}${repeat === undefined ? '' : `, ${repeatWords(repeat.weeks)}`}. Every home has been told, and I ask at the end what is on the table.`,
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

function meetingsOf(network: Network, series: string): readonly Meeting[] {
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

function record(turn: NetworkTurn, when: Extract<When, { kind: 'understood' }>, meeting: string): Do {
  const { start, minutes } = when
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'record-meeting', meeting, start, minutes, zone: turn.zone },
    done(after) {
      const known = after.meetings.get(meeting)
      const closes = known?.state.kind === 'checking-in' ? known.state.closes : turn.now
      return card(
        text(say`Recorded: a meeting on ${time(start, turn.zone)}, and you were there.`),
        known?.confirmed
          ? text(say`It counts as held, since you say so as an entrepreneur.`)
          : text(say`It counts once one other person says the same in the check-in.`),
        text(
          say`The check-in is open in every home until ${time(closes, turn.zone)}. Is there anything to put on the table?`,
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

function move(turn: NetworkTurn, meeting: string, when: Extract<When, { kind: 'understood' }>): Do {
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'move-meeting', meeting, start: when.start },
    done: (after) =>
      card(
        text(say`Moved to ${time(when.start, turn.zone)}. Every home has been told.`),
        buttons(button('Move it again', 'move', { network: after.id, meeting })),
      ),
    field: () => 'when',
  }
}

function cancel(turn: NetworkTurn, meeting: string, series: boolean): Do {
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'cancel-meeting', meeting, series },
    done: (after) =>
      card(
        text(series ? say`Cancelled, and it no longer repeats.` : say`Cancelled. Every home has been told.`),
        buttons(button('Plan another', 'meet', { network: after.id })),
      ),
  }
}

function cancelCard(turn: NetworkTurn): Answer {
  const planned = plannedMeetings(turn.network).slice(0, 5)
  if (planned.length === 0)
    return show(card(text(say`No meeting is planned, so there is nothing to cancel.`), planButton(turn)))
  return show(
    card(
      text(say`Which meeting do you want to cancel?`),
      ...planned.flatMap((meeting) => [
        text(say`${time(meeting.start, turn.zone)}`),
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
  const planned = plannedMeetings(network).slice(0, 5)
  const past = meetingsBy(network, 'checking-in', 'held', 'missed', 'struck').toReversed().slice(0, 8)
  return show(
    card(
      heading(`Meetings of ${network.name}`),
      network.stalled === undefined ? undefined : text(say`${sentence({ kind: 'stalled' }, turn.people)}`),
      planned.length === 0 ? text(say`None is planned.`) : undefined,
      ...planned.flatMap((meeting) => [
        text(
          say`${bold('To come:')} ${time(meeting.start, turn.zone)}${network.stalled === undefined ? '' : ', on hold'}`,
        ),
        buttons(
          button('Move', 'move', { network: network.id, meeting: meeting.id }),
          ...(cancelButtons(turn, meeting)?.kind === 'buttons' ? cancelRow(turn, meeting) : []),
        ),
      ]),
      past.length === 0
        ? undefined
        : { kind: 'list', items: past.map((meeting) => meetingLine(meeting, turn.zone)) },
      buttons(
        ...(network.stalled === undefined
          ? [
              button('Plan a meeting', 'meet', { network: network.id }, 'primary'),
              button('Record one that took place', 'met', { network: network.id }),
            ]
          : [button('Put something on the table', 'put', { network: network.id }, 'primary')]),
        past.length === 0 ? undefined : button('Correct one', 'correct', { network: network.id }),
      ),
    ),
  )
}

function cancelRow(turn: NetworkTurn, meeting: Meeting) {
  const row = cancelButtons(turn, meeting)
  return row?.kind === 'buttons' ? row.buttons : []
}

function correctForm(turn: NetworkTurn): Form {
  const past = meetingsBy(turn.network, 'checking-in', 'held', 'missed').toReversed()
  const entrepreneur = holds(turn.network, turn.speaker.id, 'public-entrepreneur')
  return {
    id: 'correct',
    title: 'Correct a meeting',
    intro: 'The journal keeps both what stood there and the correction. The count follows.',
    fields: [
      choice('meeting', 'Which one?', meetingOptions(turn, past), { initial: past[0]?.id ?? '' }),
      choice('what', 'What was it really?', [
        ['there', 'I was there'],
        ['not-there', 'I was not there'],
        ...(entrepreneur
          ? ([
              ['took-place', 'It took place'],
              ['never', 'It never took place'],
            ] as const)
          : []),
      ]),
    ],
    submit: 'Correct it',
    values: { network: turn.network.id },
  }
}

function correct(turn: NetworkTurn, fields: Values): Answer {
  const meeting = read(fields, 'meeting')
  const person = turn.speaker.id
  const commands = {
    there: { kind: 'answer-attendance', meeting, there: true, person },
    'not-there': { kind: 'answer-attendance', meeting, there: false, person },
    'took-place': { kind: 'confirm-meeting', meeting },
    never: { kind: 'strike-meeting', meeting },
  } as const
  const command = commands[read(fields, 'what') as keyof typeof commands]
  if (command === undefined) return mend({ what: 'Choose what it really was.' })
  return {
    kind: 'do',
    network: turn.network.id,
    command,
    done(after) {
      const known = after.meetings.get(meeting)
      return card(
        text(say`Corrected.`),
        known === undefined ? undefined : text(meetingLine(known, turn.zone)),
      )
    },
    field: () => 'meeting',
  }
}

/** Stalled networks answer before any form opens. */
function unlessStalled(turn: NetworkTurn, answer: () => Answer): Answer {
  if (turn.network.stalled === undefined) return answer()
  return show(waysOn(turn.network, say`${sentence({ kind: 'stalled' }, turn.people)}`))
}

function understood(turn: NetworkTurn, words: string, towards: 'future' | 'past') {
  return readWhen(words, turn.now, turn.zone, towards, turn.speaker.locale)
}

function meetByWords(turn: NetworkTurn, words: string): Answer {
  return unlessStalled(turn, () => {
    if (words === '') return ask(meetForm(turn))
    const when = understood(turn, words, 'future')
    return when.kind === 'understood'
      ? plan(turn, when, turn.newId())
      : ask(meetForm(turn, words, whenError(when, words)))
  })
}

function metByWords(turn: NetworkTurn, words: string): Answer {
  return unlessStalled(turn, () => {
    if (words === '') return ask(metForm(turn))
    const when = understood(turn, words, 'past')
    return when.kind === 'understood'
      ? record(turn, when, turn.newId())
      : ask(metForm(turn, words, whenError(when, words)))
  })
}

function moveByWords(turn: NetworkTurn, words: string): Answer {
  return unlessStalled(turn, () => {
    const next = plannedMeetings(turn.network)[0]
    if (next === undefined)
      return show(card(text(say`No meeting is planned, so there is nothing to move.`), planButton(turn)))
    const when = understood(turn, words, 'future')
    return words !== '' && when.kind === 'understood'
      ? move(turn, next.id, when)
      : ask(
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
): Extract<When, { kind: 'understood' }> | { readonly kind: 'mend'; readonly errors: Values } {
  const words = read(fields, 'when')
  const when = understood(turn, words, towards)
  if (when.kind !== 'understood') return { kind: 'mend', errors: { when: whenError(when, words) } }
  const minutes = Number(fields.minutes)
  const weeks = Number(fields.weeks)
  return {
    ...when,
    minutes: lengths.includes(minutes) ? minutes : when.minutes,
    ...(weeks > 0 && weeks <= 4 && { repeat: { weeks } }),
  }
}

export const meetingsRoom: Room = {
  words: [
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
    { name: 'meetings', help: 'list the meetings, and correct one', needs: 'network', handle: meetingsCard },
  ],
  presses: {
    meet: { needs: 'network', handle: (turn) => meetByWords(turn, '') },
    met: { needs: 'network', handle: (turn) => metByWords(turn, '') },
    move: {
      needs: 'network',
      handle: (turn, { meeting }) => unlessStalled(turn, () => ask(moveForm(turn, meeting))),
    },
    cancel: { needs: 'network', handle: (turn, { meeting = '' }) => cancel(turn, meeting, false) },
    'cancel-series': { needs: 'network', handle: (turn, { meeting = '' }) => cancel(turn, meeting, true) },
    meetings: { needs: 'network', handle: meetingsCard },
    correct: { needs: 'network', handle: (turn) => ask(correctForm(turn)) },
    strike: {
      needs: 'network',
      handle: (turn, { meeting = '' }) => ({
        kind: 'do',
        network: turn.network.id,
        command: { kind: 'strike-meeting', meeting },
        done: () => card(text(say`Undone. The meeting counts as never held; the journal shows both.`)),
      }),
    },
  },
  submits: {
    meet: {
      needs: 'network',
      handle(turn, fields, { meeting }) {
        const when = submitted(turn, fields, 'future')
        return when.kind === 'mend' ? when : plan(turn, when, meeting ?? turn.newId())
      },
    },
    met: {
      needs: 'network',
      handle(turn, fields, { meeting }) {
        const when = submitted(turn, fields, 'past')
        return when.kind === 'mend' ? when : record(turn, when, meeting ?? turn.newId())
      },
    },
    move: {
      needs: 'network',
      handle(turn, fields) {
        const when = submitted(turn, fields, 'future')
        return when.kind === 'mend' ? when : move(turn, read(fields, 'meeting'), when)
      },
    },
    correct: { needs: 'network', handle: correct },
  },
}
