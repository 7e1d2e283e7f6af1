// Everything that can happen in a network, in the past tense: the payload of the journal.

import type { EventMetadata, Instant, PersonId } from './core/ids.ts'
import type { PulseCounts } from './core/private-answers.ts'
import type {
  AskKind,
  BlockerKind,
  Boundary,
  DiagnosisAnswers,
  ExposureKind,
  FlagContext,
  FlagId,
  Home,
  LimitReportKind,
  MeetingOutcome,
  MovingBecause,
  Offer,
  Phase,
  PromptAnswers,
  Pulse,
  Repeat,
  ResourceState,
  Role,
  Settings,
  Severity,
  SignName,
  Way,
} from './core/terms.ts'

type HomeFact =
  | {
      readonly kind: 'started'
      readonly name: string
      readonly moment: string
      readonly outcome: string
      readonly agency: string
      readonly zone: string
      readonly home?: Home
    }
  | { readonly kind: 'home-added'; readonly home: Home }
  | { readonly kind: 'home-removed'; readonly home: Home }
  /** The platform gave the channel another id. */
  | { readonly kind: 'home-moved'; readonly from: Home; readonly home: Home }
  /** The channel was archived or deleted, or the bot was taken out of it. */
  | { readonly kind: 'home-lost'; readonly home: Home }
  | {
      readonly kind: 'invited'
      readonly invitation: string
      readonly codeHash: string
      readonly as: 'fellow-traveller' | 'active-client'
      readonly expires: Instant
    }
  | { readonly kind: 'invitation-revoked'; readonly invitation: string }
  | { readonly kind: 'invitation-used'; readonly invitation: string; readonly home?: Home }

type PeopleFact =
  | { readonly kind: 'joined'; readonly agency: string; readonly as: Role; readonly member: boolean }
  | { readonly kind: 'left' }
  /** Nothing that was written to them arrives; `why` is a sentence of the platform. */
  | { readonly kind: 'person-unreached'; readonly person: PersonId; readonly why: string }
  /** Two who were known apart are one person, who showed it with a code. */
  | { readonly kind: 'person-linked'; readonly from: PersonId; readonly person: PersonId }
  | {
      readonly kind: 'nominated'
      readonly nomination: string
      readonly person: PersonId
      readonly role: Role
    }
  | { readonly kind: 'nomination-accepted'; readonly nomination: string }
  | { readonly kind: 'nomination-declined'; readonly nomination: string }
  | { readonly kind: 'nomination-withdrawn'; readonly nomination: string }
  | { readonly kind: 'role-given-up'; readonly role: Role }

type MeetingFact =
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
    }
  | {
      readonly kind: 'meeting-moved'
      readonly meeting: string
      readonly start: Instant
      readonly end: Instant
    }
  | { readonly kind: 'meeting-cancelled'; readonly meeting: string; readonly onHold?: true }
  | { readonly kind: 'meeting-reminded'; readonly meeting: string; readonly lead: 'day' | 'quarter-hour' }
  | { readonly kind: 'check-in-opened'; readonly meeting: string; readonly closes: Instant }
  | {
      readonly kind: 'attendance-answered'
      readonly meeting: string
      readonly there: boolean
      readonly person: PersonId
    }
  | { readonly kind: 'nothing-this-time'; readonly meeting: string }
  /** Of journals from before such answers were kept beside them; nothing writes it any more. */
  | { readonly kind: 'pulse-answered'; readonly meeting: string; readonly pulse: Pulse }
  | {
      readonly kind: 'lesson-kept'
      readonly lesson: string
      readonly text: string
      readonly meeting?: string
    }
  /** Offered to the library, where other networks find it. */
  | { readonly kind: 'lesson-offered'; readonly lesson: string }
  | { readonly kind: 'lesson-taken-back'; readonly lesson: string }
  /** Whoever kept it took it away again at once. */
  | { readonly kind: 'lesson-struck'; readonly lesson: string; readonly meeting?: string }
  | { readonly kind: 'meeting-confirmed'; readonly meeting: string }
  | {
      readonly kind: 'check-in-closed'
      readonly meeting: string
      readonly outcome: MeetingOutcome
      /** Absent where too few answered. */
      readonly pulse?: PulseCounts
    }
  | { readonly kind: 'meeting-recounted'; readonly meeting: string; readonly outcome: MeetingOutcome }
  | { readonly kind: 'meeting-struck'; readonly meeting: string }

type TableFact =
  | { readonly kind: 'resource-offered'; readonly resource: string; readonly offer: Offer }
  | {
      readonly kind: 'resource-put'
      readonly resource: string
      /** Absent when it was offered before. */
      readonly offer?: Offer
      readonly meeting?: string
    }
  | { readonly kind: 'resource-used'; readonly resource: string; readonly what?: string }
  | { readonly kind: 'resource-withdrawn'; readonly resource: string; readonly why?: string }
  /** A use or a withdrawal was taken back; `state` is what it was before. */
  | { readonly kind: 'resource-restored'; readonly resource: string; readonly state: ResourceState }
  | { readonly kind: 'resource-lapsed'; readonly resource: string }
  | { readonly kind: 'resource-struck'; readonly resource: string }

type RuleFact =
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
  | ({ readonly kind: 'flag-raised' } & FlagId)
  | ({ readonly kind: 'flag-cleared' } & FlagId)
  /** The risk of a flag that somebody had cleared by hand is gone: from now on it is told anew. */
  | ({ readonly kind: 'risk-gone' } & FlagId)
  | {
      readonly kind: 'flag-raised-by-hand'
      readonly flag: string
      readonly text: string
      readonly context: FlagContext
      readonly severity: Severity
      /** For the guardian angels alone. */
      readonly privately?: true
    }
  /** `flag`: the id of one raised by hand, or the key of one of the rules. */
  | { readonly kind: 'flag-seen'; readonly flag: string }
  | { readonly kind: 'flag-cleared-by-hand'; readonly flag: string; readonly word: string }
  | { readonly kind: 'flag-dismissed'; readonly flag: string; readonly reason: string }

