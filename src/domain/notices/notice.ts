// A notice: who is to be told what, from which hour on.
import type { Instant, PersonId } from '../core/ids.ts'
import type { FlagName, Home, PromptName, Role, Settings } from '../core/terms.ts'
import type { Calendar } from '../core/time.ts'

export type Audience =
  | { readonly kind: 'homes' }
  | { readonly kind: 'home'; readonly home: Home }
  | { readonly kind: 'person'; readonly person: PersonId }

/** `bonds`: who holds the network together. */
export type PictureKind = 'timeline' | 'table' | 'bonds'

/** What is to be said. */
export type NoticeContent =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'home-lost' }
  | { readonly kind: 'home-unreached'; readonly why: string }
  | { readonly kind: 'unreached'; readonly person: PersonId; readonly why: string }
  | { readonly kind: 'invitation-used'; readonly invitation: string; readonly person: PersonId }
  | { readonly kind: 'nomination'; readonly nomination: string }
  | { readonly kind: 'nomination-answered'; readonly nomination: string }
  | { readonly kind: 'meeting'; readonly meeting: string; readonly changed: boolean }
  | { readonly kind: 'meeting-changed'; readonly meeting: string }
  | { readonly kind: 'reminder'; readonly meeting: string }
  | { readonly kind: 'check-in'; readonly meeting: string }
  | { readonly kind: 'nudge'; readonly meeting: string }
  | { readonly kind: 'stall'; readonly since: Instant }
  | { readonly kind: 'moving-again'; readonly since: Instant; readonly because: string }
  | { readonly kind: 'reframe'; readonly proposal: string }
  /** The flags of the rules that were raised together, at `since`; `changed` where they were told already. */
  | { readonly kind: 'flag'; readonly since: Instant; readonly as?: 'again' | 'changed' }
  | { readonly kind: 'flag-over'; readonly flag: FlagName; readonly cause?: string; readonly since: Instant }
  /** That nobody has seen the urgent ones. */
  | { readonly kind: 'flag-unseen'; readonly since: Instant; readonly as?: 'changed' }
  /** A flag that somebody raised by hand. */
  | { readonly kind: 'raised'; readonly flag: string; readonly as?: 'again' | 'changed' }
  | { readonly kind: 'raised-unseen'; readonly flag: string; readonly as?: 'changed' }
  /** The asks that this message puts to an angel; `changed` where it is there already. */
  | { readonly kind: 'asks'; readonly message: number; readonly changed?: true }
  | {
      readonly kind: 'ask-answered'
      readonly ask: string
      readonly as: 'taken' | 'done' | 'passed' | 'dropped'
    }
  | { readonly kind: 'blocker-cleared'; readonly blocker: string }
  | { readonly kind: 'limit'; readonly limit: string; readonly as: 'stated' | 'lifted' }
  /** The bends that this message puts to an angel; `changed` where it is there already. */
  | { readonly kind: 'bends'; readonly message: number; readonly changed?: true }
  | {
      readonly kind: 'bend-answered'
      readonly bend: string
      readonly as: 'approved' | 'declined' | 'talk-first'
    }
  | { readonly kind: 'called'; readonly call: string }
  /** The network crossed into another phase, or went back. */
  | { readonly kind: 'phase'; readonly crossing: string }
  /** The shared outcome is in other words. */
  | { readonly kind: 'outcome'; readonly by?: PersonId }
  /** Whether to go public, for an angel to decide; `changed` where it is there already. */
  | { readonly kind: 'going-public'; readonly proposal: string; readonly changed?: true }
  | { readonly kind: 'not-yet-public'; readonly proposal: string }
  | { readonly kind: 'radar'; readonly public: boolean; readonly by?: PersonId }
  /** What a round asks its reader; `changed` where it is there already. */
  | { readonly kind: 'round'; readonly round: string; readonly changed?: true }
  | { readonly kind: 'round-reminder'; readonly round: string }
  | { readonly kind: 'round-closed'; readonly round: string }
  /** The reader’s nameless answers to these prompts were too few to be shown. */
  | { readonly kind: 'kept-back'; readonly round: string; readonly prompts: readonly PromptName[] }
  | { readonly kind: 'closed' }
  /** Files that somebody has asked for. */
  | { readonly kind: 'story' | 'export' }
  | { readonly kind: 'picture'; readonly picture: PictureKind }
  | { readonly kind: 'settings'; readonly changed: readonly (keyof Settings)[]; readonly by?: PersonId }
  /** Somebody left, or gave up a role. */
  | { readonly kind: 'gone'; readonly person: PersonId; readonly role?: Role }
  | { readonly kind: 'reopened'; readonly by?: PersonId }
  /** A message of which nobody knows whether it arrived. */
  | { readonly kind: 'unsure'; readonly message: number }

export interface Notice {
  readonly to: Audience
  readonly about: NoticeContent
  /** Notices of one subject are one post, changed in place. */
  readonly subject?: string
  /** The subject to whose post this one belongs. */
  readonly under?: string
  /** Said only where the subject was posted before. */
  readonly updateOnly?: true
  readonly due: Instant
}

/** The time of a person. */
export type CalendarOf = (person: PersonId) => Calendar
