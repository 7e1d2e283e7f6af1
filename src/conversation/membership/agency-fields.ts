// The fields in which a person says which agency they come from: one that is there, or a new one.
import type { Field } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import { sameAgency } from '../../domain/core/agencies.ts'
import { agenciesOf } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { choiceField, fieldErrors, fieldValue, lineField, maxLength } from '../kit/form-fields.ts'

/** A list of choices has room for so many agencies. */
const maxChoices = 98

/** `guess` stands in the list too, and is chosen; it may be an agency that is not there yet. */
export function agencyFields(network: Network, guess: string | undefined): readonly Field[] {
  const there = agenciesOf(network).slice(0, maxChoices)
  const known = guess === undefined ? undefined : there.find((one) => sameAgency(one, guess))
  const usual = (known ?? guess?.slice(0, maxLength.agency)) || undefined
  const choices = there.map((agency) => [agency, agency] as const)
  if (usual !== undefined && known === undefined) choices.push([usual, `${usual} (new here)`])
  if (choices.length === 0) return [lineField('agency', 'Your agency', maxLength.agency)]
  return [
    choiceField('agency', 'Your agency', choices, { initial: usual, optional: true }),
    lineField('newAgency', 'Or one that isn’t in the list', maxLength.agency, { optional: true }),
  ]
}

/** The agency that was named: one that was typed goes before one that was chosen. */
export function agencyIn(fields: Values): string {
  return fieldValue(fields, 'newAgency') || fieldValue(fields, 'agency')
}

export function agencyErrors(fields: Values): Values {
  const caps = { agency: maxLength.agency, newAgency: maxLength.agency }
  const required = agencyIn(fields) === '' ? ['agency'] : []
  return fieldErrors(fields, required, caps)
}
