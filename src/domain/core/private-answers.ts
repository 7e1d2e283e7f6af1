// Private answers. They are not events: they wait beside the journal until their round closes, and the event that
// closes it holds their counts or texts without the people who gave them.

import type { PersonId } from './ids.ts'
import type { PromptName, Pulse } from './terms.ts'

export interface PrivateAnswer {
  /** The id of the round of reflection that it answers, or of the meeting whose pulse it is. */
  readonly round: string
  readonly person: PersonId
  readonly answer: Pulse | readonly ReflectionAnswer[]
}

/** The answer of one person to one prompt. */
export interface ReflectionAnswer {
  readonly prompt: PromptName
  readonly text: string
  /** Whether to show the answer with the name of its author. */
  readonly named: boolean
}

/** The number of people who gave each answer. */
export type PulseCounts = Readonly<Record<Pulse, number>>

/** Fewer answers than this could be traced to their authors, so none of them is shown or kept. */
export const anonymityThreshold = 3

/** The counts, or `undefined` if too few people have answered to stay private. */
export function pulseCountsOf(answers: readonly Pulse[]): PulseCounts | undefined {
  if (answers.length < anonymityThreshold) return undefined
  const counts = { yes: 0, 'not-sure': 0, no: 0 }
  for (const answer of answers) counts[answer] += 1
  return counts
}
