// The phases, wordings, rounds of reflection and lessons of a network, and how it closed, as its state keeps them.
import type { Instant, PersonId } from '../core/ids.ts'
import type { Boundary, ClosingExtra, Phase, PromptAnswers, SignName } from '../core/terms.ts'

export interface Lesson {
  readonly id: string
  readonly text: string
  readonly by?: PersonId
  readonly at: Instant
  readonly meeting?: string
  /** When the lesson was offered to the library, and by whom. */
  readonly offered?: { readonly at: Instant; readonly by?: PersonId }
}

/** A phase of the network, when it began, and the crossing into it. The first phase has no crossing. */
export interface PhaseSpan {
  readonly phase: Phase
  readonly from: Instant
  readonly crossing?: string
  readonly after?: Phase
  readonly by?: PersonId
  readonly met: readonly SignName[]
  readonly unmet: readonly SignName[]
  readonly whyNoClient?: string
}

/** An earlier wording of the moment or of the shared outcome. */
export interface PreviousWording {
  readonly what: 'moment' | 'outcome'
  readonly text: string
  readonly until: Instant
  readonly how: 'changed' | 'reframed'
  readonly by?: PersonId
}

/** A round of reflection: each member is asked in private, and the answers are shown when it closes. */
export interface ReflectionRound {
  readonly id: string
  readonly boundary: Boundary
  /** The question of the member who began the round. It replaces the prompts of the boundary. */
  readonly question?: string
  readonly opened: Instant
  readonly closes: Instant
  readonly reminded: boolean
  /** The person who crossed the phase, closed the network, or began the round. */
  readonly by?: PersonId
  readonly closed?: {
    readonly at: Instant
    readonly asked: number
    readonly answered: number
    readonly answers: readonly PromptAnswers[]
  }
}

export interface Closing {
  readonly at: Instant
  readonly did: string
  readonly borrow: string
  readonly avoid: string
  readonly resources: string
  readonly posted?: readonly ClosingExtra[]
}
