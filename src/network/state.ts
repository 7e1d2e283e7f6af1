// What a network is at one moment: the fold of its journal.
import type { PulseCounts } from './answers.ts'
import type { Instant, NetworkId, PersonId } from './entry.ts'
import type {
  AskKind,
  BlockerKind,
  Boundary,
  DiagnosisAnswers,
  ExposureKind,
  FlagContext,
  FlagName,
  Home,
  LimitTouch,
  MeetingOutcome,
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
} from './facts.ts'

/** Someone of the network. An angel who is only that is no member. */
export interface Participant {
  readonly id: PersonId
  readonly agency: string
  readonly member: boolean
  readonly since: Instant
}

/** Who held what from when to when; `to` is absent while it is held. */
export interface RoleSpan {
  readonly person: PersonId
  readonly role: Role
  readonly from: Instant
  readonly to?: Instant
  /** It ended since the person left the network. */
  readonly byLeaving?: true
}

export interface Nomination {
  readonly id: string
  readonly person: PersonId
  readonly role: Role
  readonly by: PersonId
  readonly at: Instant
  readonly state: 'open' | 'accepted' | 'declined' | 'withdrawn'
}

export interface Invitation {
  readonly id: string
  readonly codeHash: string
  readonly as: 'fellow-traveller' | 'active-client'
  readonly by: PersonId
  readonly expires: Instant
  readonly state: 'open' | 'used' | 'revoked'
}

export type MeetingState =
  | { readonly kind: 'planned'; readonly since: Instant; readonly reminded: 'no' | 'day' | 'quarter-hour' }
  | { readonly kind: 'checking-in'; readonly closes: Instant }
  | { readonly kind: MeetingOutcome; readonly closed: Instant }
  | { readonly kind: 'cancelled'; readonly at: Instant; readonly onHold: boolean }
  | { readonly kind: 'struck' }

export interface Meeting {
  readonly id: string
  readonly series?: string
  readonly start: Instant
  readonly end: Instant
  readonly zone: string
  readonly by?: PersonId
  /** When it was planned or recorded. */
  readonly noted: Instant
  readonly recorded: boolean
  readonly state: MeetingState
  readonly attendance: ReadonlyMap<PersonId, boolean>
  readonly nothing: ReadonlySet<PersonId>
  /** Who would come to the next one, once the check-in has closed and enough have answered. */
  readonly pulse?: PulseCounts
  /** Named answers of an old journal, until the check-in closes. */
  readonly oldPulse: ReadonlyMap<PersonId, Pulse>
  /** An entrepreneur said that it took place. */
  readonly confirmed: boolean
}

/** Meetings that repeat: only the next one is planned at any time. */
export interface Series {
  readonly id: string
  readonly start: Instant
  readonly minutes: number
  readonly zone: string
  readonly repeat: Repeat
  readonly by?: PersonId
  readonly ended: boolean
}

export interface Resource extends Offer {
  readonly id: string
  readonly by?: PersonId
  readonly at: Instant
  readonly meeting?: string
  readonly state: ResourceState
  /** Before it was used or withdrawn, and when that was. */
  readonly was?: { readonly state: ResourceState; readonly at: Instant }
  readonly stoodFrom?: Instant
  readonly stoodTo?: Instant
}

export interface Proposal {
  readonly id: string
  readonly outcome: string
  readonly why: string
  readonly by: PersonId
  readonly state: 'open' | 'agreed' | 'refused'
}

export interface Lesson {
  readonly id: string
  readonly text: string
  readonly by?: PersonId
  readonly at: Instant
  readonly meeting?: string
  /** Since when it stands in the library, and who put it there. */
  readonly offered?: { readonly at: Instant; readonly by?: PersonId }
}

/** A flag that a rule has raised and that is still up. */
export interface FlagUp {
  readonly flag: FlagName
  readonly cause?: string
  readonly since: Instant
  readonly seen?: Seen
}

