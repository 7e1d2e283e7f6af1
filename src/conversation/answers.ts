// What a turn can be answered with.
import type { Card } from '../chat/card.ts'
import type { Form } from '../chat/form.ts'
import type { Values } from '../chat/inbound.ts'
import type { Command } from '../domain/commands.ts'
import type { Instant, NetworkId } from '../domain/core/ids.ts'
import type { Refusal } from '../domain/decision.ts'
import type { DigestSettings } from '../domain/guardian/digest.ts'
import type { NoticeContent } from '../domain/notices/notice.ts'
import type { Lesson } from '../domain/phases/state.ts'
import type { Invitation, Network } from '../domain/state.ts'
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
  | LookUpInvitation

/** Asks for a command to be decided on, and words the answer once it is accepted. */
export interface RunCommand {
  readonly kind: 'run-command'
  readonly network: NetworkId | { readonly codeHash: string }
  readonly command: Exclude<Command, { kind: 'pass-time' }>
  readonly done: (after: Network, people: People) => Card
  /** The card on which it was pressed shows what was chosen. If the decision changes that card, `done` is not shown. */
  readonly showsOnCard?: true
  /** Returns the name of the field in the open form to which the refusal belongs, if any. */
  readonly field?: (refusal: Refusal) => string | undefined
  /** The form that opens, filled in with what was typed, when a typed command is refused for what was typed. */
  readonly retry?: (refusal: Refusal, error: string) => Form | undefined
}

/** Makes two accounts one person once both have said yes, or two people again. */
interface LinkAccounts {
  readonly kind: 'link'
  readonly step: LinkStep
}

export type LinkStep =
  /** Shows what waits for an answer or can be undone, and gives a code where there is nothing. */
  | { readonly do: 'show' }
  | { readonly do: 'give-code' }
  | { readonly do: 'redeem'; readonly codeHash: string }
  | { readonly do: 'agree' | 'refuse'; readonly request: string }
  /** `from` is the id of the person whom the join made one with another. */
  | { readonly do: 'undo'; readonly from: string }
  /** Whether the account is the person as whom an imported network names it. */
  | { readonly do: 'answer-import'; readonly network: NetworkId; readonly isYes: boolean }

/** Sends a notice about the network to the speaker's direct messages, with its attachments. */
export interface SendNotice {
  readonly kind: 'send'
  readonly network: NetworkId
  readonly about: NoticeContent
  /** The immediate answer, before the notice arrives. */
  readonly reply: Card
}

/** Looks up the invitation that a code belongs to, without using it. */
interface LookUpInvitation {
  readonly kind: 'look-up-invitation'
  readonly codeHash: string
  /** Words the answer. `found` is absent if the code opens nothing. */
  readonly render: (found: FoundInvitation | undefined) => ImmediateAnswer
}

export interface FoundInvitation {
  readonly network: Network
  readonly invitation: Invitation
}

/** Looks for the networks of the speaker's workspace that have gone public. */
export interface FindNetworks {
  readonly kind: 'find'
  readonly render: (networks: readonly Network[]) => ImmediateAnswer
}

/** Shows the speaker's own digest as an angel, after `change` was made to its settings. */
export interface ShowDigest {
  readonly kind: 'digest'
  readonly change?: Partial<DigestSettings>
  /** Words the answer. `digest` is absent if the speaker has never been an angel. */
  readonly render: (digest: DigestSchedule | undefined) => ImmediateAnswer
}

/** Sets the region whose public holidays the speaker keeps; without one, their time zone decides. */
export interface SetHolidayRegion {
  readonly kind: 'set-holiday-region'
  readonly region: string | undefined
  readonly reply: Card
}

export interface DigestSchedule {
  readonly settings: DigestSettings
  /** When the last digest was sent or, before the first one, when the person became an angel. */
  readonly last: Instant
  /** Absent if digests are off. */
  readonly next?: Instant | undefined
}

/** Searches for lessons in the speaker's networks here and in the library. */
export interface SearchLessons {
  readonly kind: 'search-lessons'
  readonly words: string
  readonly render: (found: FoundLessons) => Card
}

/** `too-common` if the words are too common to find a lesson by them. */
export type FoundLessons =
  | 'too-common'
  | {
      /** Lessons of the speaker's networks here, the latest first. */
      readonly ours: readonly { readonly lesson: Lesson; readonly network: Network }[]
      /** Lessons that other networks have offered. `from` names the network if the speaker could find it anyway. */
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
