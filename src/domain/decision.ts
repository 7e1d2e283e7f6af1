// The answer to a command: events, or a refusal with its reason as a value.

import type { Instant, PersonId } from './core/ids.ts'
import type { PrivateAnswer } from './core/private-answers.ts'
import type { Settings } from './core/terms.ts'
import type { NetworkEvent } from './events.ts'

/** Why something cannot be done. `conversation/` has the words for each. */
export type Refusal =
  /** The answer for what is missing and for what is forbidden, so that nobody can probe for what exists. */
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'only'; readonly who: 'entrepreneur' | 'angel' | 'entrepreneur-or-angel' | 'own-agency' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'not-closed' }
  | { readonly kind: 'reopen-too-late' }
  | { readonly kind: 'stalled' }
  | { readonly kind: 'not-stalled' }
  | { readonly kind: 'already-extended' }
  | { readonly kind: 'rule-off' }
  | { readonly kind: 'already-member' }
  | { readonly kind: 'code-spent' }
  /** The code is over, or it is not for the person to withdraw. */
  | { readonly kind: 'no-such-code' }
  | { readonly kind: 'last-home' }
  | { readonly kind: 'no-such-member' }
  | { readonly kind: 'remove-oneself' }
  | { readonly kind: 'angel-stays' }
  | { readonly kind: 'no-such-agency' }
  | { readonly kind: 'oneself' }
  | { readonly kind: 'holds-role'; readonly person: PersonId }
  | { readonly kind: 'already-nominated'; readonly person: PersonId }
  | { readonly kind: 'nomination-over' }
  | { readonly kind: 'role-not-held' }
  | { readonly kind: 'in-the-past' }
  | { readonly kind: 'in-the-future' }
  | { readonly kind: 'before-the-start' }
  | { readonly kind: 'too-far' }
  | { readonly kind: 'round-over' }
  | { readonly kind: 'round-open' }
  /** Rounds of reflection and the pulse ask members alone, and not an angel who is none. */
  | { readonly kind: 'members-answer' }
  | { readonly kind: 'no-such-meeting' }
  | { readonly kind: 'no-such-flag' }
  | { readonly kind: 'raiser-gone' }
  /** The flag is put to others: to the guardian angels, or to the public entrepreneurs. */
  | { readonly kind: 'flag-of-others'; readonly who: 'angels' | 'entrepreneurs' }
  | { readonly kind: 'no-angel' }
  | { readonly kind: 'no-such-lesson' }
  | { readonly kind: 'not-your-lesson' }
  | { readonly kind: 'lesson-stays' }
  | { readonly kind: 'no-such-ask' }
  | { readonly kind: 'ask-over' }
  | { readonly kind: 'ask-taken'; readonly person: PersonId }
  | { readonly kind: 'own-ask' }
  | { readonly kind: 'not-your-ask' }
  | { readonly kind: 'no-such-blocker' }
  | { readonly kind: 'blocker-over' }
  | { readonly kind: 'nobody-to-call' }
  | { readonly kind: 'no-such-limit' }
  | { readonly kind: 'limit-over' }
  /** Without an angel, two members of two agencies settle it. */
  | { readonly kind: 'limit-stays-open' }
  | { readonly kind: 'settled-by-own-agency' }
  | { readonly kind: 'no-such-bend' }
  | { readonly kind: 'bend-over' }
  | { readonly kind: 'own-bend' }
  | { readonly kind: 'not-your-bend' }
  | { readonly kind: 'no-such-exposure' }
  | { readonly kind: 'no-such-proposal' }
  | { readonly kind: 'going-public-over' }
  | { readonly kind: 'own-proposal' }
  | { readonly kind: 'nobody-to-agree-to-move' }
  | { readonly kind: 'move-over' }
  | { readonly kind: 'own-move' }
  | { readonly kind: 'public-already' }
  | { readonly kind: 'proposed-already' }
  | { readonly kind: 'meeting-over' }
  | { readonly kind: 'check-in-over'; readonly mendable: boolean }
  | { readonly kind: 'too-late-to-mend' }
  | { readonly kind: 'too-late-to-undo' }
  /** Somebody else did it, or it was changed again since. */
  | { readonly kind: 'changed-since' }
  | { readonly kind: 'no-such-resource' }
  | { readonly kind: 'not-on-the-table' }
  | { readonly kind: 'until-has-passed' }
  | { readonly kind: 'until-before-from' }
  /** The network is in the first or in the last phase, or somebody else has crossed since the phase was shown. */
  | { readonly kind: 'no-phase-before' | 'no-phase-after' | 'phase-has-moved' }
  | { readonly kind: 'proposal-over' }
  | { readonly kind: 'needs-another-agency' }
  | { readonly kind: 'one-agency-only' }
  | { readonly kind: 'loosening-over' }
  | { readonly kind: 'consent-of-another-agency' }
  /** Loosening the rule takes consent, and there is neither an angel nor a second agency. */
  | { readonly kind: 'nobody-to-consent' }
  | {
      readonly kind: 'setting-out-of-range'
      readonly setting: keyof Settings
      readonly least: number
      readonly most: number
    }

export type Decision =
  | {
      readonly kind: 'accepted'
      readonly events: readonly NetworkEvent[]
      /** A private answer, which no event may contain. */
      readonly answer?: PrivateAnswer
    }
  | { readonly kind: 'refused'; readonly why: Refusal }

/** Who gives a command, and when. */
export interface Context {
  readonly now: Instant
  readonly by: PersonId
  /** The private answers that wait for their round to close. */
  readonly answers: readonly PrivateAnswer[]
}

export type Refused = Extract<Decision, { kind: 'refused' }>

export function accepted(...events: readonly NetworkEvent[]): Decision {
  return { kind: 'accepted', events }
}

/** Accepts a private answer, which is stored beside the journal until its round closes. */
export function acceptedPrivately(answer: PrivateAnswer): Decision {
  return { kind: 'accepted', events: [], answer }
}

/** Accepted, with no event: what the command asks for is so already. */
export const noChange: Decision = accepted()

export function refused(why: Refusal): Refused {
  return { kind: 'refused', why }
}
