// A notice: a message to be sent, with its recipient and the time from which it may be sent.
import type { Instant, PersonId } from '../core/ids.ts'
import type { FlagName, Home, PromptName, Role, Settings } from '../core/terms.ts'
import type { Calendar } from '../core/time.ts'
import type { TableChange } from '../table/table-changes.ts'

/** The recipient: all homes of the network, one home, or one person. */
export type Audience =
  | { readonly kind: 'homes' }
  | { readonly kind: 'home'; readonly home: Home }
  | { readonly kind: 'person'; readonly person: PersonId }

/** `bonds` shows who holds the network together. */
export type PictureKind = 'timeline' | 'table' | 'bonds'

/**
 * What the notice says. `changed` updates a message that the recipient already has, `again` repeats it, and `first` is not
 * sent any more once it is over.
 */
export type NoticeContent =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'home-lost' }
  | { readonly kind: 'home-unreached'; readonly why: string }
  | { readonly kind: 'unreached'; readonly person: PersonId; readonly why: string }
  | { readonly kind: 'invitation-used'; readonly invitation: string; readonly person: PersonId }
  | { readonly kind: 'nomination'; readonly nomination: string; readonly first?: true }
  | { readonly kind: 'nomination-answered'; readonly nomination: string }
  | { readonly kind: 'meeting'; readonly meeting: string; readonly changed: boolean }
  /** The change was made at `at`, which old entries do not say. `undone` means that it was taken back. */
  | {
      readonly kind: 'meeting-changed'
      readonly meeting: string
      readonly at?: Instant
      readonly undone?: true
    }
  | { readonly kind: 'reminder'; readonly meeting: string }
  | { readonly kind: 'check-in'; readonly meeting: string }
  | { readonly kind: 'nudge'; readonly meeting: string }
  | { readonly kind: 'stall'; readonly since: Instant; readonly first?: true }
  /** A meeting took place although the network was stopped. */
  | { readonly kind: 'held-while-stopped'; readonly meeting: string }
  | { readonly kind: 'moving-again'; readonly since: Instant; readonly because: string }
  | { readonly kind: 'reframe'; readonly proposal: string }
  /** Somebody asks to loosen the rule near its limit. */
  | { readonly kind: 'loosening'; readonly proposal: string; readonly first?: true }
  | { readonly kind: 'loosening-declined'; readonly proposal: string }
  /** The flags of the rules that were raised together, at `since`. */
  | { readonly kind: 'flag'; readonly since: Instant; readonly as?: 'again' | 'changed' }
  | { readonly kind: 'flag-over'; readonly flag: FlagName; readonly cause?: string; readonly since: Instant }
  /** Nobody has acknowledged the urgent ones of these flags. */
  | { readonly kind: 'flag-unseen'; readonly since: Instant; readonly as?: 'changed' }
  /** A flag that somebody raised by hand. */
  | { readonly kind: 'raised'; readonly flag: string; readonly as?: 'again' | 'changed' }
  /** The warnings that one person raised within minutes after this one. */
  | { readonly kind: 'raised-together'; readonly flag: string; readonly as?: 'changed' }
  /** A later angel asks whoever raised a private flag to show it to them. */
  | { readonly kind: 'flag-reading-asked'; readonly flag: string; readonly person: PersonId }
  | { readonly kind: 'raised-unseen'; readonly flag: string; readonly as?: 'changed' }
  /** The asks that this message puts to an angel. */
  | { readonly kind: 'asks'; readonly message: number; readonly changed?: true }
  | {
      readonly kind: 'ask-answered'
      readonly ask: string
      readonly as: 'taken' | 'done' | 'passed' | 'dropped'
    }
  | { readonly kind: 'blocker-cleared'; readonly blocker: string }
  | { readonly kind: 'limit'; readonly limit: string; readonly as: 'stated' | 'lifted' | 'taken-back' }
  /** The bends that this message puts to an angel. */
  | { readonly kind: 'bends'; readonly message: number; readonly changed?: true }
  | {
      readonly kind: 'bend-answered'
      readonly bend: string
      readonly as: 'approved' | 'declined' | 'talk-first'
    }
  | { readonly kind: 'called'; readonly call: string }
  /** The last day of a resource has passed: it was on the table, or was only promised. */
  | { readonly kind: 'resource-over'; readonly resource: string; readonly as: 'ended' | 'lapsed' }
  /** What came onto the table or left it at `at`, or within minutes before. */
  | { readonly kind: 'table-changed'; readonly as: TableChange; readonly at: Instant }
  /** The network crossed into another phase, or went back. */
  | { readonly kind: 'phase'; readonly crossing: string }
  /** The shared outcome was reworded. `undone` means that its author took that back. */
  | { readonly kind: 'outcome'; readonly by?: PersonId; readonly undone?: true }
  /** An angel is to decide whether the network goes public. */
  | { readonly kind: 'going-public'; readonly proposal: string; readonly changed?: true }
  | { readonly kind: 'not-yet-public'; readonly proposal: string }
  | { readonly kind: 'radar'; readonly public: boolean; readonly by?: PersonId }
  /** The prompts of a round for one member. */
  | { readonly kind: 'round'; readonly round: string; readonly changed?: true }
  | { readonly kind: 'round-reminder'; readonly round: string }
  | { readonly kind: 'round-closed'; readonly round: string }
  /** The nameless answers to these prompts, among them the reader's, were too few to be shown. */
  | { readonly kind: 'kept-back'; readonly round: string; readonly prompts: readonly PromptName[] }
  | { readonly kind: 'closed' }
  /** The story, which somebody has requested, or which comes because the network was closed. */
  | { readonly kind: 'story'; readonly because?: 'closed' }
  /** The record to read, which somebody has requested; with `moving` all data, after the consent to this request. */
  | { readonly kind: 'export'; readonly moving?: string }
  /** An angel is to consent that all data is taken elsewhere. */
  | { readonly kind: 'move'; readonly request: string; readonly changed?: true }
  | { readonly kind: 'move-declined'; readonly request: string }
  | { readonly kind: 'picture'; readonly picture: PictureKind }
  | {
      readonly kind: 'settings'
      readonly changed: readonly (keyof Settings)[]
      readonly by?: PersonId
      /** The values after the change and before it; old notices have neither. */
      readonly now?: Partial<Settings>
      readonly before?: Partial<Settings>
      readonly proposal?: string
      /** Whoever made the change took it back. */
      readonly undone?: true
    }
  /** Somebody left the network or gave up a role. */
  | { readonly kind: 'gone'; readonly person: PersonId; readonly role?: Role }
  | { readonly kind: 'reopened'; readonly by?: PersonId }
  /** A public entrepreneur left the network or, with `role`, gave that role up: what its homes read. */
  | { readonly kind: 'farewell'; readonly person: PersonId; readonly role?: Role }
  /** An entrepreneur removed the person, who reads it too. */
  | { readonly kind: 'removed'; readonly person: PersonId; readonly why: string; readonly by?: PersonId }
  | {
      readonly kind: 'agency-changed'
      readonly person: PersonId
      readonly from: string
      readonly agency: string
      /** The person took it back. */
      readonly undone?: true
    }
  | {
      readonly kind: 'agencies-merged'
      readonly from: string
      readonly into: string
      readonly by?: PersonId
    }
  /** It is unknown whether this message arrived. */
  | { readonly kind: 'unsure'; readonly message: number }

export interface Notice {
  readonly to: Audience
  readonly about: NoticeContent
  /** Notices with the same subject share one post, which is changed in place. */
  readonly subject?: string
  /** The subject of the post under which this notice is posted. */
  readonly under?: string
  /** The notice only changes a post of its subject. If there is none, nothing is sent. */
  readonly updateOnly?: true
  /** The notice is not sent before this. */
  readonly due: Instant
}

/** Returns the calendar of a person. */
export type CalendarOf = (person: PersonId) => Calendar
