// Answers given in private. They are no facts: until their round closes they wait beside the journal, and then they
// are counted into it without the people who gave them.

import type { PersonId } from './ids.ts'
import type { PromptName, Pulse } from './terms.ts'

export interface PrivateAnswer {
  /** What it answers: the id of the meeting whose pulse it is, or of a round of reflection. */
  readonly round: string
  readonly person: PersonId
  readonly answer: Pulse | readonly ReflectionAnswer[]
}

/** What one person answers to one prompt. */
export interface ReflectionAnswer {
  readonly prompt: PromptName
  readonly text: string
  /** Whether the name of who gave it is to stand beside it. */
  readonly named: boolean
}

/** How many answered what. */
export type PulseCounts = Readonly<Record<Pulse, number>>

/** Fewer than these could be told apart, so nothing of them is shown or kept. */
export const anonymityThreshold = 3

/** The counts, or nothing where too few have answered to stay private. */
export function pulseCountsOf(answers: readonly Pulse[]): PulseCounts | undefined {
  if (answers.length < anonymityThreshold) return undefined
  const counts = { yes: 0, 'not-sure': 0, no: 0 }
  for (const answer of answers) counts[answer] += 1
  return counts
}
