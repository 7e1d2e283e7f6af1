// Events about what agencies put on the table.

import type { Offer, ResourceState } from '../core/terms.ts'

export type TableEvent =
  | { readonly kind: 'resource-offered'; readonly resource: string; readonly offer: Offer }
  | {
      readonly kind: 'resource-put'
      readonly resource: string
      /** The offer is absent when the resource was offered before. */
      readonly offer?: Offer
      readonly meeting?: string
    }
  /** It is in use, and stands on. */
  | { readonly kind: 'resource-used'; readonly resource: string; readonly what?: string }
  | { readonly kind: 'resource-used-up'; readonly resource: string; readonly what?: string }
  /** Its last day passed while it stood. */
  | { readonly kind: 'resource-ended'; readonly resource: string; readonly brief?: true }
  | {
      readonly kind: 'resource-withdrawn'
      readonly resource: string
      readonly why?: string
      /** It stood for two meetings at most, so the count goes on as if it had never been put. */
      readonly brief?: true
    }
  /** A use or a withdrawal was undone; `state` is the one before it. */
  | { readonly kind: 'resource-restored'; readonly resource: string; readonly state: ResourceState }
  /** `offer` is all that it is now. */
  | { readonly kind: 'resource-changed'; readonly resource: string; readonly offer: Offer }
  /** Whoever changed it took that back at once. `offer` is all that it is again. */
  | { readonly kind: 'resource-change-undone'; readonly resource: string; readonly offer: Offer }
  | { readonly kind: 'resource-lapsed'; readonly resource: string }
  | { readonly kind: 'resource-struck'; readonly resource: string }
