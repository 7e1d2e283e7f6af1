// What people have typed into a form and chosen, as Slack hands it back.
import type { types } from '@slack/bolt'
import type { Values } from '../../../src/chat/inbound.ts'
import { decodeOption } from '../../shared/option-values.ts'

/** Values by the names of their fields. People are given by their user ids. */
export interface FormValues {
  readonly fields: Values
  readonly people: Values
}

/** A submitted form as it stands in Slack, from which it can be shown again with errors. */
export interface SubmittedInputs {
  readonly blocks: readonly types.KnownBlock[]
  /** The metadata that the form carries. */
  readonly key: string
  /** The label of its button. */
  readonly label: string
  readonly values: FormValues
}

interface FieldState {
  readonly type?: string
  readonly value?: string | null
  readonly selected_option?: { readonly value: string } | null
  readonly selected_user?: string | null
}

/** The state of a view or a message, by block and by field. */
export type FormState = Readonly<Record<string, Readonly<Record<string, FieldState>>>>

/** Fields that were left empty are left out. */
export function readFormState(state: FormState): FormValues {
  const fields: Record<string, string> = {}
  const people: Record<string, string> = {}
  for (const block of Object.values(state))
    for (const [name, field] of Object.entries(block)) {
      const value = fieldValue(field)
      if (field.selected_user) people[name] = field.selected_user
      else if (value !== '') fields[name] = value
    }
  return { fields, people }
}

function fieldValue({ value, selected_option }: FieldState): string {
  return selected_option ? decodeOption(selected_option.value) : (value ?? '')
}
