// Forms, by which the bot asks for everything at once instead of by syntax.
import type { Values } from './inbound.ts'

interface FieldBase {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly optional?: boolean
  /** The prefilled text, or the value of the prefilled option. */
  readonly initial?: string
}

export type Field =
  /**
   * `lines: 'many'` is a paragraph. `most` is the maximum in characters; a chat that lets more through gets form errors
   * back.
   */
  | (FieldBase & { readonly kind: 'text'; readonly lines: 'one' | 'many'; readonly most: number })
  | (FieldBase & { readonly kind: 'choice'; readonly options: readonly Option[] })
  /** One person of the reader's own workspace, chosen by the chat's own people picker. */
  | (FieldBase & { readonly kind: 'person' })

export interface Option {
  readonly value: string
  readonly label: string
}

/** `id` and `values` come back in the `FormSubmission`. `errors`, by field name, stand beside what was typed. */
export interface Form {
  readonly id: string
  readonly title: string
  readonly intro?: string
  readonly fields: readonly Field[]
  readonly submit: string
  readonly values: Values
  readonly errors?: Values
}
