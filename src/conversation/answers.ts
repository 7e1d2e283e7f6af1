// What a turn can be answered with.
import type { Card } from '../chat/card.ts'
import type { Form } from '../chat/form.ts'
import type { Values } from '../chat/inbound.ts'
import type { Command } from '../domain/commands.ts'
import type { Instant, NetworkId } from '../domain/core/ids.ts'
import type { Refusal } from '../domain/decision.ts'
import type { DigestSettings } from '../domain/guardian/digest.ts'
import type { NoticeContent } from '../domain/notices/notice.ts'
import type { Lesson, Network } from '../domain/state.ts'
import type { People } from './turn.ts'

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

export function showCard(card: Card): ImmediateAnswer {
  return { kind: 'card', card }
}

export function openForm(form: Form): ImmediateAnswer {
  return { kind: 'form', form }
}

export function showErrors(errors: Values): ImmediateAnswer {
  return { kind: 'form-errors', errors }
}
