// An entry of the journal: one thing that happened in a network, who did it and when.
import type { NetworkEvent } from '../events.ts'

/** Milliseconds since 1970-01-01 UTC. */
export type Instant = number
export type PersonId = string
export type NetworkId = string

/** What all entries share. `version` counts from 1 within a network without gaps. */
export interface EventMetadata {
  readonly version: number
  readonly at: Instant
  /** Absent where it happened by itself. */
  readonly by?: PersonId
  /** It fell due while nobody could attend to it, and happened afterwards. */
  readonly late?: true
}

export type JournalEntry = EventMetadata & NetworkEvent
