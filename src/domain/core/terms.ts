// Kinds and shapes that facts, commands and state are made of: the terms of the domain as types.
import type { PersonId } from './ids.ts'

export type Role =
  | 'public-entrepreneur'
  | 'fellow-traveller'
  | 'guardian-angel'
  | 'active-client'
  | 'critical-friend'

export type Phase = 'before-starting' | 'getting-together' | 'working-together' | 'sustaining'

/** A sign that it is time for a phase. */
export type SignName =
  | 'moment'
  | 'outcome'
  | 'entrepreneur'
  | 'two-agencies'
  | 'collaboration'
  | 'trio'
  | 'on-the-table'
  | 'active-client'
  | 'limits'
  | 'used'
  | 'three-meetings'
  | 'lesson'
  | 'attendance'
  | 'angel-active'
  | 'two-agency-table'

/** At which boundary a round asks; `any-time` is a round that a member began between boundaries. */
export type Boundary = Exclude<Phase, 'before-starting'> | 'back' | 'closed' | 'any-time'

/** What a round asks. */
export type PromptName =
  | 'impossible'
  | 'none-alone'
  | 'missing'
  | 'held-back'
  | 'permission'
  | 'differently'
  | 'seen-anew'
  | 'fall-back'
  | 'hosts'
  | 'pulled-back'
  | 'try-first'
  | 'did'
  | 'borrow'
  | 'not-repeat'
  | 'noticed'
  | 'from-now-on'
  /** Worded by the member who asks it. */
  | 'own-question'

/** The answers to one prompt, in an order that tells nothing: those with a name by person, the others by their words. */
export interface PromptAnswers {
  readonly prompt: PromptName
  readonly named: readonly { readonly person: PersonId; readonly text: string }[]
  /** Empty where they were too few to stay private. */
  readonly nameless: readonly string[]
}

export type Way = 'coexist' | 'communicate' | 'cooperate' | 'coordinate' | 'collaborate'

export type ResourceKind = 'money' | 'time' | 'data' | 'space' | 'expertise' | 'mandate' | 'access'

export type Terms = 'earmarked' | 'flexible'

/** A channel where the network talks. Ids are the platform's own. */
export interface Home {
  readonly platform: string
  readonly workspace: string
  readonly channel: string
}

/** Every `weeks` weeks at the same time of day in `zone` (an IANA name). */
export interface Repeat {
  readonly weeks: number
}

export type ResourceState = 'offered' | 'on-the-table' | 'used' | 'withdrawn' | 'lapsed' | 'struck'

/** What a resource is: `from` and `until` are plain dates (`2026-06-30`), the last day included. */
export interface Offer {
  readonly kind: ResourceKind
  readonly what: string
  readonly amount?: number
  readonly unit?: string
  readonly agency: string
  readonly terms?: Terms
  readonly from?: string
  readonly until?: string
  readonly condition?: string
}

/** The settings of a network; domain.md marks them with a cog. */
export interface Settings {
  /** Whether the six-meeting rule is on. */
  readonly rule: boolean
  /** Bare meetings until a stall. */
  readonly limit: number
  /** Weeks from the first bare meeting until a stall; 0 is off. */
  readonly weeks: number
  /** How long a check-in stays open after the end of its meeting. */
  readonly checkInHours: number
  /** How long before a meeting its reminder comes; 0 is off. */
  readonly reminderHours: number
  /** How long an invitation is good for. */
  readonly invitationDays: number
  /** How long a round of reflection stays open. */
  readonly roundDays: number
}

export type Pulse = 'yes' | 'not-sure' | 'no'

/** How a check-in ended. */
export type MeetingOutcome = 'held' | 'missed'

export type MovingBecause = 'put' | 'reframed' | 'extended' | 'corrected' | 'settings'

/** `heads-up` makes no noise, `warning` waits for working time, `urgent` comes at once. */
export type Severity = 'heads-up' | 'warning' | 'urgent'

/** Where a risk comes from. */
export type FlagContext = 'organisational' | 'public-sector' | 'political' | 'societal'

/** What is asked of a guardian angel. */
export type AskKind = 'mentor' | 'protect' | 'advise' | 'advocate' | 'clear-the-way'

/** What stops a network. */
export type BlockerKind =
  | 'budget'
  | 'systems'
  | 'boundaries'
  | 'privacy'
  | 'permission'
  | 'leadership'
  | 'reward'
  | 'busyness'
  | 'culture'
  | 'other'

/** How the work stands to a hard limit. */
export type LimitReportKind = 'near' | 'crossed'

/** Who outside has noticed a network under the radar. */
export type ExposureKind = 'public' | 'media' | 'ministerial'

export type FlagName =
  | 'dead-in-the-water'
  | 'limit-touched'
  | 'exposed'
  | 'no-entrepreneur'
  | 'no-angel'
  | 'sixth-meeting-near'
  | 'key-person-gone'
  | 'gone-quiet'
  | 'back-to-old-ways'
  | 'drifting'
  | 'client-missing'
  | 'blocked'
  | 'approval-pending'
  | 'angel-silent'
  | 'one-carrier'
  | 'one-agency-table'
  | 'promise-overdue'
  | 'not-learning'
  | 'crossed-unreflected'
  | 'reframed-twice'

/** A flag of the rules. The `cause` tells apart those of one name: a resource, a person, a blocker. */
export interface FlagId {
  readonly flag: FlagName
  readonly cause?: string
}

/** The five questions of the diagnosis, each answered yes or no. */
export interface DiagnosisAnswers {
  readonly oneAgencyAlone: boolean
  readonly somebodyKnows: boolean
  readonly workAndMoneyShared: boolean
  readonly sameGoal: boolean
  readonly affectedTakePart: boolean
}
