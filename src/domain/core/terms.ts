// The terms of the domain as types, of which events, commands and state are made.
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

/** What a closing leaves out of the story in the homes unless whoever closes puts it in. */
export type ClosingExtra = 'bends' | 'asks' | 'blockers' | 'limits' | 'flags'

/** The boundary at which a round asks. `any-time` is a round that a member began between boundaries. */
export type Boundary = Exclude<Phase, 'before-starting'> | 'back' | 'closed' | 'any-time'

/** A question that a round asks. */
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
  /** The question of the member who began the round, in their own words. */
  | 'own-question'

/** The answers to one prompt, in an order that tells nothing: named ones by person, nameless ones by text. */
export interface PromptAnswers {
  readonly prompt: PromptName
  readonly named: readonly { readonly person: PersonId; readonly text: string }[]
  /** Empty if they were too few to stay private. */
  readonly nameless: readonly string[]
}

export type Way = 'coexist' | 'communicate' | 'cooperate' | 'coordinate' | 'collaborate'

export type ResourceKind = 'money' | 'time' | 'data' | 'space' | 'expertise' | 'mandate' | 'access'

export type Terms = 'earmarked' | 'flexible'

/** A channel in which the network works. The ids are the platform's own. */
export interface Home {
  readonly platform: string
  readonly workspace: string
  readonly channel: string
}

/** How a series of meetings repeats, at the same time of day in its zone. */
export interface Repeat {
  /** The number of weeks from one meeting to the next. */
  readonly weeks: number
}

/** `used` is in use; `ended` had its last day while it stood, and `lapsed` while it was only offered. */
export type ResourceState =
  | 'offered'
  | 'on-the-table'
  | 'used'
  | 'used-up'
  | 'ended'
  | 'withdrawn'
  | 'lapsed'
  | 'struck'

/** The description of a resource. `from` and `until` are plain dates (`2026-06-30`); the last day is included. */
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

/** The settings of a network that an entrepreneur or an angel can change. */
export interface Settings {
  /** Whether the six-meeting rule is on. */
  readonly rule: boolean
  /** The number of bare meetings after which the network stalls. */
  readonly limit: number
  /** The number of weeks after the first bare meeting in which the network stalls; 0 is off. */
  readonly weeks: number
  /** How long a check-in stays open after the end of its meeting, in hours. */
  readonly checkInHours: number
  /** How long before a meeting its reminder comes, in hours; 0 is off. */
  readonly reminderHours: number
  /** How long an invitation is valid, in days. */
  readonly invitationDays: number
  /** How long a round of reflection stays open, in days. */
  readonly roundDays: number
}

export type Pulse = 'yes' | 'not-sure' | 'no'

/** How a check-in ended. */
export type MeetingOutcome = 'held' | 'missed'

/** What set a stalled network moving again. */
export type MovingBecause = 'put' | 'reframed' | 'extended' | 'corrected' | 'settings'

/** A `heads-up` sends no message, a `warning` waits for working time, and an `urgent` flag is sent at once. */
export type Severity = 'heads-up' | 'warning' | 'urgent'

/** The context from which a risk comes. */
export type FlagContext = 'organisational' | 'public-sector' | 'political' | 'societal'

/** What is asked of a guardian angel. */
export type AskKind = 'mentor' | 'protect' | 'advise' | 'advocate' | 'clear-the-way'

/** The kind of thing that blocks a network. */
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

/** Whether the work is near a hard limit or has crossed it. */
export type LimitReportKind = 'near' | 'crossed'

/** The people outside who have noticed a network under the radar. */
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

/** Names a flag of the rules. The `cause` tells flags of the same name apart: a resource, a person, a blocker. */
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
