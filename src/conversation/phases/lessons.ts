// Lessons: one thing learned at a time, kept for the network or offered to others.
import type { Values } from '../../chat/inbound.ts'
import { lessonOf } from '../../domain/phases/lessons.ts'
import { errorsIn, most, paragraph, read, some, tooLong } from '../kit/form-fields.ts'
import { button, buttons, card, heading, note, say, text, time } from '../kit/markup.ts'
import { nothingHere } from '../kit/refusal-messages.ts'
import { whichNetwork } from '../overview/my-networks.ts'
import { type Answer, ask, type Do, mend, type NetworkTurn, type Room, show, type Turn } from '../turn.ts'
import { isOffered, offerButton, seek, shareField, whoReads } from './lesson-library.ts'
import { answerIn, roundLessonsCard } from './lessons-from-reflection.ts'

function lessonForm(turn: NetworkTurn, words: string, errors: Values = {}): Answer {
  return ask({
    id: 'lesson',
    title: 'One thing we learned',
    intro: `Every member of the network can read it, without your name. ${whoReads}`,
    fields: [paragraph('text', 'What did you learn?', { initial: words }), shareField],
    submit: 'Keep it',
    values: { network: turn.network.id, lesson: turn.newId() },
    errors,
  })
}

function keep(turn: NetworkTurn, lesson: string, words: string, offered: boolean): Do {
  const { network } = turn
  return {
    kind: 'do',
    network: network.id,
    command: { kind: 'keep-lesson', lesson, text: words, ...(offered && { offered }) },
    done(after) {
      const kept = lessonOf(after, lesson)
      return card(
        text(offered ? say`Kept as a lesson, and offered to the library:` : say`Kept as a lesson:`),
        { kind: 'quote', text: words },
        offered
          ? undefined
          : note(say`Every member of the network can read it, without your name. ${whoReads}`),
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

function undo({ network }: NetworkTurn, lesson: string): Do {
  return {
    kind: 'do',
    network: network.id,
    command: { kind: 'undo-lesson', lesson },
    done: () => card(text(say`Taken away again: that lesson is not kept.`)),
  }
}

function lessonByWords(turn: NetworkTurn, words: string): Answer {
  if (words.length > most.paragraph)
    return lessonForm(turn, words, { text: tooLong(words.length, most.paragraph) })
  return words === '' || turn.isFormFirst ? lessonForm(turn, words) : keep(turn, turn.newId(), words, false)
}

/** Without words the latest of the network here; with words whatever the speaker may read anywhere. */
function lessonsByWords(turn: Turn, words: string): Answer {
  if (words !== '') return seek(words)
  const [network, ...others] = turn.networks
  if (network === undefined) return show(nothingHere())
  return others.length > 0 ? show(whichNetwork(turn, 'lessons')) : lessonsCard({ ...turn, network })
}

/** How many lessons a card shows. */
const page = 8

/** The latest lessons, or those before the first `from` of them. */
function lessonsCard(turn: NetworkTurn, from = 0): Answer {
  const { network, zone } = turn
  const lessons = network.lessons.toReversed().slice(from)
  const values = { network: network.id }
  return show(
    card(
      heading(`What ${network.name} has learned`),
      network.lessons.length === 0
        ? text(say`Nothing is kept yet. What did the last meeting teach you?`)
        : undefined,
      ...lessons
        .slice(0, page)
        .flatMap((lesson) => [
          { kind: 'quote', text: lesson.text } as const,
          note(
            say`${time(lesson.at, zone, 'date')}${lesson.offered === undefined ? '' : '; in the library'}`,
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

export const lessonsRoom: Room = {
  words: [
    {
      name: 'lesson',
      takes: '[words]',
      help: 'keep one thing that you learned',
      needs: 'network',
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
  presses: {
    lesson: {
      needs: 'network',
      handle: (turn, { round, answer }) => lessonForm(turn, answerIn(turn.network, round, answer)),
    },
    'round-lessons': {
      needs: 'network',
      handle: (turn, { round = '', ...values }) => roundLessonsCard(turn, round, fromOf(values)),
    },
    lessons: { needs: 'network', handle: (turn, values) => lessonsCard(turn, fromOf(values)) },
    'undo-lesson': { needs: 'network', handle: (turn, { lesson = '' }) => undo(turn, lesson) },
  },
  submits: {
    lesson: {
      needs: 'network',
      handle(turn, fields, { lesson }) {
        const errors = errorsIn(fields, ['text'], { text: most.paragraph })
        return some(errors)
          ? mend(errors)
          : keep(turn, lesson ?? turn.newId(), read(fields, 'text'), isOffered(fields))
      },
    },
  },
}
