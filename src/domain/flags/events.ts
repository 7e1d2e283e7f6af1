// Events about flags, raised by the rules or by people.

import type { PersonId } from '../core/ids.ts'
import type { FlagContext, FlagId, Severity } from '../core/terms.ts'

export type FlagEvent =
  /** `again` if it was up when the network was closed and is, now that it is reopened. It is told of to nobody anew. */
  | ({ readonly kind: 'flag-raised'; readonly again?: true } & FlagId)
  | ({ readonly kind: 'flag-cleared' } & FlagId)
  /** The risk of a flag that somebody had cleared by hand is gone. If it comes back, the flag is raised again. */
  | ({ readonly kind: 'risk-gone' } & FlagId)
  | {
      readonly kind: 'flag-raised-by-hand'
      readonly flag: string
      readonly text: string
      readonly context: FlagContext
      readonly severity: Severity
      /** The flag is for the guardian angels alone. */
      readonly privately?: true
      /** The warning is told together with others, after this one of the same person. */
      readonly toldAfter?: string
    }
  /** The person who raised the flag took it back within the time for undoing. */
  | { readonly kind: 'flag-taken-back'; readonly flag: string }
  /** An angel asks whoever raised a private flag before their time to show it to them. */
  | { readonly kind: 'flag-reading-asked'; readonly flag: string }
  /** The person who raised the private flag shows it to this angel. */
  | { readonly kind: 'flag-shown'; readonly flag: string; readonly person: PersonId }
  /** `flag` is the id of a flag raised by hand, or the key of a flag of the rules. */
  | { readonly kind: 'flag-seen'; readonly flag: string }
  | { readonly kind: 'flag-cleared-by-hand'; readonly flag: string; readonly word: string }
  | { readonly kind: 'flag-dismissed'; readonly flag: string; readonly reason: string }
