// What a network asks, states, raises and has open, as its journal tells it now.
import type { Instant, PersonId } from '../core/ids.ts'
import type {
  AskKind,
  BlockerKind,
  ExposureKind,
  FlagContext,
  FlagName,
  LimitReportKind,
  Severity,
} from '../core/terms.ts'

/** A flag that a rule has raised and that is still up. */
export interface ActiveFlag {
  readonly flag: FlagName
  readonly cause?: string
  readonly since: Instant
  readonly acknowledged?: Acknowledgement
}

/** Somebody to whom a flag was put has said that they know of it. */
export interface Acknowledgement {
  readonly by: PersonId
  readonly at: Instant
}

/** A flag of the rules that somebody cleared or dismissed while its risk was there: it is not told again for now. */
export interface SilencedFlag {
  readonly flag: FlagName
  readonly cause?: string
  readonly by: PersonId
  readonly at: Instant
  readonly words: string
  /** Of one that was dismissed; one that was cleared stays quiet until its risk is gone. */
  readonly until?: Instant
}

export interface Activity {
  readonly by: PersonId
  readonly at: Instant
}

export interface ManualFlag {
  readonly id: string
  readonly text: string
  readonly context: FlagContext
  readonly severity: Severity
  readonly by?: PersonId
  readonly at: Instant
  /** For the guardian angels alone. */
  readonly privately?: true
  readonly acknowledged?: Acknowledgement
  readonly cleared?: { readonly at: Instant; readonly word: string; readonly by?: PersonId }
  readonly dismissed?: { readonly at: Instant; readonly reason: string; readonly by?: PersonId }
}

export type AskState =
  | { readonly kind: 'open' }
  | { readonly kind: 'taken'; readonly by: PersonId; readonly at: Instant }
  | { readonly kind: 'done'; readonly by: PersonId; readonly at: Instant; readonly word: string }
  | { readonly kind: 'taken-back'; readonly at: Instant }

/** It went to an angel, in the message that `message` names (the version at which it was put). */
export interface Referral {
  readonly person: PersonId
  readonly at: Instant
  readonly message: number
}

export interface AskReferral extends Referral {
  readonly round: number
}

/** A request to the guardian angels. */
export interface Ask {
  readonly id: string
  readonly of: AskKind
  readonly text: string
  readonly blocker?: string
  readonly by: PersonId
  readonly at: Instant
  readonly state: AskState
  /** The angels who said that it is not theirs to do, and their words. */
  readonly passed: ReadonlyMap<PersonId, string>
  readonly referrals: readonly AskReferral[]
  /** Each time it is let go it goes to the angels anew. */
  readonly round: number
}

/** What stops the network. */
export interface Blocker {
  readonly id: string
  readonly of: BlockerKind
  readonly text: string
  readonly by?: PersonId
  readonly at: Instant
  readonly cleared?: Resolution
}

/** What somebody did, and the words with which they did it. */
export interface Resolution {
  readonly at: Instant
  readonly word: string
  readonly by?: PersonId
}

export interface LimitReport {
  readonly id: string
  readonly how: LimitReportKind
  readonly text: string
  readonly by?: PersonId
  readonly at: Instant
  readonly settled?: Resolution
}

/** What the work must not cross. */
export interface HardLimit {
  readonly id: string
  readonly text: string
  readonly by?: PersonId
  readonly at: Instant
  readonly lifted?: Resolution
  readonly reports: readonly LimitReport[]
}

export type BendState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'approved'; readonly by: PersonId; readonly at: Instant }
  | {
      readonly kind: 'talk-first' | 'declined'
      readonly by: PersonId
      readonly at: Instant
      readonly word: string
    }
  | { readonly kind: 'taken-back'; readonly at: Instant }

/** A rule that was bent, or a step taken before approval. */
export interface Bend {
  readonly id: string
  readonly what: string
  readonly why: string
  readonly by: PersonId
  readonly at: Instant
  readonly state: BendState
  readonly referrals: readonly Referral[]
}

/** An angel asks the public entrepreneurs to get in touch. */
export interface Call {
  readonly id: string
  readonly text: string
  readonly by: PersonId
  readonly at: Instant
}

/** Attention from outside. */
export interface Exposure {
  readonly id: string
  readonly of: ExposureKind
  readonly text: string
  readonly by?: PersonId
  readonly at: Instant
  readonly settled?: Resolution
}

export type PublicProposalState =
  | { readonly kind: 'open' }
  | { readonly kind: 'public'; readonly by: PersonId; readonly at: Instant }
  | { readonly kind: 'not-yet'; readonly by: PersonId; readonly at: Instant; readonly word: string }
  | { readonly kind: 'taken-back'; readonly at: Instant }

/** A proposal to go public. */
export interface PublicProposal {
  readonly id: string
  readonly why: string
  readonly by: PersonId
  readonly at: Instant
  readonly state: PublicProposalState
  readonly referrals: readonly Referral[]
}
