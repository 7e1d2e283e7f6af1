// Reading what was typed into forms and after commands: trimmed, capped, and never lost.
import type { Field } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'

/** The most characters that a text may have, by what it is. */
export const maxLength = {
  name: 80,
  agency: 80,
  what: 200,
  sentence: 300,
  date: 100,
  paragraph: 2000,
} as const

export function lineField(name: string, label: string, cap: number, rest: Partial<Field> = {}): Field {
  return { kind: 'text', lines: 'one', name, label, most: cap, ...rest } as Field
}

export function paragraphField(name: string, label: string, rest: Partial<Field> = {}): Field {
  return { kind: 'text', lines: 'many', name, label, most: maxLength.paragraph, ...rest } as Field
}

export function choiceField(
  name: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[],
  rest: Partial<Field> = {},
): Field {
  return {
    kind: 'choice',
    name,
    label,
    options: options.map(([value, shown]) => ({ value, label: shown })),
    ...rest,
  } as Field
}

/** What stands in a field, trimmed; an absent one is empty. */
export function fieldValue(fields: Values, name: string): string {
  return (fields[name] ?? '').trim()
}

/** Errors by field name: what is missing, and what is too long. */
export function fieldErrors(
  fields: Values,
  needed: readonly string[],
  caps: Readonly<Record<string, number>>,
): Values {
  const errors: Record<string, string> = {}
  for (const name of needed) if (fieldValue(fields, name) === '') errors[name] = 'Please fill this in.'
  for (const [name, cap] of Object.entries(caps)) {
    const { length } = fieldValue(fields, name)
    if (length > cap) errors[name] = tooLongMessage(length, cap)
  }
  return errors
}

export function tooLongMessage(length: number, cap: number): string {
  return `That is ${length} characters; there is room for ${cap}. Please shorten it, nothing is lost.`
}

export function hasErrors(errors: Values): boolean {
  return Object.keys(errors).length > 0
}

/** Without accents and capitals: who types no macrons finds those who do. */
export function withoutAccents(words: string): string {
  return words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
