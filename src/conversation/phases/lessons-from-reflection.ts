// What a round of reflection brought, kept as lessons: each answer that was shown can be the beginning of one.
import type { Network } from '../../domain/state.ts'
import { type Answer, showCard } from '../answers.ts'
import { button, buttons, card, heading, note, rich, textBlock } from '../kit/markup.ts'
import type { NetworkTurn } from '../turn.ts'

/** How many answers a card shows. */
const page = 8

/** Every answer that the homes have read, in their order; none while the round is open. */
function answersIn(network: Network, round: string): readonly string[] {
  const answers = network.rounds.get(round)?.closed?.answers ?? []
  return answers.flatMap(({ named, nameless }) => [...named.map((one) => one.text), ...nameless])
}

/** Empty for one that there is not. */
export function answerIn(network: Network, round = '', answer = ''): string {
  return /^\d{1,6}$/.test(answer) ? (answersIn(network, round)[Number(answer)] ?? '') : ''
}

/** Under the answers of a round. */
export function keepLessonsFromReflection(network: Network, round: string) {
  return answersIn(network, round).length === 0
    ? undefined
    : button('Keep one as a lesson', 'round-lessons', { network: network.id, round })
}

export function lessonsFromReflectionCard({ network }: NetworkTurn, round: string, from: number): Answer {
  const answers = answersIn(network, round)
  const values = { network: network.id, round }
  if (answers.length === 0)
    return showCard(
      card(
        textBlock(rich`There is no answer of that round to keep.`),
        buttons(button('Show all lessons', 'lessons', { network: network.id })),
      ),
    )
  return showCard(
    card(
      heading('Looking back: which of it is a lesson?'),
      note(rich`The words open in a form first, where you can change them, and say who may read them.`),
      ...answers
        .slice(from, from + page)
        .flatMap((words, index) => [
          { kind: 'quote', text: words } as const,
          buttons(button('Keep this one', 'lesson', { ...values, answer: String(from + index) })),
        ]),
      answers.length > from + page
        ? buttons(button('Show more', 'round-lessons', { ...values, from: String(from + page) }))
        : undefined,
    ),
  )
}