/** Somebody to whom a flag was put has said that they know of it. */
export interface Seen {
  readonly by: PersonId
  readonly at: Instant
}

/** A flag of the rules that somebody cleared or dismissed while its risk was there: it is not told again for now. */
export interface Hushed {
  readonly flag: FlagName
  readonly cause?: string
  readonly by: PersonId
  readonly at: Instant
  readonly words: string
  /** Of one that was dismissed; one that was cleared stays quiet until its risk is gone. */
  readonly until?: Instant
}

export interface Action {
  readonly by: PersonId
  readonly at: Instant
}

export interface RaisedFlag {
  readonly id: string
  readonly text: string
  readonly context: FlagContext
  readonly severity: Severity
  readonly by?: PersonId
  readonly at: Instant
  /** For the guardian angels alone. */
  readonly privately?: true
  readonly seen?: Seen
  readonly cleared?: { readonly at: Instant; readonly word: string; readonly by?: PersonId }
  readonly dismissed?: { readonly at: Instant; readonly reason: string; readonly by?: PersonId }
}

export type AskState =
  | { readonly kind: 'open' }
  | { readonly kind: 'taken'; readonly by: PersonId; readonly at: Instant }
  | { readonly kind: 'done'; readonly by: PersonId; readonly at: Instant; readonly word: string }
  | { readonly kind: 'taken-back'; readonly at: Instant }

/** It went to an angel, in the message that `message` names (the version at which it was put). */
export interface Put {
  readonly person: PersonId
  readonly at: Instant
  readonly message: number
}

export interface AskPut extends Put {
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
  readonly puts: readonly AskPut[]
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
  readonly cleared?: Word
}

/** What somebody did, and the words with which they did it. */
export interface Word {
  readonly at: Instant
  readonly word: string
  readonly by?: PersonId
}

export interface Touch {
  readonly id: string
  readonly how: LimitTouch
  readonly text: string
  readonly by?: PersonId
  readonly at: Instant
  readonly settled?: Word
}

/** What the work must not cross. */
export interface Limit {
  readonly id: string
  readonly text: string
  readonly by?: PersonId
  readonly at: Instant
  readonly lifted?: Word
  readonly touches: readonly Touch[]
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
  readonly puts: readonly Put[]
}

/** An angel asks the public entrepreneurs to get in touch. */
export interface Call {
  readonly id: string
  readonly text: string
  readonly by: PersonId
  readonly at: Instant
}

/** A phase, since when, and how it was crossed into; of the first nothing more is known. */
export interface PhaseSpan {
  readonly phase: Phase
  readonly from: Instant
  readonly crossing?: string
  readonly after?: Phase
  readonly by?: PersonId
  readonly met: readonly SignName[]
  readonly unmet: readonly SignName[]
  readonly whyNoClient?: string
}

/** What the moment or the shared outcome was before. */
export interface Earlier {
  readonly what: 'moment' | 'outcome'
  readonly text: string
  readonly until: Instant
  readonly how: 'changed' | 'reframed'
  readonly by?: PersonId
}

/** Attention from outside. */
export interface Exposure {
  readonly id: string
  readonly of: ExposureKind
  readonly text: string
  readonly by?: PersonId
  readonly at: Instant
  readonly settled?: Word
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
  readonly puts: readonly Put[]
}

/** A round of reflection: each member is asked in private, and all answers are told when it closes. */
export interface Round {
  readonly id: string
  readonly boundary: Boundary
  /** What a member asks in their own words. */
  readonly question?: string
  readonly opened: Instant
  readonly closes: Instant
  readonly reminded: boolean
  /** Whoever crossed, closed or began it. */
  readonly by?: PersonId
  readonly closed?: {
    readonly at: Instant
    readonly asked: number
    readonly answered: number
    readonly answers: readonly PromptAnswers[]
  }
}

export interface Closing {
  readonly at: Instant
  readonly did: string
  readonly borrow: string
  readonly avoid: string
  readonly resources: string
}

