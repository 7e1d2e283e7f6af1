// Reads what was typed into a form, and refuses what the form does not offer.
import type { Profile } from '../../../src/chat/address.ts'
import type { Field, Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { RequestError } from '../http/errors.ts'
import { colleagues, type Person, profileOf } from './seed-data.ts'

export interface SubmittedFields {
  readonly fields: Values
  readonly people: Readonly<Record<string, Profile>>
}

interface FilledField {
  readonly field: Field
  readonly value: string
}

/** Empty fields are left out, as on any platform. Throws a `RequestError` for what the form does not offer. */
export function readFields(form: Form, typed: Values, viewer: Person): SubmittedFields {
  const unknown = Object.keys(typed).find((name) => !form.fields.some((field) => field.name === name))
  if (unknown !== undefined) throw new RequestError(400, `fields: the form has no field “${unknown}”.`)
  const filled = form.fields.flatMap((field) => filledField(field, typed))
  const picked = filled.filter(({ field }) => field.kind === 'person')
  const written = filled.filter(({ field }) => field.kind !== 'person')
  const people = picked.map(({ field, value }) => [field.name, findPicked(field, value, viewer)])
  for (const { field, value } of written) checkChoice(field, value)
  const fields = written.map(({ field, value }) => [field.name, value])
  return { fields: Object.fromEntries(fields), people: Object.fromEntries(people) }
}

function filledField(field: Field, typed: Values): readonly FilledField[] {
  if (!Object.hasOwn(typed, field.name)) return []
  const value = typed[field.name]
  if (value === undefined || value === '') return []
  return [{ field, value }]
}

function findPicked(field: Field, user: string, viewer: Person): Profile {
  const person = colleagues(viewer).find((other) => other.user === user)
  if (!person) throw new RequestError(400, `fields: “${field.name}” names nobody of this workspace.`)
  return profileOf(person)
}

function checkChoice(field: Field, value: string): void {
  if (field.kind !== 'choice' || field.options.some((option) => option.value === value)) return
  throw new RequestError(400, `fields: “${field.name}” has no such option.`)
}
