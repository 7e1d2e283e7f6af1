// The state of a network, which is the fold of its journal.

import type { Instant, NetworkId, PersonId } from './core/ids.ts'
import type { DiagnosisAnswers, Home, Phase, Role, Settings, Way } from './core/terms.ts'
import type { ActiveFlag, Activity, EndedFlag, ManualFlag, SilencedFlag } from './flags/state.ts'
import type {
  Ask,
  Bend,
  Blocker,
  Call,
  Exposure,
  HardLimit,
  MoveRequest,
  PublicProposal,
} from './guardian/state.ts'
import type { Loosening, Meeting, Proposal, Series } from './meetings/state.ts'
import type { Closing, Lesson, PhaseSpan, PreviousWording, ReflectionRound } from './phases/state.ts'
import type { Resource } from './table/state.ts'

/** A person in the network. An angel with no other role is not a member. */
export interface Participant {
  readonly id: PersonId
  readonly agency: string
  /** The agency before the last change, since when it was theirs, and until when. */
  readonly former?: { readonly agency: string; readonly since?: Instant; readonly until: Instant }
  /** When the person came from another agency to this one. It is absent if they joined for it. */
  readonly agencySince?: Instant
  readonly member: boolean
  readonly since: Instant
}

interface DepartedMember {
  readonly agency: string
  readonly at: Instant
  readonly removedBy?: PersonId
}

/** A role that a person held from one instant to another. `to` is absent while they hold it. */
export interface RoleSpan {
  readonly person: PersonId
  readonly role: Role
  readonly from: Instant
  readonly to?: Instant
  /** The role ended because the person left the network, or was removed from it. */
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

/** A change of settings that whoever made it can undo for a while. */
interface SettingsChange {
  readonly at: Instant
  readonly by: PersonId
  readonly before: Partial<Settings>
}

export interface Network {
  readonly id: NetworkId
  /** The version of the last entry; 0 before the start. */
  readonly version: number
  readonly started: Instant
  readonly name: string
  readonly moment: string
  /** When the moment was, in the words of whoever said so. */
  readonly momentWhen?: string
  readonly outcome: string
  readonly zone: string
  /** The earlier wordings of the moment and of the shared outcome, the oldest first. */
  readonly previousWordings: readonly PreviousWording[]
  readonly phase: Phase
  /** The phases that the network went through. The last is the one that it is in. */
  readonly phases: readonly PhaseSpan[]
  readonly closing?: Closing
  /** The way of working that the diagnosis recommended last, and the answers that led to it. */
  readonly diagnosis?: Way
  readonly answers?: DiagnosisAnswers
  readonly settings: Settings
  /** The last change of the settings, unless it was undone or took consent. */
  readonly settingsChange?: SettingsChange
  readonly homes: readonly Home[]
  readonly people: ReadonlyMap<PersonId, Participant>
  /** The members who left or were removed, with their agency, as far as the journal tells it. */
  readonly departed: ReadonlyMap<PersonId, DepartedMember>
  /** By the key of an agency, the agency that counts for it since an entrepreneur said that the two are one. */
  readonly mergedAgencies: ReadonlyMap<string, string>
  /** The people to whom a message could not be sent and who have done nothing since, with the reason. */
  readonly unreachable: ReadonlyMap<PersonId, { readonly why: string; readonly at: Instant }>
  /** When each person last did anything in the network. */
  readonly lastActivity: ReadonlyMap<PersonId, Instant>
  readonly roles: readonly RoleSpan[]
  readonly nominations: ReadonlyMap<string, Nomination>
  readonly invitations: ReadonlyMap<string, Invitation>
  readonly meetings: ReadonlyMap<string, Meeting>
  readonly series: ReadonlyMap<string, Series>
  readonly resources: ReadonlyMap<string, Resource>
  readonly rounds: ReadonlyMap<string, ReflectionRound>
  readonly lessons: readonly Lesson[]
  readonly proposals: ReadonlyMap<string, Proposal>
  readonly loosenings: ReadonlyMap<string, Loosening>
  readonly reframed?: Instant
  /** `limit` is the one that was set when it was extended. */
  readonly extension?: {
    readonly at: Instant
    readonly meetings: number
    readonly limit: number
    readonly by?: PersonId
  }
  readonly stalled?: Instant
  /** The last stop, and how many meetings with nothing on the table there were then. It is kept once that stop is over. */
  readonly lastStop?: { readonly at: Instant; readonly meetings: number }
  /** When the network last moved again or was reopened. */
  readonly resumed?: Instant
  /** The flags that the rules have raised, by `flagKey`. */
  readonly flags: ReadonlyMap<string, ActiveFlag>
  /** The flags of the rules that are silenced, by `flagKey`. */
  readonly silencedFlags: ReadonlyMap<string, SilencedFlag>
  /** The flags of the rules that were up when the network was closed last. */
  readonly flagsWhenClosed?: readonly ActiveFlag[]
  /** The urgent flags of the rules that ended lately, the oldest first. */
  readonly endedFlags: readonly EndedFlag[]
  /** What people did lately, by the version of its entry, the oldest first. */
  readonly recentActivity: ReadonlyMap<number, Activity>
  /** The flags raised by hand. */
  readonly manualFlags: ReadonlyMap<string, ManualFlag>
  readonly asks: ReadonlyMap<string, Ask>
  readonly blockers: ReadonlyMap<string, Blocker>
  readonly limits: ReadonlyMap<string, HardLimit>
  readonly bends: ReadonlyMap<string, Bend>
  readonly calls: ReadonlyMap<string, Call>
  readonly exposures: ReadonlyMap<string, Exposure>
  /** When the network went public. It is absent while the network is under the radar. */
  readonly public?: Instant
  readonly publicProposals: ReadonlyMap<string, PublicProposal>
  readonly moveRequests: ReadonlyMap<string, MoveRequest>
}

const defaultSettings: Settings = {
  rule: true,
  limit: 6,
  weeks: 0,
  checkInHours: 24,
  reminderHours: 24,
  invitationDays: 7,
  roundDays: 7,
}

/** The network before its first entry. */
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
    previousWordings: [],
    settings: defaultSettings,
    homes: [],
    people: new Map(),
    departed: new Map(),
    mergedAgencies: new Map(),
    unreachable: new Map(),
    lastActivity: new Map(),
    roles: [],
    nominations: new Map(),
    invitations: new Map(),
    meetings: new Map(),
    series: new Map(),
    resources: new Map(),
    rounds: new Map(),
    lessons: [],
    proposals: new Map(),
    loosenings: new Map(),
    flags: new Map(),
    silencedFlags: new Map(),
    endedFlags: [],
    recentActivity: new Map(),
    manualFlags: new Map(),
    asks: new Map(),
    blockers: new Map(),
    limits: new Map(),
    calls: new Map(),
    bends: new Map(),
    exposures: new Map(),
    publicProposals: new Map(),
    moveRequests: new Map(),
  }
}
