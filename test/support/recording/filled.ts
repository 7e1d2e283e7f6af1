// What somebody fills in, and what the bot has to receive of it.
import { addressKey, userKey } from '../../../src/chat/address.ts'
import type { Button } from '../../../src/chat/card.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { filledIn } from '../../conversation/crawler.ts'
import type { Interaction, Json } from './recorded.ts'
import type { Sighting } from './shown.ts'

export interface Filled {
  /** The values of all fields that are not empty. */
  readonly fields: Values
  /** The index of the option that was chosen, by the name of the field. */
  readonly chosen: Readonly<Record<string, number>>
  /** The names of the fields in which a person was picked. */
  readonly people: readonly string[]
}

export function pressOf({ what, who, where }: Sighting<Button>, payload: Json): Interaction {
  const { action, values } = what
  return { expected: { kind: 'button-press', action, values }, payload, ...by({ who, where }) }
}

export function submissionOf(
  { what: form, who, where }: Sighting<Form>,
  payloadOf: (filled: Filled) => Json,
): Interaction {
  const filled = fillIn(form)
  const { fields, people } = filled
  const expected = { kind: 'form-submission', form: form.id, values: form.values, fields, people } as const
  return { expected, payload: payloadOf(filled), ...by({ who, where }) }
}

function by({ who, where }: Pick<Sighting<unknown>, 'who' | 'where'>) {
  return { who: userKey(who), where: addressKey(where) }
}

function fillIn(form: Form): Filled {
  const typed = filledIn(form)
  const choices = form.fields.filter((field) => field.kind === 'choice')
  const people = form.fields.filter(({ kind }) => kind === 'person')
  const isFilledIn = ([, value]: readonly [string, string]) => value !== ''
  return {
    fields: Object.fromEntries(Object.entries(typed).filter(isFilledIn)),
    chosen: Object.fromEntries(
      choices.map(({ name, options }) => [name, options.findIndex(({ value }) => value === typed[name])]),
    ),
    people: people.map(({ name }) => name),
  }
}
