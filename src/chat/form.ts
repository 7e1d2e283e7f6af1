// Forms: what the bot asks at once instead of by syntax.
import type { Values } from './inbound.ts'

interface FieldBase {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly optional?: boolean
  /** Prefilled text, or the value of the prefilled option. */
  readonly initial?: string
}

export type Field =
  /** `lines: 'many'` for a paragraph. `most` counts characters; a chat that lets more through gets a `mend`. */
  | (FieldBase & { readonly kind: 'text'; readonly lines: 'one' | 'many'; readonly most: number })
  | (FieldBase & { readonly kind: 'choice'; readonly options: readonly Option[] })
  /** One person of the reader's own workspace, picked in the chat's own way. */
  | (FieldBase & { readonly kind: 'person' })

export interface Option {
  readonly value: string
  readonly label: string
}

/** `id` and `values` come back in `Submitted`; `errors` (by field name) stand beside what was typed. */
export interface Form {
  readonly id: string
  readonly title: string
  readonly intro?: string
  readonly fields: readonly Field[]
  readonly submit: string
  readonly values: Values
  readonly errors?: Values
}
