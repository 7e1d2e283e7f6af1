// A turn of the conversation: who speaks, where, and about which networks.
import type { Address, User } from '../chat/address.ts'
import type { Instant, PersonId } from '../domain/core/ids.ts'
import type { ReflectionAnswer } from '../domain/core/private-answers.ts'
import type { Network } from '../domain/state.ts'

export interface Person {
  readonly id: PersonId
  readonly name: string
  readonly zone?: string
  /** Whose public holidays they keep, where they chose it: `NZ-WGN`. */
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
  /** Everyone whom the network or this turn speaks of. */
  readonly people: People
  /** Mentions in what was typed, by their text; people picked in a form, by their field. */
  readonly mentionedPeople: ReadonlyMap<string, Person>
  /** Those of them behind whom nobody answers, and why. */
  readonly unavailableMentions: ReadonlyMap<string, 'app' | 'deactivated'>
  /** Nothing is done by words alone: the form opens first, filled in. */
  readonly confirmInForm: boolean
  /** Networks that ask the speaker, who is not in them, to take a role; only where all that waits is asked for. */
  readonly nominatingNetworks: readonly Network[]
  /** What the speaker has answered so far in rounds of reflection that are open, by round. */
  readonly draftReflections: ReadonlyMap<string, readonly ReflectionAnswer[]>
  /** The networks of the speaker. */
  readonly networks: readonly Network[]
  readonly newId: () => string
  /** A code of 80 bits and more that follows from the seed: the same button gives the same code again. */
  readonly codeFrom: (seed: string) => { readonly code: string; readonly codeHash: string }
  readonly hashCode: (code: string) => string
}

/** A turn about one network that the speaker may see. */
export interface NetworkTurn extends Turn {
  readonly network: Network
}

/** How the speaker stands to a network: in it, or only asked to take a role in it. */
export interface NetworkAccess {
  readonly network: Network
  readonly as: 'participant' | 'nominee'
}
