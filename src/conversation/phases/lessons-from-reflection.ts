// Keeping the answers of a round of reflection as lessons.
import type { Block, Button } from '../../chat/card.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, showCard } from '../answers.ts'
import { button, buttons, card, heading, note, rich, textBlock } from '../kit/markup.ts'
import type { NetworkTurn } from '../turn.ts'
import { showLessonsButton } from './lesson-library.ts'

/** The number of answers that one card shows. */
const answersPerCard = 8

/** Every answer that the homes have read, in their order. Empty while the round is open. */
function answersIn(network: Network, round: string): readonly string[] {
  const answers = network.rounds.get(round)?.closed?.answers ?? []
  return answers.flatMap(({ named, nameless }) => [...named.map((one) => one.text), ...nameless])
}

/** The answer at the position that a button carries. Returns an empty text if there is none. */
export function answerIn(network: Network, round = '', position = ''): string {
  if (!/^\d{1,6}$/.test(position)) return ''
  return answersIn(network, round)[Number(position)] ?? ''
}

/** The button below the answers of a round. Returns `undefined` if there is no answer to keep. */
export function keepLessonButton(network: Network, round: string): Button | undefined {
  if (answersIn(network, round).length === 0) return undefined
  return button('Keep one as a lesson', 'round-lessons', { network: network.id, round })
}

export function lessonsFromReflectionCard({ network }: NetworkTurn, round: string, from: number): Answer {
  const answers = answersIn(network, round)
  if (answers.length === 0)
    return showCard(
      card(textBlock(rich`There’s no answer from that round to keep.`), buttons(showLessonsButton(network))),
    )
  const values = { network: network.id, round }
  const blocks: (Block | undefined)[] = [
    heading('Looking back: which of these is a lesson?'),
    note(rich`The words open in a form first, where you can change them and choose who can read them.`),
  ]
  const end = from + answersPerCard
  for (const [index, text] of answers.slice(from, end).entries()) {
    const answer = String(from + index)
    blocks.push({ kind: 'quote', text }, buttons(button('Keep this one', 'lesson', { ...values, answer })))
  }
  if (answers.length > end)
    blocks.push(buttons(button('Show more', 'round-lessons', { ...values, from: String(end) })))
  return showCard(card(...blocks))
}
