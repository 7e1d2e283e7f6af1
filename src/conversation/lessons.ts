// Lessons: one thing learned at a time, kept for the network.
import type { Values } from '../chat/inbound.ts'
import { errorsIn, most, paragraph, read, some, tooLong } from './fields.ts'
import { button, buttons, card, heading, note, say, text, time } from './say.ts'
import { type Answer, ask, type Do, mend, type NetworkTurn, type Room, show } from './turn.ts'

function lessonForm(turn: NetworkTurn, words: string, errors: Values = {}): Answer {
  return ask({
    id: 'lesson',
    title: 'One thing we learned',
    intro: 'Every member of the network can read it, without your name.',
    fields: [paragraph('text', 'What did you learn?', { initial: words })],
    submit: 'Keep it',
    values: { network: turn.network.id, lesson: turn.newId() },
    errors,
  })
}

function keep({ network }: NetworkTurn, lesson: string, words: string): Do {
  return {
    kind: 'do',
    network: network.id,
    command: { kind: 'keep-lesson', lesson, text: words },
    done: () =>
      card(
        text(say`Kept as a lesson:`),
        { kind: 'quote', text: words },
        buttons(button('Show all lessons', 'lessons', { network: network.id })),
      ),
    field: () => 'text',
  }
}

function lessonByWords(turn: NetworkTurn, words: string): Answer {
  if (words.length > most.paragraph)
    return lessonForm(turn, words, { text: tooLong(words.length, most.paragraph) })
  return words === '' || turn.formFirst ? lessonForm(turn, words) : keep(turn, turn.newId(), words)
}

function lessonsCard({ network, zone }: NetworkTurn): Answer {
  const lessons = network.lessons.toReversed()
  return show(
    card(
      heading(`What ${network.name} has learned`),
      lessons.length === 0 ? text(say`Nothing is kept yet. What did the last meeting teach you?`) : undefined,
      ...lessons
        .slice(0, 10)
        .flatMap((lesson) => [
          { kind: 'quote', text: lesson.text } as const,
          note(say`${time(lesson.at, zone, 'date')}`),
        ]),
      lessons.length > 10 ? text(say`and ${lessons.length - 10} older ones`) : undefined,
      buttons(button('Keep a lesson', 'lesson', { network: network.id }, 'primary')),
    ),
  )
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
    { name: 'lessons', help: 'what the network has learned', needs: 'network', handle: lessonsCard },
  ],
  presses: {
    lesson: { needs: 'network', handle: (turn) => lessonForm(turn, '') },
    lessons: { needs: 'network', handle: lessonsCard },
  },
  submits: {
    lesson: {
      needs: 'network',
      handle(turn, fields, { lesson }) {
        const errors = errorsIn(fields, ['text'], { text: most.paragraph })
        return some(errors) ? mend(errors) : keep(turn, lesson ?? turn.newId(), read(fields, 'text'))
      },
    },
  },
}
