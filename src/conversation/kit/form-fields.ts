// Fields of forms, and reading what was typed into them.
import type { Field } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'

/** The maximum length in characters, by what the text is. */
export const maxLength = {
  name: 80,
  agency: 80,
  what: 200,
  sentence: 300,
  date: 100,
  paragraph: 2000,
} as const

export function lineField(name: string, label: string, max: number, rest: Partial<Field> = {}): Field {
  return { kind: 'text', lines: 'one', name, label, most: max, ...rest } as Field
}

export function paragraphField(name: string, label: string, rest: Partial<Field> = {}): Field {
  return { kind: 'text', lines: 'many', name, label, most: maxLength.paragraph, ...rest } as Field
}

export function choiceField(
  name: string,
  label: string,
  choices: readonly (readonly [value: string, label: string])[],
  rest: Partial<Field> = {},
): Field {
  const options = choices.map(([value, text]) => ({ value, label: text }))
  return { kind: 'choice', name, label, options, ...rest } as Field
}

/** Returns what was typed into a field, trimmed. An absent field is empty. */
export function fieldValue(fields: Values, name: string): string {
  return (fields[name] ?? '').trim()
}

/** Returns errors by field name for what is missing and what is too long. */
export function fieldErrors(
  fields: Values,
  required: readonly string[],
  maxLengths: Readonly<Record<string, number>>,
): Values {
  const errors: Record<string, string> = {}
  for (const name of required) if (fieldValue(fields, name) === '') errors[name] = 'Please fill this in.'
  for (const [name, max] of Object.entries(maxLengths)) {
    const { length } = fieldValue(fields, name)
    if (length > max) errors[name] = tooLongMessage(length, max)
  }
  return errors
}

export function tooLongMessage(length: number, max: number): string {
  return `That’s ${length} characters, and there’s room for ${max}. Please shorten it; nothing is lost.`
}

export function hasErrors(errors: Values): boolean {
  return Object.keys(errors).length > 0
}

/** Drops accents and capitals, so that a person who types no macrons finds names that have them. */
export function withoutAccents(words: string): string {
  return words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
