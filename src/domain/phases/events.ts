// Events about the way of working, phases, lessons and reflection.

import type { Instant } from '../core/ids.ts'
import type { Boundary, DiagnosisAnswers, Phase, PromptAnswers, SignName, Way } from '../core/terms.ts'

type DiagnosisEvent = { readonly kind: 'diagnosed'; readonly answers: DiagnosisAnswers; readonly way: Way }

type PhaseEvent =
  /** The network went to the next phase, or back. The signs are those of the phase it went to, as they were then. */
  | {
      readonly kind: 'phase-crossed'
      readonly crossing: string
      readonly from: Phase
      readonly to: Phase
      readonly met: readonly SignName[]
      readonly unmet: readonly SignName[]
      readonly whyNoClient?: string
    }
  /** The moment, or the same shared outcome, was reworded. Another outcome is a reframe. */
  | {
      readonly kind: 'moment-changed'
      readonly moment: string
      /** Absent where nothing is said of when it was, and empty where that is taken out. */
      readonly momentWhen?: string
    }
  | { readonly kind: 'outcome-changed'; readonly outcome: string }

type LessonEvent =
  | {
      readonly kind: 'lesson-kept'
      readonly lesson: string
      readonly text: string
      readonly meeting?: string
    }
  /** The lesson was offered to the library, where other networks find it. */
  | { readonly kind: 'lesson-offered'; readonly lesson: string }
  | { readonly kind: 'lesson-taken-back'; readonly lesson: string }
  /** The person who kept the lesson took it away again at once. */
  | { readonly kind: 'lesson-struck'; readonly lesson: string; readonly meeting?: string }

type ReflectionEvent =
  | {
      readonly kind: 'round-opened'
      readonly round: string
      readonly boundary: Boundary
      /** The round asks this instead of the prompts of its boundary. */
      readonly question?: string
      readonly closes: Instant
    }
  /** The event does not say who was reminded: that would tell who had answered. */
  | { readonly kind: 'round-reminded'; readonly round: string }
  | {
      readonly kind: 'round-closed'
      readonly round: string
      /** The number of members; `answered` says how many of them answered. */
      readonly asked: number
      readonly answered: number
      readonly answers: readonly PromptAnswers[]
    }

export type PhasesEvent = DiagnosisEvent | PhaseEvent | LessonEvent | ReflectionEvent
