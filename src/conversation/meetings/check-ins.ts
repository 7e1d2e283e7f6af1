// Answering a check-in: attendance, nothing this time, the private pulse, and what was learned.
import type { Block, Button, Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Pulse } from '../../domain/core/terms.ts'
import { holds, isMember } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand, showErrors } from '../answers.ts'
import { fieldErrors, fieldValue, hasErrors, maxLength, paragraphField } from '../kit/form-fields.ts'
import { button, buttons, card, listText, rich, textBlock } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import { isOffered, libraryReadersText, shareField } from '../phases/lesson-library.ts'
import type { NetworkTurn } from '../turn.ts'
import { attendeesOf } from './check-in-cards.ts'

const pulses: readonly (readonly [Pulse, string])[] = [
  ['yes', 'Yes'],
  ['not-sure', 'Not sure'],
  ['no', 'No'],
]

function answerAttendance(turn: NetworkTurn, meeting: string, there: boolean): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'answer-attendance', meeting, there, person: turn.speaker.id },
    done(after) {
      if (there) return wasThereCard(turn, after, meeting)
      return wasNotThereCard(turn, after, meeting)
    },
  }
}

function wasThereCard(turn: NetworkTurn, after: Network, meeting: string): Card {
  const values = { network: after.id, meeting }
  const blocks: (Block | undefined)[] = [textBlock(rich`You were there. Thanks for saying so.`)]
  if (mayConfirm(turn, after, meeting))
    blocks.push(
      textBlock(
        rich`The meeting counts as held once a second person says they were there, or once you say it took place.`,
      ),
      buttons(button('It took place', 'took-place', values)),
    )
  blocks.push(
    ...pulseQuestion(turn, values),
    buttons(button('No, I couldn’t come', 'not-there', values), takeBackButton(values)),
  )
  return card(...blocks)
}

function wasNotThereCard(turn: NetworkTurn, after: Network, meeting: string): Card {
  const values = { network: after.id, meeting }
  return card(
    textBlock(rich`You couldn’t come. Thanks for saying so.`),
    ...pulseQuestion(turn, values),
    buttons(button('No, I was there', 'there', values), takeBackButton(values)),
  )
}

function takeBackButton(values: Values): Button {
  return button('Take that back', 'attendance-back', values)
}

function takeBackAttendance(turn: NetworkTurn, meeting: string): RunCommand {
  const values = { network: turn.network.id, meeting }
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'take-back-attendance', meeting },
    done: () =>
      card(
        textBlock(rich`I’ve taken that back. You haven’t said whether you were there.`),
        buttons(button('I was there', 'there', values), button('I couldn’t come', 'not-there', values)),
      ),
  }
}

/** Whether it depends on the speaker, as an entrepreneur, that the meeting counts as held. */
function mayConfirm({ speaker }: NetworkTurn, network: Network, id: string): boolean {
  const meeting = network.meetings.get(id)
  if (meeting === undefined || meeting.confirmed || attendeesOf(meeting).length >= 2) return false
  return holds(network, speaker.id, 'public-entrepreneur')
}

function pulseQuestion({ network, speaker }: NetworkTurn, values: Values): readonly (Block | undefined)[] {
  if (!isMember(network, speaker.id)) return []
  return [
    textBlock(
      rich`Privately: would you come to the next one? Nobody sees your answer, and it isn’t in the network’s record. When the check-in closes, the network’s channels see how many said what, if three or more answered. If fewer did, I’ll delete the answers unread.`,
    ),
    buttons(...pulses.map(([pulse, label]) => button(label, 'pulse', { ...values, pulse }))),
  ]
}

