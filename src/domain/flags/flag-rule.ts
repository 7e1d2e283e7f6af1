// What a flag is: how bad, for whom, and when its risk is there.
import type { Instant } from '../core/ids.ts'
import type { Severity } from '../core/terms.ts'
import type { Network } from '../state.ts'

/** A risk that is there from `from` on, unless something happens before. */
export interface Risk {
  readonly from: Instant
  /** Time alone ends it then. Only for what time alone does not begin. */
  readonly until?: Instant
  /** What it is about, where one network can have several of the kind: each is a flag of its own. */
  readonly cause?: string
}

/** It is raised as soon as its risk is there, and clears as soon as it is not. */
export interface FlagRule {
  readonly severity: Severity
  /** Who is told; the others who stand in for them where there are none, see `toldOf`. */
  readonly audience: 'angels' | 'entrepreneurs'
  readonly risks: (network: Network) => readonly Risk[]
}

/** From when on the risk is there which time alone does not begin. */
export const always: Instant = 0

export function activeWhen(isSo: boolean, cause?: string): readonly Risk[] {
  return isSo ? [{ from: always, cause }] : []
}

export function activeFrom(from: Instant | undefined): readonly Risk[] {
  return from === undefined ? [] : [{ from }]
}
