// What is put on the table, as the state of a network keeps it.
import type { Instant, PersonId } from '../core/ids.ts'
import type { Offer, ResourceState } from '../core/terms.ts'

export interface Resource extends Offer {
  readonly id: string
  readonly by?: PersonId
  readonly at: Instant
  readonly meeting?: string
  readonly state: ResourceState
  /** The state before the resource was used or withdrawn, and when that was. */
  readonly was?: { readonly state: ResourceState; readonly at: Instant; readonly by?: PersonId }
  /** What it was before it was last changed, and when and by whom that was done. */
  readonly edited?: { readonly offer: Offer; readonly at: Instant; readonly by?: PersonId }
  readonly stoodFrom?: Instant
  readonly stoodTo?: Instant
  /** It was taken back so soon after it was put that the count goes on as if it had never been there. */
  readonly brief?: true
}
