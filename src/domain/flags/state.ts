// The flags of a network as its journal tells them now: raised by the rules, raised by hand, and silenced.

import type { Instant, PersonId } from '../core/ids.ts'
import type { FlagContext, FlagName, Severity } from '../core/terms.ts'

/** A flag that a rule has raised and that is still up. */
export interface ActiveFlag {
  readonly flag: FlagName
  readonly cause?: string
  readonly since: Instant
  readonly acknowledged?: Acknowledgement
}

/** An urgent flag of the rules that is over: by its rule, or by a person with their words. */
export interface EndedFlag extends ActiveFlag {
  readonly ended: { readonly at: Instant; readonly by?: PersonId | undefined; readonly words?: string }
}

/** One of the recipients of a flag has said that they know of it. */
interface Acknowledgement {
  readonly by: PersonId
  readonly at: Instant
}

/** A flag of the rules that somebody cleared or dismissed while its risk was there. It is not raised again for now. */
export interface SilencedFlag {
  readonly flag: FlagName
  readonly cause?: string
  readonly by: PersonId
  readonly at: Instant
  readonly words: string
  /** The end of the silence after a dismissal. It is absent after a clearing, which lasts until the risk is gone. */
  readonly until?: Instant
}

/** That somebody did something, without what it was. */
export interface Activity {
  readonly by: PersonId
  readonly at: Instant
}

/** A flag that somebody raised by hand. */
export interface ManualFlag {
  readonly id: string
  readonly text: string
  readonly context: FlagContext
  readonly severity: Severity
  readonly by?: PersonId
  readonly at: Instant
  /** The flag is for the guardian angels alone. */
  readonly privately?: true
  /** Who may read it while they are angels: those who were when it was raised, and those to whom it was shown since. */
  readonly readers?: readonly PersonId[] | undefined
  /** The later angels who asked whoever raised it to show it to them. */
  readonly askers?: readonly PersonId[] | undefined
  /** The flag of the same person that was told before, if this one is told together with others that followed it. */
  readonly toldAfter?: string | undefined
  readonly acknowledged?: Acknowledgement
  readonly takenBack?: { readonly at: Instant }
  readonly cleared?: { readonly at: Instant; readonly word: string; readonly by?: PersonId }
  readonly dismissed?: { readonly at: Instant; readonly reason: string; readonly by?: PersonId }
}
