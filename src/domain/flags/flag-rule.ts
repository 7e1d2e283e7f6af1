// The shape of a rule that raises flags: how bad they are, for whom, and when their risk is there.
import type { Instant, PersonId } from '../core/ids.ts'
import type { FlagName, Severity } from '../core/terms.ts'
import type { Network } from '../state.ts'

/** A risk that is there from `from` on, unless something happens first. */
export interface Risk {
  readonly from: Instant
  /** The instant at which time alone ends the risk. Only a risk that time alone does not begin may have it. */
  readonly until?: Instant
  /** It tells apart the risks of one rule, each of which raises a flag of its own. */
  readonly cause?: string
}

/** A flag is raised as soon as its risk is there, and clears as soon as it is not. */
export interface FlagRule {
  readonly severity: Severity
  /** The people to whom the flag is put. `recipientsOf` says who stands in when there are none. */
  readonly audience: 'angels' | 'entrepreneurs'
  /** It is about how one person works, so that entrepreneurs and angels alone read of it. */
  readonly isAboutPerson?: true
  /** The person who is its cause is not told of it. */
  readonly isKeptFromCause?: true
  /** The person who brought the cause about by their own deed, and needs no message of it. */
  readonly doneBy?: (network: Network, cause: string) => PersonId | undefined
  /** `rules` are those of all flags, for a risk that depends on other flags. */
  readonly risks: (network: Network, rules: FlagRules) => readonly Risk[]
}

export type FlagRules = { readonly [name in FlagName]: FlagRule }

/** The start of a risk that time alone does not begin. */
export const fromTheStart: Instant = 0

export function activeWhen(isSo: boolean, cause?: string): readonly Risk[] {
  return isSo ? [{ from: fromTheStart, cause }] : []
}

export function activeFrom(from: Instant | undefined): readonly Risk[] {
  return from === undefined ? [] : [{ from }]
}
