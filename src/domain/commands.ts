// The commands that people give to a network. The command brings the ids of what it makes.

import type { Instant, PersonId } from './core/ids.ts'
import type { ReflectionAnswer } from './core/private-answers.ts'
import type {
  AskKind,
  BlockerKind,
  ClosingExtra,
  DiagnosisAnswers,
  ExposureKind,
  FlagContext,
  Home,
  LimitReportKind,
  Offer,
  Phase,
  Pulse,
  Repeat,
  Role,
  Settings,
  Severity,
} from './core/terms.ts'

export type Command =
  | {
      readonly kind: 'start'
      readonly name: string
      readonly moment: string
      /** When the moment was, in the words of whoever says so. */
      readonly momentWhen?: string
      readonly outcome: string
      readonly agency: string
      readonly zone: string
      readonly home?: Home
    }
  | {
      readonly kind: 'invite'
      readonly invitation: string
      readonly codeHash: string
      readonly as: 'fellow-traveller' | 'active-client'
    }
  | { readonly kind: 'revoke-invitation'; readonly invitation: string }
  /** `codeHash` is the hash of the code that was typed. `home` is the channel in which it was typed, if any. */
  | { readonly kind: 'join'; readonly codeHash: string; readonly agency: string; readonly home?: Home }
  | { readonly kind: 'leave' }
  | { readonly kind: 'remove-member'; readonly person: PersonId; readonly why: string }
  | { readonly kind: 'change-agency'; readonly agency: string }
  | { readonly kind: 'undo-agency' }
  | { readonly kind: 'merge-agencies'; readonly from: string; readonly into: string }
  | { readonly kind: 'remove-home'; readonly home: Home }
  | { readonly kind: 'nominate'; readonly nomination: string; readonly person: PersonId; readonly role: Role }
  | { readonly kind: 'withdraw-nomination'; readonly nomination: string }
  | { readonly kind: 'accept-nomination'; readonly nomination: string; readonly agency: string }
  | { readonly kind: 'decline-nomination'; readonly nomination: string }
  | { readonly kind: 'step-down'; readonly role: Role }
  | { readonly kind: 'diagnose'; readonly answers: DiagnosisAnswers }
  | {
      readonly kind: 'plan-meeting'
      readonly meeting: string
      readonly start: Instant
      readonly minutes: number
      readonly zone: string
      readonly repeat?: Repeat
    }
  | {
      readonly kind: 'record-meeting'
      readonly meeting: string
      readonly start: Instant
      readonly minutes: number
      readonly zone: string
    }
  | {
      readonly kind: 'move-meeting'
      readonly meeting: string
      readonly start: Instant
      /** The new length; the meeting keeps its own where it is absent. */
      readonly minutes?: number
    }
  | { readonly kind: 'cancel-meeting'; readonly meeting: string; readonly series: boolean }
  /** Takes back that the meeting was moved or cancelled. */
  | { readonly kind: 'undo-meeting-change'; readonly meeting: string }
  | {
      readonly kind: 'answer-attendance'
      readonly meeting: string
      readonly there: boolean
      readonly person: PersonId
    }
  /** The speaker takes back what they answered. */
  | { readonly kind: 'take-back-attendance'; readonly meeting: string }
  /** `back` takes the answer back. */
  | { readonly kind: 'answer-nothing'; readonly meeting: string; readonly back?: true }
  | { readonly kind: 'answer-pulse'; readonly meeting: string; readonly pulse: Pulse | 'taken-back' }
  | {
      readonly kind: 'keep-lesson'
      readonly lesson: string
      readonly text: string
      readonly meeting?: string
      /** The lesson is offered to the library at once. */
      readonly offered?: true
    }
  | { readonly kind: 'undo-lesson'; readonly lesson: string }
  | { readonly kind: 'offer-lessons'; readonly lessons: readonly string[] }
  | { readonly kind: 'take-back-lesson'; readonly lesson: string }
  | {
      readonly kind: 'raise-flag'
      readonly flag: string
      readonly text: string
      readonly context: FlagContext
      readonly severity: Severity
      readonly privately?: true
    }
  /** `flags` are ids of flags raised by hand and keys of flags of the rules. */
  | { readonly kind: 'see-flags'; readonly flags: readonly string[] }
  | { readonly kind: 'ask-to-read-flag'; readonly flag: string }
  | { readonly kind: 'show-flag'; readonly flag: string; readonly person: PersonId }
  | { readonly kind: 'clear-flag'; readonly flag: string; readonly word: string }
  | { readonly kind: 'dismiss-flag'; readonly flag: string; readonly reason: string }
  | { readonly kind: 'take-back-flag'; readonly flag: string }
  | { readonly kind: 'ask'; readonly ask: string; readonly of: AskKind; readonly text: string }
  | { readonly kind: 'take-ask'; readonly ask: string }
  | { readonly kind: 'finish-ask'; readonly ask: string; readonly word: string }
  | { readonly kind: 'pass-ask'; readonly ask: string; readonly word: string }
  | { readonly kind: 'take-back-ask'; readonly ask: string }
  | {
      readonly kind: 'open-blocker'
      readonly blocker: string
      readonly of: BlockerKind
      readonly text: string
      /** The id of the ask that puts the blocker to the angels. It is absent if they are not asked. */
      readonly ask?: string
    }
  | { readonly kind: 'put-blocker'; readonly blocker: string; readonly ask: string }
  | { readonly kind: 'clear-blocker'; readonly blocker: string; readonly word: string }
  | { readonly kind: 'take-back-blocker'; readonly blocker: string }
  | { readonly kind: 'state-limit'; readonly limit: string; readonly text: string }
  | { readonly kind: 'lift-limit'; readonly limit: string; readonly word: string }
  | { readonly kind: 'take-back-limit'; readonly limit: string }
  | {
      readonly kind: 'touch-limit'
      readonly limit: string
      readonly touch: string
      readonly how: LimitReportKind
      readonly text: string
    }
  | { readonly kind: 'settle-limit'; readonly limit: string; readonly word: string }
  | { readonly kind: 'call-entrepreneurs'; readonly call: string; readonly text: string }
  | { readonly kind: 'note-bend'; readonly bend: string; readonly what: string; readonly why: string }
  | { readonly kind: 'approve-bend'; readonly bend: string }
  | { readonly kind: 'decline-bend'; readonly bend: string; readonly word: string }
  | { readonly kind: 'talk-first'; readonly bend: string; readonly word: string }
  | { readonly kind: 'take-back-bend'; readonly bend: string }
  | {
      readonly kind: 'report-exposure'
      readonly exposure: string
      readonly of: ExposureKind
      readonly text: string
    }
  | { readonly kind: 'settle-exposure'; readonly exposure: string; readonly word: string }
  | { readonly kind: 'propose-going-public'; readonly proposal: string; readonly why: string }
  | { readonly kind: 'request-move'; readonly request: string }
  | { readonly kind: 'agree-move'; readonly request: string }
  | { readonly kind: 'decline-move'; readonly request: string }
  | { readonly kind: 'go-public'; readonly proposal: string }
  | { readonly kind: 'not-yet-public'; readonly proposal: string; readonly word: string }
  | { readonly kind: 'take-back-going-public'; readonly proposal: string }
  | { readonly kind: 'go-under-the-radar' }
  | { readonly kind: 'confirm-meeting'; readonly meeting: string }
  | { readonly kind: 'strike-meeting'; readonly meeting: string }
  | { readonly kind: 'offer'; readonly resource: string; readonly offer: Offer }
  /** `offer` is absent if the resource was offered before. */
  | { readonly kind: 'put'; readonly resource: string; readonly offer?: Offer; readonly meeting?: string }
  | { readonly kind: 'use'; readonly resource: string; readonly what?: string }
  | { readonly kind: 'use-up'; readonly resource: string; readonly what?: string }
  | { readonly kind: 'withdraw'; readonly resource: string; readonly why?: string }
  /** `offer` is all that it is to be; its kind and agency stay. */
  | { readonly kind: 'change-resource'; readonly resource: string; readonly offer: Offer }
  | { readonly kind: 'undo-put'; readonly resource: string }
  | { readonly kind: 'undo-edit'; readonly resource: string }
  | {
      readonly kind: 'undo-change'
      readonly resource: string
      readonly from: 'used' | 'used-up' | 'withdrawn'
    }
  | {
      readonly kind: 'propose-reframe'
      readonly proposal: string
      readonly outcome: string
      readonly why: string
    }
  | { readonly kind: 'agree-reframe'; readonly proposal: string }
  | { readonly kind: 'refuse-reframe'; readonly proposal: string }
  | {
      readonly kind: 'cross-phase'
      readonly crossing: string
      /** The phase that was shown to the person. */
      readonly from: Phase
      readonly to: Phase
      readonly whyNoClient?: string
    }
  | { readonly kind: 'change-moment'; readonly moment: string; readonly momentWhen?: string }
  | { readonly kind: 'change-outcome'; readonly outcome: string }
  | { readonly kind: 'open-round'; readonly round: string; readonly question?: string }
  /** The answers replace all that the person gave in this round before. A prompt with an empty text is taken back. */
  | { readonly kind: 'answer-round'; readonly round: string; readonly answers: readonly ReflectionAnswer[] }
  | { readonly kind: 'extend'; readonly meetings: 1 | 2 }
  | {
      readonly kind: 'close'
      readonly did: string
      readonly borrow: string
      readonly avoid: string
      readonly resources: string
      /** What the story in the homes tells as well. */
      readonly posted?: readonly ClosingExtra[]
    }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'change-settings'; readonly settings: Partial<Settings> }
  | { readonly kind: 'undo-settings' }
  | { readonly kind: 'agree-loosening'; readonly proposal: string }
  | { readonly kind: 'decline-loosening'; readonly proposal: string }
  /** Time passes: everything that is due by itself happens. */
  | { readonly kind: 'pass-time' }

export type CommandOf<K extends Command['kind']> = Extract<Command, { kind: K }>
