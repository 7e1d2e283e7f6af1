// Lessons: one thing learned at a time, kept for the network or offered to others.
import type { Values } from '../../chat/inbound.ts'
import { lessonOf } from '../../domain/phases/lessons.ts'
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
import { isOffered, libraryReadersText, offerButton, searchLessons, shareField } from './lesson-library.ts'
import { answerIn, lessonsFromReflectionCard } from './lessons-from-reflection.ts'

function lessonForm(turn: NetworkTurn, words: string, errors: Values = {}): Answer {
  return openForm({
    id: 'lesson',
    title: 'One thing we learned',
    intro: `Every member of the network can read it, without your name. ${libraryReadersText}`,
    fields: [paragraphField('text', 'What did you learn?', { initial: words }), shareField],
    submit: 'Keep it',
    values: { network: turn.network.id, lesson: turn.newId() },
    errors,
  })
}

function keep(turn: NetworkTurn, lesson: string, words: string, offered: boolean): RunCommand {
  const { network } = turn
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'keep-lesson', lesson, text: words, ...(offered && { offered }) },
    done(after) {
      const kept = lessonOf(after, lesson)
      return card(
        textBlock(offered ? rich`Kept as a lesson, and offered to the library:` : rich`Kept as a lesson:`),
        { kind: 'quote', text: words },
        offered
          ? undefined
          : note(rich`Every member of the network can read it, without your name. ${libraryReadersText}`),
        buttons(
          button('Undo', 'undo-lesson', { network: network.id, lesson }),
          kept === undefined ? undefined : offerButton({ ...turn, network: after }, kept),
          button('Show all lessons', 'lessons', { network: network.id }),
        ),
      )
    },
    field: () => 'text',
  }
}

function undo({ network }: NetworkTurn, lesson: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'undo-lesson', lesson },
    done: () => card(textBlock(rich`Taken away again: that lesson is not kept.`)),
  }
}

function lessonByWords(turn: NetworkTurn, words: string): Answer {
  if (words.length > maxLength.paragraph)
    return lessonForm(turn, words, { text: tooLongMessage(words.length, maxLength.paragraph) })
  return words === '' || turn.confirmInForm ? lessonForm(turn, words) : keep(turn, turn.newId(), words, false)
}

/** Without words the latest of the network here; with words whatever the speaker may read anywhere. */
function lessonsByWords(turn: Turn, words: string): Answer {
  if (words !== '') return searchLessons(words)
  const [network, ...others] = turn.networks
  if (network === undefined) return showCard(noNetworkHereCard())
  return others.length > 0 ? showCard(chooseNetworkCard(turn, 'lessons')) : lessonsCard({ ...turn, network })
}

/** How many lessons a card shows. */
const page = 8

/** The latest lessons, or those before the first `from` of them. */
function lessonsCard(turn: NetworkTurn, from = 0): Answer {
  const { network, zone } = turn
  const lessons = network.lessons.toReversed().slice(from)
  const values = { network: network.id }
  return showCard(
    card(
      heading(`What ${network.name} has learned`),
      network.lessons.length === 0
        ? textBlock(rich`Nothing is kept yet. What did the last meeting teach you?`)
        : undefined,
      ...lessons
        .slice(0, page)
        .flatMap((lesson) => [
          { kind: 'quote', text: lesson.text } as const,
          note(
            rich`${timeRun(lesson.at, zone, 'date')}${lesson.offered === undefined ? '' : '; in the library'}`,
          ),
          lesson.offered === undefined ? undefined : buttons(offerButton(turn, lesson)),
        ]),
      buttons(
        button('Keep a lesson', 'lesson', values, 'primary'),
        button('Find a lesson', 'seek-lessons', {}),
        lessons.some(({ offered }) => offered === undefined)
          ? button('Offer some to the library', 'lessons-to-offer', values)
          : undefined,
        lessons.length > page
          ? button('Show older ones', 'lessons', { ...values, from: String(from + page) })
          : undefined,
      ),
    ),
  )
}

/** What a button carries may be anything. */
function fromOf({ from = '' }: Values): number {
  return /^\d{1,6}$/.test(from) ? Number(from) : 0
}

export const lessonsModule: CommandModule = {
  commands: [
    {
      name: 'lesson',
      takes: '[words]',
      help: 'keep one thing that you learned',
      needs: 'network',
      whileClosed: true,
      handle: lessonByWords,
    },
    {
      name: 'lessons',
      takes: '[words]',
      help: 'what the network has learned; with words it finds lessons, also those that others offered',
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
        return hasErrors(errors)
          ? showErrors(errors)
          : keep(turn, lesson ?? turn.newId(), fieldValue(fields, 'text'), isOffered(fields))
      },
    },
  },
}
