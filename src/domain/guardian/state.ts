// What is put to guardian angels or stated by them, and what stops or exposes a network, as its journal tells it now.

import type { Instant, PersonId } from '../core/ids.ts'
import type { AskKind, BlockerKind, ExposureKind, LimitReportKind } from '../core/terms.ts'

export type AskState =
  | { readonly kind: 'open' }
  | { readonly kind: 'taken'; readonly by: PersonId; readonly at: Instant }
  | { readonly kind: 'done'; readonly by: PersonId; readonly at: Instant; readonly word: string }
  | { readonly kind: 'taken-back'; readonly at: Instant }

/** Something was put to an angel. `message` is the version of the entry that says so, and names the message. */
export interface Referral {
  readonly person: PersonId
  readonly at: Instant
  readonly message: number
}

interface AskReferral extends Referral {
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
  /** The angels who said that it is not theirs to do, each with their words. */
  readonly passed: ReadonlyMap<PersonId, string>
  readonly referrals: readonly AskReferral[]
  /** How often the ask was given back or dropped. Each time it is put to the angels again. */
  readonly round: number
}

/** An obstacle that stops the network. */
export interface Blocker {
  readonly id: string
  readonly of: BlockerKind
  readonly text: string
  readonly by?: PersonId
  readonly at: Instant
  readonly cleared?: Resolution
}

/** How somebody settled something, in their own words. */
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

/** A hard limit, which the work must not cross. */
export interface HardLimit {
  readonly id: string
  readonly text: string
  readonly by?: PersonId
  readonly at: Instant
  readonly lifted?: Resolution
  readonly reports: readonly LimitReport[]
  /** Without an angel, what a member says was done. One of another agency has to say so too. */
  readonly settling?: Resolution
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

/** Attention from outside to a network under the radar. */
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

type MoveState =
  | { readonly kind: 'open' }
  | { readonly kind: 'agreed' | 'declined'; readonly by: PersonId; readonly at: Instant }

/** An entrepreneur's request for all data of the network, to move it elsewhere. */
export interface MoveRequest {
  readonly id: string
  readonly by: PersonId
  readonly at: Instant
  readonly state: MoveState
}
