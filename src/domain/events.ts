// Everything that can happen in a network: the events of all modules, which are the payload of the journal.

import type { EventMetadata } from './core/ids.ts'
import type { FlagEvent } from './flags/events.ts'
import type { GuardianEvent } from './guardian/events.ts'
import type { MeetingEvent } from './meetings/events.ts'
import type { MembershipEvent } from './membership/events.ts'
import type { PhasesEvent } from './phases/events.ts'
import type { TableEvent } from './table/events.ts'

export type NetworkEvent =
  | MembershipEvent
  | MeetingEvent
  | TableEvent
  | PhasesEvent
  | GuardianEvent
  | FlagEvent

export type EventOf<K extends NetworkEvent['kind']> = Extract<NetworkEvent, { kind: K }>

/** An entry of the journal: an event with its version, when it happened, and who did it. */
export type JournalEntry = EventMetadata & NetworkEvent
