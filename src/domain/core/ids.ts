// Ids and instants, and the metadata that every journal entry carries beside its event.

/** Milliseconds since 1970-01-01 UTC. */
export type Instant = number
export type PersonId = string
export type NetworkId = string

export interface EventMetadata {
  /** The number of the entry within its network. It counts from 1 without gaps. */
  readonly version: number
  readonly at: Instant
  /** The person who did it. It is absent when time alone made it happen. */
  readonly by?: PersonId
  /** The event fell due while no process ran, and was recorded afterwards. */
  readonly late?: true
}
