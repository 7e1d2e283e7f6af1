// What somebody fills in, and what the bot has to receive of it.

import { addressKey, userKey } from '../../../src/chat/address.ts'
import type { Button } from '../../../src/chat/card.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { filledIn } from '../../conversation/crawler.ts'
import type { Interaction, Json } from './recorded.ts'
import type { Seen } from './shown.ts'

export interface Filled {
  /** Without what is empty. */
  readonly fields: Values
  /** Which option was chosen, by the name of the field. */
  readonly chosen: Readonly<Record<string, number>>
  /** The fields in which somebody was picked. */
  readonly people: readonly string[]
}

export function pressOf({ what, who, where }: Seen<Button>, payload: Json): Interaction {
  const { action, values } = what
  return { expected: { kind: 'button-press', action, values }, payload, ...by({ who, where }) }
}

export function submissionOf(
  { what: form, who, where }: Seen<Form>,
  payloadOf: (filled: Filled) => Json,
): Interaction {
  const filled = fillIn(form)
  const { fields, people } = filled
  const expected = { kind: 'form-submission', form: form.id, values: form.values, fields, people } as const
  return { expected, payload: payloadOf(filled), ...by({ who, where }) }
}

function by({ who, where }: Pick<Seen<unknown>, 'who' | 'where'>) {
  return { who: userKey(who), where: addressKey(where) }
}

function fillIn(form: Form): Filled {
  const typed = filledIn(form)
  const choices = form.fields.filter((field) => field.kind === 'choice')
  const people = form.fields.filter(({ kind }) => kind === 'person')
  const isThere = ([, value]: readonly [string, string]) => value !== ''
  return {
    fields: Object.fromEntries(Object.entries(typed).filter(isThere)),
    chosen: Object.fromEntries(
      choices.map(({ name, options }) => [name, options.findIndex(({ value }) => value === typed[name])]),
    ),
    people: people.map(({ name }) => name),
  }
}
