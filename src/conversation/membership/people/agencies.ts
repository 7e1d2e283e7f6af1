// Coming from another agency than before, and saying that two agencies are one.

import type { Card } from '../../../chat/card.ts'
import type { Values } from '../../../chat/inbound.ts'
import { distinctAgencies, sameAgency } from '../../../domain/core/agencies.ts'
import { participant } from '../../../domain/membership/members.ts'
import { forbidden } from '../../../domain/permissions.ts'
import type { Network } from '../../../domain/state.ts'
import { type Answer, openForm, showCard, showErrors } from '../../answers.ts'
import { choiceField, fieldValue, hasErrors, maxLength, tooLongMessage } from '../../kit/form-fields.ts'
import { personRun } from '../../kit/labels.ts'
import { bold, button, buttons, card, rich, textBlock } from '../../kit/markup.ts'
import { refusalAnswer } from '../../kit/refusal-messages.ts'
import type { NetworkTurn, People } from '../../turn.ts'
import { agencyErrors, agencyFields, agencyIn } from '../agency-fields.ts'

/** The form opens with the agency that was typed, or else with the present one. */
export function agencyForm(turn: NetworkTurn, text: string): Answer {
  const { network, speaker } = turn
  const current = participant(network, speaker.id)?.agency ?? ''
  const errors =
    text.length > maxLength.agency ? { newAgency: tooLongMessage(text.length, maxLength.agency) } : undefined
  return openForm({
    id: 'agency',
    title: 'Your agency',
    intro: `In ${network.name} you’re from ${current}. From now on you’ll count for the agency you name here. What you’ve already put on the table stays with ${current}, and you can’t agree to earlier proposals as someone from another agency. I’ll tell the other public entrepreneurs, or the guardian angels if there are none.`,
    fields: agencyFields(network, text === '' ? current : text),
    submit: 'Save',
    values: { network: network.id },
    errors,
  })
}

export function submitAgency({ network, speaker }: NetworkTurn, fields: Values): Answer {
  const errors = agencyErrors(fields)
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'change-agency', agency: agencyIn(fields) },
    done: (after) => {
      const agency = participant(after, speaker.id)?.agency ?? ''
      const undo = button('Undo', 'undo-agency', { network: after.id })
      const isChanged = participant(after, speaker.id)?.former !== participant(network, speaker.id)?.former
      return card(
        textBlock(rich`In ${bold(after.name)} you’re from ${bold(agency)}.`),
        isChanged ? buttons(undo) : undefined,
      )
    },
  }
}

export function undoAgency({ network, speaker }: NetworkTurn): Answer {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'undo-agency' },
    done: (after) => {
      const agency = participant(after, speaker.id)?.agency ?? ''
      return card(textBlock(rich`Undone. In ${bold(after.name)} you’re from ${bold(agency)}, as before.`))
    },
  }
}

interface AgencyChange {
  readonly person: string
  readonly from: string
  readonly agency: string
  /** The person took it back at once. */
  readonly undone?: true
}

/** Returns `undefined` if the person is gone, or comes from yet another agency by now. */
export function agencyChangedCard(
  network: Network,
  people: People,
  { person, from, agency, undone }: AgencyChange,
): Card | undefined {
  if (participant(network, person)?.agency !== agency) return undefined
  if (undone)
    return card(
      textBlock(rich`${personRun(people, person)} is still from ${bold(agency)} in ${bold(network.name)}.`),
    )
  return card(
    textBlock(
      rich`${personRun(people, person)} is now from ${bold(agency)}, no longer from ${from}, in ${bold(network.name)}.`,
    ),
    textBlock(rich`What they put on the table before stays with ${from}.`),
    buttons(button('Show the members', 'members', { network: network.id })),
  )
}

/** All agencies of people and of resources, as they are written now. */
function allAgencies({ people, resources }: Network): readonly string[] {
  return distinctAgencies([...people.values(), ...resources.values()].map(({ agency }) => agency))
}

export function mergeForm(turn: NetworkTurn): Answer {
  const { network, people, speaker } = turn
  const refusal = forbidden(network, 'merge-agencies', speaker.id)
  if (refusal !== undefined) return refusalAnswer(refusal, people, network)
  const agencies = allAgencies(network).slice(0, 99)
  if (agencies.length < 2)
    return showCard(card(textBlock(rich`Everyone in ${bold(network.name)} is already from one agency.`)))
  const choices = agencies.map((agency) => [agency, agency] as const)
  return openForm({
    id: 'merge-agencies',
    title: 'Merge two agencies',
    intro:
      'From then on they’ll count as one agency, also where someone from another agency needs to agree. People and resources of the first will go under the name of the second. I’ll tell the people concerned. You can’t undo this, but anyone can change their own agency.',
    fields: [choiceField('from', 'This agency', choices), choiceField('into', 'Is the same as', choices)],
    submit: 'Merge',
    values: { network: network.id },
  })
}

export function submitMerge({ network }: NetworkTurn, fields: Values): Answer {
  const from = fieldValue(fields, 'from')
  const into = fieldValue(fields, 'into')
  if (from === '') return showErrors({ from: 'Choose an agency.' })
  if (into === '' || sameAgency(from, into))
    return showErrors({ into: 'Choose a different agency from the first.' })
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'merge-agencies', from, into },
    done: (after) =>
      card(
        textBlock(rich`${bold(from)} now counts as ${bold(into)} in ${bold(after.name)}.`),
        buttons(button('Show the members', 'members', { network: after.id })),
      ),
    field: (why) => (why.kind === 'no-such-agency' ? 'from' : undefined),
  }
}

export function agenciesMergedCard(
  network: Network,
  people: People,
  { from, into, by }: { readonly from: string; readonly into: string; readonly by?: string },
): Card {
  const who = by === undefined ? rich`Someone` : [personRun(people, by)]
  return card(
    textBlock(
      rich`${from} now counts as ${bold(into)} in ${bold(network.name)}: ${who} said that the two are one agency. If yours is a different one, you can change it.`,
    ),
    buttons(button('Change my agency', 'agency', { network: network.id })),
  )
}
