// Events about meetings, their check-ins, and the six-meeting rule.

import type { Instant, PersonId } from '../core/ids.ts'
import type { PulseCounts } from '../core/private-answers.ts'
import type { MeetingOutcome, MovingBecause, Pulse, Repeat, Settings } from '../core/terms.ts'

type PlanningEvent =
  | {
      readonly kind: 'meeting-planned'
      readonly meeting: string
      readonly start: Instant
      readonly end: Instant
      readonly zone: string
      readonly series?: string
    }
  | {
      readonly kind: 'series-planned'
      readonly series: string
      readonly start: Instant
      readonly minutes: number
      readonly zone: string
      readonly repeat: Repeat
    }
  | { readonly kind: 'series-ended'; readonly series: string }
  | {
      readonly kind: 'meeting-recorded'
      readonly meeting: string
      readonly start: Instant
      readonly end: Instant
      readonly zone: string
      /** It took place while the network was stopped. */
      readonly whileStopped?: true
    }
  | {
      readonly kind: 'meeting-moved'
      readonly meeting: string
      readonly start: Instant
      readonly end: Instant
    }
  | {
      readonly kind: 'meeting-cancelled'
      readonly meeting: string
      readonly onHold?: true
      /** Whoever planned it took it back at once, so that it is as if it had never been planned. */
      readonly withdrawn?: true
    }
  /** It is again what it was before it was moved or cancelled. */
  | { readonly kind: 'meeting-change-undone'; readonly meeting: string }
  | { readonly kind: 'series-resumed'; readonly series: string }
  | { readonly kind: 'meeting-reminded'; readonly meeting: string; readonly lead: 'day' | 'quarter-hour' }

type CheckInEvent =
  | { readonly kind: 'check-in-opened'; readonly meeting: string; readonly closes: Instant }
  | {
      readonly kind: 'attendance-answered'
      readonly meeting: string
      readonly there: boolean
      readonly person: PersonId
    }
  /** Somebody took back what they had answered about their own attendance. */
  | { readonly kind: 'attendance-taken-back'; readonly meeting: string; readonly person: PersonId }
  /** `back` means that the answer was taken back. */
  | { readonly kind: 'nothing-this-time'; readonly meeting: string; readonly back?: true }
  /** Old journals have it, from before such answers were stored beside them. Nothing writes it any more. */
  | { readonly kind: 'pulse-answered'; readonly meeting: string; readonly pulse: Pulse }
  | { readonly kind: 'meeting-confirmed'; readonly meeting: string }
  | {
      readonly kind: 'check-in-closed'
      readonly meeting: string
      readonly outcome: MeetingOutcome
      /** It is absent when too few answered to stay private. */
      readonly pulse?: PulseCounts
    }
  | { readonly kind: 'meeting-recounted'; readonly meeting: string; readonly outcome: MeetingOutcome }
  | { readonly kind: 'meeting-struck'; readonly meeting: string }

type SixMeetingRuleEvent =
  | { readonly kind: 'stalled' }
  | { readonly kind: 'moving-again'; readonly because: MovingBecause }
  | {
      readonly kind: 'reframe-proposed'
      readonly proposal: string
      readonly outcome: string
      readonly why: string
    }
  | { readonly kind: 'reframe-refused'; readonly proposal: string }
  | { readonly kind: 'reframed'; readonly proposal: string; readonly outcome: string; readonly why: string }
  | { readonly kind: 'extended'; readonly meetings: 1 | 2 }
  /** Somebody asks to loosen the rule when one meeting is left or none. `before` has the present values. */
  | {
      readonly kind: 'loosening-proposed'
      readonly proposal: string
      readonly settings: Partial<Settings>
      readonly before: Partial<Settings>
    }
  /** It was not agreed, or its proposer took it back. */
  | { readonly kind: 'loosening-declined'; readonly proposal: string }

export type MeetingEvent = PlanningEvent | CheckInEvent | SixMeetingRuleEvent