function answerPulse(turn: NetworkTurn, meeting: string, value: string | undefined): RunCommand {
  if (value === 'taken-back')
    return runWithReply(
      turn,
      { kind: 'answer-pulse', meeting, pulse: value },
      'I’ve taken back your private answer and deleted it, so it won’t be counted.',
    )
  const known = pulses.find(([pulse]) => pulse === value)
  const labels = known === undefined ? [] : [known[1].toLowerCase()]
  const values = { network: turn.network.id, meeting, pulse: 'taken-back' }
  return runWithReply(
    turn,
    { kind: 'answer-pulse', meeting, pulse: known?.[0] ?? 'not-sure' },
    `Your private answer: ${listText(labels)}. You can change it or take it back while the check-in is open.`,
    button('Take that back', 'pulse', values),
  )
}

/** Runs a command that is confirmed by one sentence, with a way back where there is one. */
function runWithReply(
  turn: NetworkTurn,
  command: RunCommand['command'],
  sentence: string,
  back?: Button,
): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command,
    done: () => card(textBlock(rich`${sentence}`), back && buttons(back)),
  }
}

function answerNothing(turn: NetworkTurn, meeting: string): RunCommand {
  const values = { network: turn.network.id, meeting }
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'answer-nothing', meeting },
    done: () =>
      card(
        textBlock(
          rich`You have nothing this time. You can still put something on the table while the check-in is open.`,
        ),
        buttons(button('Take that back', 'nothing-back', values)),
      ),
  }
}

function learnedForm(turn: NetworkTurn, meeting: string): Answer {
  return openForm({
    id: 'learned',
    title: 'One thing we learned',
    intro: `I’ll post it in the network’s channels when the check-in closes, without your name. Everyone in those channels can read it. ${libraryReadersText}`,
    fields: [paragraphField('text', 'What did you learn?'), shareField],
    submit: 'Keep it',
    values: { network: turn.network.id, meeting, lesson: turn.newId() },
  })
}

function submitLearned(turn: NetworkTurn, fields: Values, { meeting = '', lesson }: Values): Answer {
  const errors = fieldErrors(fields, ['text'], { text: maxLength.paragraph })
  if (hasErrors(errors)) return showErrors(errors)
  const id = lesson ?? turn.newId()
  const command: RunCommand['command'] = {
    kind: 'keep-lesson',
    lesson: id,
    text: fieldValue(fields, 'text'),
    meeting,
    offered: isOffered(fields) ? true : undefined,
  }
  return {
    ...runWithReply(
      turn,
      command,
      'I’ve kept what you learned. It will be posted in the network’s channels when the check-in closes. Until then you can take it back.',
      button('Take that back', 'undo-lesson', { network: turn.network.id, lesson: id }),
    ),
    field: () => 'text',
  }
}

export const checkInsModule: CommandModule = {
  commands: [],
  actions: {
    there: { needs: 'network', handle: (turn, { meeting = '' }) => answerAttendance(turn, meeting, true) },
    'not-there': {
      needs: 'network',
      handle: (turn, { meeting = '' }) => answerAttendance(turn, meeting, false),
    },
    'attendance-back': {
      needs: 'network',
      handle: (turn, { meeting = '' }) => takeBackAttendance(turn, meeting),
    },
    'took-place': {
      needs: 'network',
      handle: (turn, { meeting = '' }) =>
        runWithReply(
          turn,
          { kind: 'confirm-meeting', meeting },
          'You’ve said the meeting took place, so it counts.',
        ),
    },
    nothing: { needs: 'network', handle: (turn, { meeting = '' }) => answerNothing(turn, meeting) },
    'nothing-back': {
      needs: 'network',
      handle: (turn, { meeting = '' }) =>
        runWithReply(
          turn,
          { kind: 'answer-nothing', meeting, back: true },
          'I’ve taken that back. You haven’t said whether you have something for the table.',
        ),
    },
    pulse: {
      needs: 'network',
      handle: (turn, { meeting = '', pulse }) => answerPulse(turn, meeting, pulse),
    },
    learned: { needs: 'network', handle: (turn, { meeting = '' }) => learnedForm(turn, meeting) },
  },
  forms: { learned: { needs: 'network', handle: submitLearned } },
}
