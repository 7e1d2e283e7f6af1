// What comes in from a chat: something typed, pressed or submitted.
import type { Address, Profile } from './address.ts'

/** Short texts that a button or a form carries and gives back unchanged. */
export type Values = Readonly<Record<string, string>>

interface Arrival {
  /** The platform's id of this delivery. A repeated delivery has the same id. */
  readonly id: string
  readonly from: Profile
  readonly place: Address
}

/** A mention: its text, e.g. `@Mere Tautahi`, and the user whom it means. */
export interface Mention {
  readonly text: string
  readonly user: Profile
}

/** `text` is what follows the bot's own name or the slash command. Mentions stand in it as in `mentions`. */
interface TypedMessage extends Arrival {
  readonly kind: 'message'
  readonly text: string
  readonly mentions: readonly Mention[]
  /** The command changes nothing by itself: its form opens, filled in with what was understood. */
  readonly confirmInForm?: true
}

export interface ButtonPress extends Arrival {
  readonly kind: 'button-press'
  readonly action: string
  readonly values: Values
}

/** `fields` has what was typed or chosen, by field name; `people` has the choices of fields of kind `person`. */
interface FormSubmission extends Arrival {
  readonly kind: 'form-submission'
  readonly form: string
  readonly values: Values
  readonly fields: Values
  readonly people: Readonly<Record<string, Profile>>
}

export type Inbound = TypedMessage | ButtonPress | FormSubmission