export interface Network {
  readonly id: NetworkId
  /** Version of the last entry; 0 before the start. */
  readonly version: number
  readonly started: Instant
  readonly name: string
  readonly moment: string
  readonly outcome: string
  readonly zone: string
  /** What the moment and the shared outcome were before. */
  readonly earlier: readonly Earlier[]
  readonly phase: Phase
  /** All that it went through, the last being where it is. */
  readonly phases: readonly PhaseSpan[]
  readonly closing?: Closing
  /** The way of working that was recommended last, and from which answers. */
  readonly diagnosis?: Way
  readonly answers?: DiagnosisAnswers
  readonly settings: Settings
  readonly homes: readonly Home[]
  readonly people: ReadonlyMap<PersonId, Participant>
  /** To whom nothing could be sent, and who has done nothing since; with the reason. */
  readonly unreached: ReadonlyMap<PersonId, { readonly why: string; readonly at: Instant }>
  /** When each person last did anything here. */
  readonly lastDeeds: ReadonlyMap<PersonId, Instant>
  readonly roles: readonly RoleSpan[]
  readonly nominations: ReadonlyMap<string, Nomination>
  readonly invitations: ReadonlyMap<string, Invitation>
  readonly meetings: ReadonlyMap<string, Meeting>
  readonly series: ReadonlyMap<string, Series>
  readonly resources: ReadonlyMap<string, Resource>
  readonly rounds: ReadonlyMap<string, Round>
  readonly lessons: readonly Lesson[]
  readonly proposals: ReadonlyMap<string, Proposal>
  readonly reframed?: Instant
  readonly extension?: { readonly at: Instant; readonly meetings: number }
  readonly stalled?: Instant
  /** When it last moved again, or was reopened. */
  readonly resumed?: Instant
  /** Those that the rules have raised, by `flagKey`. */
  readonly flags: ReadonlyMap<string, FlagUp>
  /** By the same keys. */
  readonly hushed: ReadonlyMap<string, Hushed>
  /** What people did of late, by version, the oldest first. */
  readonly actions: ReadonlyMap<number, Action>
  /** Those raised by hand. */
  readonly raised: ReadonlyMap<string, RaisedFlag>
  readonly asks: ReadonlyMap<string, Ask>
  readonly blockers: ReadonlyMap<string, Blocker>
  readonly limits: ReadonlyMap<string, Limit>
  readonly bends: ReadonlyMap<string, Bend>
  readonly calls: ReadonlyMap<string, Call>
  readonly exposures: ReadonlyMap<string, Exposure>
  /** Since when it can be found from outside; absent while it is under the radar. */
  readonly public?: Instant
  readonly publicProposals: ReadonlyMap<string, PublicProposal>
}

export const defaults: Settings = {
  rule: true,
  limit: 6,
  weeks: 0,
  checkInHours: 24,
  reminderHours: 24,
  invitationDays: 7,
  roundDays: 7,
}

/** A network of which nothing is known yet. */
export function unstarted(id: NetworkId): Network {
  return {
    id,
    version: 0,
    started: 0,
    name: '',
    moment: '',
    outcome: '',
    zone: 'UTC',
    phase: 'before-starting',
    phases: [],
    earlier: [],
    settings: defaults,
    homes: [],
    people: new Map(),
    unreached: new Map(),
    lastDeeds: new Map(),
    roles: [],
    nominations: new Map(),
    invitations: new Map(),
    meetings: new Map(),
    series: new Map(),
    resources: new Map(),
    rounds: new Map(),
    lessons: [],
    proposals: new Map(),
    flags: new Map(),
    hushed: new Map(),
    actions: new Map(),
    raised: new Map(),
    asks: new Map(),
    blockers: new Map(),
    limits: new Map(),
    calls: new Map(),
    bends: new Map(),
    exposures: new Map(),
    publicProposals: new Map(),
  }
}
