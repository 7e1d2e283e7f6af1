// Meetings, their series, and proposals to reframe or to loosen the six-meeting rule, as the state keeps them.
import type { Instant, PersonId } from '../core/ids.ts'
import type { PulseCounts } from '../core/private-answers.ts'
import type { MeetingOutcome, Pulse, Repeat, Settings } from '../core/terms.ts'

type MeetingState =
  | { readonly kind: 'planned'; readonly since: Instant; readonly reminded: 'no' | 'day' | 'quarter-hour' }
  | { readonly kind: 'checking-in'; readonly closes: Instant }
  | { readonly kind: MeetingOutcome; readonly closed: Instant }
  | { readonly kind: 'cancelled'; readonly at: Instant; readonly onHold: boolean }
  /** `withdrawn` means that whoever recorded it took it back at once. */
  | { readonly kind: 'struck'; readonly withdrawn?: boolean }

export interface Meeting {
  readonly id: string
  readonly series?: string
  readonly start: Instant
  readonly end: Instant
  readonly zone: string
  readonly by?: PersonId
  /** When the meeting was planned or recorded. */
  readonly noted: Instant
  readonly recorded: boolean
  /** It took place while the network was stopped. */
  readonly whileStopped?: true
  readonly state: MeetingState
  /** Whether each person who answered was there. */
  readonly attendance: ReadonlyMap<PersonId, boolean>
  /** The people who said that they put nothing on the table this time. */
  readonly nothing: ReadonlySet<PersonId>
  /** How many would come to the next meeting. It is absent until the check-in closes, and if too few answered. */
  readonly pulse?: PulseCounts
  /** The named pulses of an old journal, until the check-in closes. */
  readonly oldPulse: ReadonlyMap<PersonId, Pulse>
  /** An entrepreneur has confirmed that the meeting took place. */
  readonly confirmed: boolean
  /** What the meeting was before it was last moved or cancelled, and when that was done. */
  readonly previous?: {
    readonly at: Instant
    readonly by?: PersonId
    readonly start: Instant
    readonly end: Instant
    readonly state: MeetingState
  }
}

/** Meetings that repeat. Only the next one is planned at any time. */
export interface Series {
  readonly id: string
  readonly start: Instant
  readonly minutes: number
  readonly zone: string
  readonly repeat: Repeat
  readonly by?: PersonId
  readonly ended: boolean
  readonly endedAt?: Instant
}

export interface Proposal {
  readonly id: string
  readonly at: Instant
  readonly outcome: string
  readonly why: string
  readonly by: PersonId
  readonly state: 'open' | 'agreed' | 'refused'
}

/** A proposal to loosen the six-meeting rule shortly before the limit or after it. */
export interface Loosening {
  readonly id: string
  readonly settings: Partial<Settings>
  /** The values that the settings had. */
  readonly before: Partial<Settings>
  readonly by: PersonId
  readonly at: Instant
  readonly state: { readonly kind: 'open' } | { readonly kind: 'agreed' | 'declined'; readonly by?: PersonId }
}
