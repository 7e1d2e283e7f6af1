// What comes in from a chat: something typed, pressed or sent as a form.
import type { Address, Profile } from './address.ts'

/** Small texts that a button or a form carries along and gives back unchanged. */
export type Values = Readonly<Record<string, string>>

interface Arrival {
  /** The platform's id of this delivery; the same delivery twice has the same id. */
  readonly id: string
  readonly from: Profile
  readonly place: Address
}

/** A mention as it stands in the text, e.g. `@Mere Tautahi`, and whom it means. */
export interface Mention {
  readonly text: string
  readonly user: Profile
}

/** `text` is what follows the bot's own name or the slash command, people's mentions as in `mentions`. */
export interface TypedMessage extends Arrival {
  readonly kind: 'message'
  readonly text: string
  readonly mentions: readonly Mention[]
  /** Nothing is done yet: the form opens, filled in with what was understood. */
  readonly confirmInForm?: true
}

export interface ButtonPress extends Arrival {
  readonly kind: 'button-press'
  readonly action: string
  readonly values: Values
}

/** `fields` has what was typed or chosen by field name; `people` who was picked in fields of kind `person`. */
export interface FormSubmission extends Arrival {
  readonly kind: 'form-submission'
  readonly form: string
  readonly values: Values
  readonly fields: Values
  readonly people: Readonly<Record<string, Profile>>
}

export type Inbound = TypedMessage | ButtonPress | FormSubmission
