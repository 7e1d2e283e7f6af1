// A turn of the conversation: who speaks, where, about which network, and what the answer can be.

import type { Address, User } from '../chat/address.ts'
import type { Card } from '../chat/card.ts'
import type { Form } from '../chat/form.ts'
import type { Values } from '../chat/inbound.ts'
import type { Command } from '../domain/commands.ts'
import type { Instant, NetworkId, PersonId } from '../domain/core/ids.ts'
import type { ReflectionAnswer } from '../domain/core/private-answers.ts'
import type { Refusal } from '../domain/decision.ts'
import type { DigestSettings } from '../domain/guardian/digest.ts'
import type { NoticeContent } from '../domain/notices/notice.ts'
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

/** An answer that changes nothing. */
export type ImmediateAnswer =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'form-errors'; readonly errors: Values }

export type Answer =
  | ImmediateAnswer
  | RunCommand
  | LinkAccounts
  | ShowDigest
  | SetHolidayRegion
  | SearchLessons
  | SendNotice
  | FindNetworks

/** How the speaker stands to a network: in it, or only asked to take a role in it. */
export interface NetworkAccess {
  readonly network: Network
  readonly as: 'participant' | 'nominee'
}

/** A command to decide on, and how to say that it is done. */
export interface RunCommand {
  readonly kind: 'run-command'
  readonly network: NetworkId | { readonly codeHash: string }
  readonly command: Exclude<Command, { kind: 'pass-time' }>
  readonly done: (after: Network, people: People) => Card
  /** Where a refusal belongs to a field of the open form: its name. */
  readonly field?: (refusal: Refusal) => string | undefined
}

/** Two accounts become one person: with a code that is asked for on one side, and typed on the other. */
export interface LinkAccounts {
  readonly kind: 'link'
  /** Absent where one is asked for. */
  readonly codeHash?: string
}

/** Something of the network is sent to the speaker's direct messages, with what goes along with it. */
export interface SendNotice {
  readonly kind: 'send'
  readonly network: NetworkId
  readonly about: NoticeContent
  /** What is said at once. */
  readonly said: Card
}

/** The networks of the speaker's workspace that have gone public. */
export interface FindNetworks {
  readonly kind: 'find'
  readonly shown: (networks: readonly Network[]) => ImmediateAnswer
}

/** The speaker's own digest, as an angel; `change` is how it is wanted from now on. */
export interface ShowDigest {
  readonly kind: 'digest'
  readonly change?: Partial<DigestSettings>
  /** Words the answer; of nobody who has never been an angel anything is known. */
  readonly shown: (digest: DigestSchedule | undefined) => ImmediateAnswer
}

/** From now on the speaker keeps the public holidays of that region, or those of their time zone. */
export interface SetHolidayRegion {
  readonly kind: 'set-holiday-region'
  readonly region: string | undefined
  readonly said: Card
}

export interface DigestSchedule {
  readonly settings: DigestSettings
  /** When the last one was, or they became an angel. */
  readonly last: Instant
  /** Absent where it is off. */
  readonly next?: Instant | undefined
}

/** Lessons are looked for, in the speaker's networks here and in the library. */
export interface SearchLessons {
  readonly kind: 'search-lessons'
  readonly words: string
  readonly found: (found: FoundLessons) => Card
}

/** `too-common`: the words say nothing by which a lesson could be found. */
export type FoundLessons =
  | 'too-common'
  | {
      /** Of the speaker's networks here, the latest first. */
      readonly ours: readonly { readonly lesson: Lesson; readonly network: Network }[]
      /** What other networks have offered; `from` is the name of one that the speaker could find anyway. */
      readonly library: readonly { readonly text: string; readonly from?: string }[]
    }

/** One word that can be typed after `/network`; help is made of these. */
export type ChatCommand = {
  readonly name: string
  /** What may follow, e.g. `[when]`. */
  readonly takes?: string
  readonly help: string
} & (
  | { readonly needs: 'network'; readonly handle: (turn: NetworkTurn, text: string) => Answer }
  | { readonly needs: 'nothing'; readonly handle: (turn: Turn, text: string) => Answer }
)

/** `nomination`: also for who is only asked to take a role. */
export type ActionHandler =
  | {
      readonly needs: 'network' | 'nomination'
      readonly handle: (turn: NetworkTurn, values: Values) => Answer
    }
  | { readonly needs: 'nothing'; readonly handle: (turn: Turn, values: Values) => Answer }

export type FormHandler =
  | {
      readonly needs: 'network' | 'nomination'
      readonly handle: (turn: NetworkTurn, fields: Values, values: Values) => Answer
    }
  | { readonly needs: 'nothing'; readonly handle: (turn: Turn, fields: Values, values: Values) => Answer }

/** A room of the conversation: what can be typed, pressed and submitted about one matter. */
export interface CommandModule {
  readonly commands: readonly ChatCommand[]
  readonly actions: Readonly<Record<string, ActionHandler>>
  readonly forms: Readonly<Record<string, FormHandler>>
}

export function showCard(card: Card): ImmediateAnswer {
  return { kind: 'card', card }
}

export function openForm(form: Form): ImmediateAnswer {
  return { kind: 'form', form }
}

export function showErrors(errors: Values): ImmediateAnswer {
  return { kind: 'form-errors', errors }
}
