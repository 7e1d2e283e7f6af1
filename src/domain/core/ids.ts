// Identities and instants, and what every journal entry carries beside its event.

/** Milliseconds since 1970-01-01 UTC. */
export type Instant = number
export type PersonId = string
export type NetworkId = string

/** `version` counts from 1 within a network, without gaps. */
export interface EventMetadata {
  readonly version: number
  readonly at: Instant
  /** Absent when time alone made it happen. */
  readonly by?: PersonId
  /** The event fell due while no process ran, and was recorded afterwards. */
  readonly late?: true
}
