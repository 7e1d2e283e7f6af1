// Lessons: keeping one thing that the network learned, and reading the lessons.
import type { Block, Button, Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { lessonOf } from '../../domain/phases/lessons.ts'
import type { Lesson } from '../../domain/phases/state.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import {
  fieldErrors,
  fieldValue,
  hasErrors,
  maxLength,
  paragraphField,
  tooLongMessage,
} from '../kit/form-fields.ts'
import { button, buttons, card, heading, note, rich, textBlock, timeRun } from '../kit/markup.ts'
import { noNetworkHereCard } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import { chooseNetworkCard } from '../overview/my-networks.ts'
import type { NetworkTurn, Turn } from '../turn.ts'
import {
  isOffered,
  lessonSearchAnswer,
  lessonsPerCard,
  libraryReadersText,
  offerButton,
  shareField,
  showLessonsButton,
} from './lesson-library.ts'
import { answerIn, lessonsFromReflectionCard } from './lessons-from-reflection.ts'

const readersText = `Every member of the network can read it, without your name. ${libraryReadersText}`

function lessonForm(turn: NetworkTurn, text: string, errors: Values = {}): Answer {
  return openForm({
    id: 'lesson',
    title: 'One thing we learned',
    intro: readersText,
    fields: [paragraphField('text', 'What did you learn?', { initial: text }), shareField],
    submit: 'Keep it',
    values: { network: turn.network.id, lesson: turn.newId() },
    errors,
  })
}

interface NewLesson {
  readonly lesson: string
  readonly text: string
  readonly offered: boolean
}

function keep(turn: NetworkTurn, { lesson, text, offered }: NewLesson): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'keep-lesson', lesson, text, offered: offered ? true : undefined },
    done: (after) => keptCard({ ...turn, network: after }, { lesson, text, offered }),
    field: () => 'text',
  }
}

function keptCard(turn: NetworkTurn, { lesson, text, offered }: NewLesson): Card {
  const { network } = turn
  const known = lessonOf(network, lesson)
  const row: (Button | undefined)[] = [button('Undo', 'undo-lesson', { network: network.id, lesson })]
  if (known !== undefined) row.push(offerButton(turn, known))
  row.push(showLessonsButton(network))
  if (offered)
    return card(
      textBlock(rich`I’ve kept this as a lesson and offered it to the library:`),
      { kind: 'quote', text },
      buttons(...row),
    )
  return card(
    textBlock(rich`I’ve kept this as a lesson:`),
    { kind: 'quote', text },
    note(rich`${readersText}`),
    buttons(...row),
  )
}

function undo({ network }: NetworkTurn, lesson: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'undo-lesson', lesson },
    done: () => card(textBlock(rich`I’ve taken that lesson away again.`)),
  }
}

function lessonByWords(turn: NetworkTurn, text: string): Answer {
  if (text.length > maxLength.paragraph)
    return lessonForm(turn, text, { text: tooLongMessage(text.length, maxLength.paragraph) })
  if (text === '' || turn.confirmInForm) return lessonForm(turn, text)
  return keep(turn, { lesson: turn.newId(), text, offered: false })
}

/** Without a query, the latest lessons of the network here; with one, every lesson that the speaker may read. */
function lessonsByWords(turn: Turn, query: string): Answer {
  if (query !== '') return lessonSearchAnswer(query)
  const [network, ...others] = turn.networks
  if (network === undefined) return showCard(noNetworkHereCard())
  if (others.length > 0) return showCard(chooseNetworkCard(turn, 'lessons'))
  return lessonsCard({ ...turn, network })
}

/** The latest lessons, leaving out the first `from` of them. */
function lessonsCard(turn: NetworkTurn, from = 0): Answer {
  const { network } = turn
  const lessons = network.lessons.toReversed().slice(from)
  const blocks: (Block | undefined)[] = [heading(`What ${network.name} has learned`)]
  if (network.lessons.length === 0)
    blocks.push(textBlock(rich`No lesson has been kept yet. What did the last meeting teach you?`))
  for (const lesson of lessons.slice(0, lessonsPerCard)) blocks.push(...lessonBlocks(turn, lesson))

  const values = { network: network.id }
  const row = [
    button('Keep a lesson', 'lesson', values, 'primary'),
    button('Find a lesson', 'seek-lessons', {}),
  ]
  if (lessons.some(({ offered }) => offered === undefined))
    row.push(button('Offer some to the library', 'lessons-to-offer', values))
  if (lessons.length > lessonsPerCard)
    row.push(button('Show older ones', 'lessons', { ...values, from: String(from + lessonsPerCard) }))
  return showCard(card(...blocks, buttons(...row)))
}

function lessonBlocks(turn: NetworkTurn, lesson: Lesson): readonly (Block | undefined)[] {
  const quote: Block = { kind: 'quote', text: lesson.text }
  const keptOn = timeRun(lesson.at, turn.zone, 'date')
  if (lesson.offered === undefined) return [quote, note(rich`${keptOn}`)]
  return [quote, note(rich`${keptOn}; in the library`), buttons(offerButton(turn, lesson))]
}

/** The position that a button carries, or 0 where it carries no number. */
function fromOf({ from = '' }: Values): number {
  return /^\d{1,6}$/.test(from) ? Number(from) : 0
}

export const lessonsModule: CommandModule = {
  commands: [
    {
      name: 'lesson',
      takes: '[words]',
      help: 'keep one thing you’ve learned',
      needs: 'network',
      whileClosed: true,
      handle: lessonByWords,
    },
    {
      name: 'lessons',
      takes: '[words]',
      help: 'what the network has learned; add words to find lessons, including those others have offered',
      needs: 'nothing',
      handle: lessonsByWords,
    },
  ],
  actions: {
    lesson: {
      needs: 'network',
      handle: (turn, { round, answer }) => lessonForm(turn, answerIn(turn.network, round, answer)),
    },
    'round-lessons': {
      needs: 'network',
      handle: (turn, { round = '', ...values }) => lessonsFromReflectionCard(turn, round, fromOf(values)),
    },
    lessons: { needs: 'network', handle: (turn, values) => lessonsCard(turn, fromOf(values)) },
    'undo-lesson': { needs: 'network', handle: (turn, { lesson = '' }) => undo(turn, lesson) },
  },
  forms: {
    lesson: {
      needs: 'network',
      handle(turn, fields, { lesson }) {
        const errors = fieldErrors(fields, ['text'], { text: maxLength.paragraph })
        if (hasErrors(errors)) return showErrors(errors)
        return keep(turn, {
          lesson: lesson ?? turn.newId(),
          text: fieldValue(fields, 'text'),
          offered: isOffered(fields),
        })
      },
    },
  },
}