type AskFact =
  | {
      readonly kind: 'asked'
      readonly ask: string
      readonly of: AskKind
      readonly text: string
      /** What it asks to take away. */
      readonly blocker?: string
    }
  /** These asks go to this angel, in one message. */
  | { readonly kind: 'asks-put-to'; readonly person: PersonId; readonly asks: readonly string[] }
  | { readonly kind: 'ask-taken'; readonly ask: string }
  | { readonly kind: 'ask-done'; readonly ask: string; readonly word: string }
  /** An angel says that it is not theirs to do. */
  | { readonly kind: 'ask-passed'; readonly ask: string; readonly word: string }
  /** Whoever had taken it is an angel no more. */
  | { readonly kind: 'ask-dropped'; readonly ask: string }
  | { readonly kind: 'ask-taken-back'; readonly ask: string }

type BlockerFact =
  | {
      readonly kind: 'blocker-opened'
      readonly blocker: string
      readonly of: BlockerKind
      readonly text: string
    }
  | { readonly kind: 'blocker-cleared'; readonly blocker: string; readonly word: string }

type CallFact = { readonly kind: 'entrepreneurs-called'; readonly call: string; readonly text: string }

type LimitFact =
  | { readonly kind: 'limit-stated'; readonly limit: string; readonly text: string }
  | { readonly kind: 'limit-lifted'; readonly limit: string; readonly word: string }
  /** Somebody says that the limit is near or crossed. */
  | {
      readonly kind: 'limit-touched'
      readonly limit: string
      readonly touch: string
      readonly how: LimitReportKind
      readonly text: string
    }
  /** What was done about all that was said of the limit until then. */
  | { readonly kind: 'limit-settled'; readonly limit: string; readonly word: string }

type BendFact =
  | { readonly kind: 'bend-noted'; readonly bend: string; readonly what: string; readonly why: string }
  /** These bends go to this angel, in one message. */
  | { readonly kind: 'bends-put-to'; readonly person: PersonId; readonly bends: readonly string[] }
  | { readonly kind: 'bend-approved'; readonly bend: string }
  | { readonly kind: 'bend-declined'; readonly bend: string; readonly word: string }
  /** An angel wants to talk about it before deciding; it waits on. */
  | { readonly kind: 'bend-talk-first'; readonly bend: string; readonly word: string }
  | { readonly kind: 'bend-taken-back'; readonly bend: string }

type PhaseFact =
  /** Into the next phase, or back; the signs are those of the phase that it went into, as they were then. */
  | {
      readonly kind: 'phase-crossed'
      readonly crossing: string
      readonly from: Phase
      readonly to: Phase
      readonly met: readonly SignName[]
      readonly unmet: readonly SignName[]
      readonly whyNoClient?: string
    }
  /** The same moment, or the same outcome, in better words; another outcome is a reframe. */
  | { readonly kind: 'moment-changed'; readonly moment: string }
  | { readonly kind: 'outcome-changed'; readonly outcome: string }

type ExposureFact =
  | {
      readonly kind: 'exposed'
      readonly exposure: string
      readonly of: ExposureKind
      readonly text: string
    }
  | { readonly kind: 'exposure-settled'; readonly exposure: string; readonly word: string }

type PublicFact =
  | { readonly kind: 'going-public-proposed'; readonly proposal: string; readonly why: string }
  /** The proposal goes to this angel. */
  | { readonly kind: 'going-public-put-to'; readonly person: PersonId; readonly proposal: string }
  | { readonly kind: 'went-public'; readonly proposal: string }
  | { readonly kind: 'not-yet-public'; readonly proposal: string; readonly word: string }
  | { readonly kind: 'going-public-taken-back'; readonly proposal: string }
  | { readonly kind: 'went-under-the-radar' }
type ReflectionFact =
  | {
      readonly kind: 'round-opened'
      readonly round: string
      readonly boundary: Boundary
      /** Asked instead of what a round of that boundary asks. */
      readonly question?: string
      readonly closes: Instant
    }
  /** To whom it went stands nowhere: that would tell who had answered. */
  | { readonly kind: 'round-reminded'; readonly round: string }
  | {
      readonly kind: 'round-closed'
      readonly round: string
      /** How many members there were, and how many of them answered. */
      readonly asked: number
      readonly answered: number
      readonly answers: readonly PromptAnswers[]
    }

type NetworkFact =
  | { readonly kind: 'diagnosed'; readonly answers: DiagnosisAnswers; readonly way: Way }
  | { readonly kind: 'settings-changed'; readonly settings: Partial<Settings> }
  | {
      readonly kind: 'closed'
      readonly did: string
      readonly borrow: string
      readonly avoid: string
      readonly resources: string
    }
  | { readonly kind: 'reopened' }

export type NetworkEvent =
  | HomeFact
  | PeopleFact
  | MeetingFact
  | TableFact
  | RuleFact
  | AskFact
  | BlockerFact
  | LimitFact
  | CallFact
  | BendFact
  | PhaseFact
  | ExposureFact
  | PublicFact
  | ReflectionFact
  | NetworkFact
export type EventOf<K extends NetworkEvent['kind']> = Extract<NetworkEvent, { kind: K }>

/** One entry of the journal: an event with when, by whom, and its place in the network's history. */
export type JournalEntry = EventMetadata & NetworkEvent
