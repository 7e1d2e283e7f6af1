// A turn of the conversation: who speaks, where, about which network, and what the answer can be.

import type { Place, User } from '../chat/address.ts'
import type { Card } from '../chat/card.ts'
import type { Form } from '../chat/form.ts'
import type { Values } from '../chat/inbound.ts'
import type { Command } from '../domain/commands.ts'
import type { Instant, NetworkId, PersonId } from '../domain/core/journal-entry.ts'
import type { Reflected } from '../domain/core/private-answers.ts'
import type { Refusal } from '../domain/decision.ts'
import type { DigestSettings } from '../domain/guardian/digest.ts'
import type { About } from '../domain/notices/notice.ts'
import type { Lesson, Network } from '../domain/state.ts'

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
  readonly place: Place
  /** What the speaker's agency probably is. */
  readonly agencyGuess: string | undefined
  /** Everyone whom the network or this turn speaks of. */
  readonly people: People
  /** Mentions in what was typed, by their text; people picked in a form, by their field. */
  readonly meant: ReadonlyMap<string, Person>
  /** Those of them behind whom nobody answers, and why. */
  readonly absent: ReadonlyMap<string, 'app' | 'deactivated'>
  /** Nothing is done by words alone: the form opens first, filled in. */
  readonly isFormFirst: boolean
  /** Networks that ask the speaker, who is not in them, to take a role; only where all that waits is asked for. */
  readonly asking: readonly Network[]
  /** What the speaker has answered so far in rounds of reflection that are open, by round. */
  readonly reflected: ReadonlyMap<string, readonly Reflected[]>
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

/** An answer that changes nothing. */
export type Shown =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'mend'; readonly errors: Values }

export type Answer = Shown | Do | Link | AskDigest | KeepHolidays | Seek | Send | Find

/** How the speaker stands to a network: in it, or only asked to take a role in it. */
export interface Seen {
  readonly network: Network
  readonly as: 'participant' | 'nominee'
}

/** A command to decide on, and how to say that it is done. */
export interface Do {
  readonly kind: 'do'
  readonly network: NetworkId | { readonly codeHash: string }
  readonly command: Exclude<Command, { kind: 'pass-time' }>
  readonly done: (after: Network, people: People) => Card
  /** Where a refusal belongs to a field of the open form: its name. */
  readonly field?: (refusal: Refusal) => string | undefined
}

/** Two accounts become one person: with a code that is asked for on one side, and typed on the other. */
export interface Link {
  readonly kind: 'link'
  /** Absent where one is asked for. */
  readonly codeHash?: string
}

/** Something of the network is sent to the speaker's direct messages, with what goes along with it. */
export interface Send {
  readonly kind: 'send'
  readonly network: NetworkId
  readonly about: About
  /** What is said at once. */
  readonly said: Card
}

/** The networks of the speaker's workspace that have gone public. */
export interface Find {
  readonly kind: 'find'
  readonly shown: (networks: readonly Network[]) => Shown
}

/** The speaker's own digest, as an angel; `change` is how it is wanted from now on. */
export interface AskDigest {
  readonly kind: 'digest'
  readonly change?: Partial<DigestSettings>
  /** Words the answer; of nobody who has never been an angel anything is known. */
  readonly shown: (digest: KnownDigest | undefined) => Shown
}

/** From now on the speaker keeps the public holidays of that region, or those of their time zone. */
export interface KeepHolidays {
  readonly kind: 'keep-holidays'
  readonly region: string | undefined
  readonly said: Card
}

export interface KnownDigest {
  readonly settings: DigestSettings
  /** When the last one was, or they became an angel. */
  readonly last: Instant
  /** Absent where it is off. */
  readonly next?: Instant | undefined
}

/** Lessons are looked for, in the speaker's networks here and in the library. */
export interface Seek {
  readonly kind: 'seek'
  readonly words: string
  readonly found: (found: Found) => Card
}

/** `too-common`: the words say nothing by which a lesson could be found. */
export type Found =
  | 'too-common'
  | {
      /** Of the speaker's networks here, the latest first. */
      readonly ours: readonly { readonly lesson: Lesson; readonly network: Network }[]
      /** What other networks have offered; `from` is the name of one that the speaker could find anyway. */
      readonly library: readonly { readonly text: string; readonly from?: string }[]
    }

/** One word that can be typed after `/network`; help is made of these. */
export type Word = {
  readonly name: string
  /** What may follow, e.g. `[when]`. */
  readonly takes?: string
  readonly help: string
} & (
  | { readonly needs: 'network'; readonly handle: (turn: NetworkTurn, text: string) => Answer }
  | { readonly needs: 'nothing'; readonly handle: (turn: Turn, text: string) => Answer }
)

/** `nomination`: also for who is only asked to take a role. */
export type Press =
  | {
      readonly needs: 'network' | 'nomination'
      readonly handle: (turn: NetworkTurn, values: Values) => Answer
    }
  | { readonly needs: 'nothing'; readonly handle: (turn: Turn, values: Values) => Answer }

export type Submit =
  | {
      readonly needs: 'network' | 'nomination'
      readonly handle: (turn: NetworkTurn, fields: Values, values: Values) => Answer
    }
  | { readonly needs: 'nothing'; readonly handle: (turn: Turn, fields: Values, values: Values) => Answer }

/** A room of the conversation: what can be typed, pressed and submitted about one matter. */
export interface Room {
  readonly words: readonly Word[]
  readonly presses: Readonly<Record<string, Press>>
  readonly submits: Readonly<Record<string, Submit>>
}

export function show(card: Card): Shown {
  return { kind: 'card', card }
}

export function ask(form: Form): Shown {
  return { kind: 'form', form }
}

export function mend(errors: Values): Shown {
  return { kind: 'mend', errors }
}
