// Changing what is promised or on the table: its amount, dates, terms and condition.
import type { Block, Card } from '../../chat/card.ts'
import type { Field, Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Network } from '../../domain/state.ts'
import type { Resource } from '../../domain/table/state.ts'
import { isStanding, mayChange } from '../../domain/table/table.ts'
import { type Answer, openForm, showCard, showErrors } from '../answers.ts'
import { resourceLine } from '../kit/labels.ts'
import { button, buttons, card, rich, textBlock } from '../kit/markup.ts'
import type { NetworkTurn } from '../turn.ts'
import { matchingResources } from './change-resource.ts'
import { amountField, conditionField, fromField, termsField, untilField, whatField } from './put-form.ts'
import { fieldOfRefusal, readOffer } from './put-resource.ts'

/** A message has room for so many to choose from. */
const maxChoices = 8

/**
 * The form for the resource that the words fit, or a choice among those that the speaker may change. Words that fit none
 * may be about a setting, such as “change the limit to 8”.
 */
export function editByWords(turn: NetworkTurn, words: string): Answer {
  const own = changeable(turn)
  const matching = matchingResources(own, words)
  const [only] = matching
  if (only !== undefined && matching.length === 1) return openForm(editForm(turn, only))
  if (own.length === 0)
    return showCard(
      card(
        textBlock(
          rich`There’s nothing promised or on the table that you can change. Only someone from its agency, or a public entrepreneur, can.`,
        ),
        buttons(button('Show the table', 'table', { network: turn.network.id })),
      ),
    )
  const choice = choiceCard(turn, matching.length > 0 ? matching : own)
  if (matching.length > 0 || words === '') return showCard(choice)
  return showCard(
    card(...choice.blocks, buttons(button('Settings', 'settings', { network: turn.network.id }))),
  )
}

/** The form of one resource, or the choice if there is none with that id. */
export function editById(turn: NetworkTurn, id: string | undefined): Answer {
  const resource = changeable(turn).find((one) => one.id === id)
  return resource === undefined ? editByWords(turn, '') : openForm(editForm(turn, resource))
}

function changeable({ network, speaker }: NetworkTurn): readonly Resource[] {
  return [...network.resources.values()].filter(
    (one) => (isStanding(one) || one.state === 'offered') && mayChange(network, speaker.id, one.agency),
  )
}

function choiceCard({ network, speaker }: NetworkTurn, resources: readonly Resource[]): Card {
  return card(
    textBlock(rich`Which one do you want to change?`),
    ...resources
      .slice(0, maxChoices)
      .flatMap((one): readonly (Block | undefined)[] => [
        textBlock(resourceLine(one, speaker.locale)),
        buttons(button('Change it', 'change', { network: network.id, resource: one.id })),
      ]),
  )
}

function editForm({ network }: NetworkTurn, resource: Resource): Form {
  return {
    id: 'change',
    title: 'Change what you offered',
    intro: `From ${resource.agency}. Everyone in the network’s channels can see it, and members can read what it was before.`,
    fields: editFields(resource),
    submit: 'Save',
    values: { network: network.id, resource: resource.id },
  }
}

/** What stands there began already, so its first day is not asked. */
function editFields(resource: Resource): readonly Field[] {
  const dates =
    resource.state === 'offered' ? [fromField(resource), untilField(resource)] : [untilField(resource)]
  return [
    whatField(resource),
    amountField(resource),
    termsField(resource),
    ...dates,
    conditionField(resource),
  ]
}

export function submitEdit(turn: NetworkTurn, fields: Values, { resource = '' }: Values): Answer {
  const { network } = turn
  const known = network.resources.get(resource)
  const from = known?.state === 'offered' ? (fields.from ?? '') : ''
  const whole = { ...fields, from, kind: known?.kind ?? '', agency: known?.agency ?? '' }
  const { offer, errors } = readOffer(turn, whole)
  if (offer === undefined) return showErrors(errors)
  const kept = known?.state === 'offered' ? offer : { ...offer, from: known?.from }
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'change-resource', resource, offer: kept },
    done: (after) => editedCard(after, resource, turn.speaker.locale),
    field: fieldOfRefusal,
  }
}

function editedCard(after: Network, id: string, locale: string | undefined): Card {
  const resource = after.resources.get(id)
  const values = { network: after.id, resource: id }
  return card(
    textBlock(
      resource === undefined
        ? rich`I’ve changed it.`
        : rich`Changed. It’s now ${resourceLine(resource, locale)}.`,
    ),
    buttons(
      button('Undo', 'undo-edit', values),
      button('Change it again', 'change', values),
      button('Show the table', 'table', values),
    ),
  )
}
