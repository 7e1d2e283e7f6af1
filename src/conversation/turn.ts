// A turn of the conversation: who speaks, where, and about which networks.
import type { Address, User } from '../chat/address.ts'
import type { Instant, PersonId } from '../domain/core/ids.ts'
import type { ReflectionAnswer } from '../domain/core/private-answers.ts'
import type { IsHoliday } from '../domain/core/time.ts'
import type { Network } from '../domain/state.ts'

export interface Person {
  readonly id: PersonId
  readonly name: string
  readonly zone?: string
  /** The region whose public holidays this person keeps, e.g. `NZ-WGN`. Absent unless they chose one. */
  readonly region?: string
  readonly locale?: string
  readonly users: readonly User[]
}

export type People = ReadonlyMap<PersonId, Person>

export interface Turn {
  readonly now: Instant
  readonly speaker: Person
  /** The speaker's IANA zone. */
  readonly zone: string
  readonly place: Address
  /** What the speaker's agency probably is. */
  readonly agencyGuess: string | undefined
  /** Everyone whom the networks or this turn name. */
  readonly people: People
  /** Mentions in what was typed, by their text; people picked in a form, by their field. */
  readonly mentionedPeople: ReadonlyMap<string, Person>
  /** The mentions for which nobody answers, by the same keys, and why. */
  readonly unavailableMentions: ReadonlyMap<string, 'app' | 'deactivated'>
  /** A typed command changes nothing by itself: its form opens, filled in with what was understood. */
  readonly confirmInForm: boolean
  /**
   * Networks that ask the speaker, who is not in them, to take a role. Empty unless the turn is about all networks of
   * the speaker.
   */
  readonly nominatingNetworks: readonly Network[]
  /** What the speaker has answered so far in open rounds of reflection, by round. */
  readonly draftReflections: ReadonlyMap<string, readonly ReflectionAnswer[]>
  /** The networks of the speaker at this place, or all of them if the turn is about all. */
  readonly networks: readonly Network[]
  /** The public holidays that somebody keeps. */
  readonly holidaysOf: (someone: { readonly region?: string; readonly zone?: string }) => IsHoliday
  readonly newId: () => string
  /** Returns a code of at least 80 bits that follows from the seed, so that the same button gives the same code again. */
  readonly codeFrom: (seed: string) => { readonly code: string; readonly codeHash: string }
  readonly hashCode: (code: string) => string
}

/** A turn about one network that the speaker may see. */
export interface NetworkTurn extends Turn {
  readonly network: Network
}

/** The speaker is in the network, or is only asked to take a role in it. */
export interface NetworkAccess {
  readonly network: Network
  readonly as: 'participant' | 'nominee'
}
