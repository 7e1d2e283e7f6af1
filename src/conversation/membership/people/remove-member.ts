// Removing somebody from the network: the form, and what the person and the others read.

import type { Card } from '../../../chat/card.ts'
import type { Values } from '../../../chat/inbound.ts'
import { holds, participant } from '../../../domain/membership/members.ts'
import { forbidden } from '../../../domain/permissions.ts'
import type { Network } from '../../../domain/state.ts'
import { type Answer, openForm, showCard, showErrors } from '../../answers.ts'
import {
  choiceField,
  fieldErrors,
  fieldValue,
  hasErrors,
  maxLength,
  paragraphField,
} from '../../kit/form-fields.ts'
import { personRun } from '../../kit/labels.ts'
import { bold, button, buttons, card, note, rich, textBlock } from '../../kit/markup.ts'
import { refusalAnswer } from '../../kit/refusal-messages.ts'
import type { NetworkTurn, People } from '../../turn.ts'
import { parsePerson } from '../nominate.ts'

/** A list of choices has room for so many people. */
const maxChoices = 100

export function removeByText(turn: NetworkTurn, text: string): Answer {
  const { network, people, speaker } = turn
  const refusal = forbidden(network, 'remove-member', speaker.id)
  if (refusal !== undefined) return refusalAnswer(refusal, people, network)
  const named = text === '' ? undefined : parsePerson(turn, text)?.id
  if (named === speaker.id) return refusalAnswer({ kind: 'remove-oneself' }, people, network)
  if (named !== undefined && holds(network, named, 'guardian-angel'))
    return refusalAnswer({ kind: 'angel-stays' }, people, network)
  const choices = removable(turn)
  if (choices.length === 0)
    return showCard(card(textBlock(rich`There’s nobody in ${bold(network.name)} you could remove.`)))
  const isUnknown = text !== '' && !choices.some(([id]) => id === named)
  return openForm({
    id: 'remove',
    title: 'Remove somebody',
    intro: `This removes someone from ${network.name}. The person, the guardian angels and the other public entrepreneurs will be told straight away, in your words. The person’s roles end, their codes stop working, their private answers in open rounds are destroyed, and they can’t read anything here any more. What they put on the table stays. They can come back only with a new invitation.`,
    fields: [
      choiceField('person', 'Who?', choices, { initial: named }),
      paragraphField('why', 'Why?', { hint: 'They’ll read this.' }),
    ],
    submit: 'Remove',
    values: { network: network.id },
    errors: isUnknown
      ? { person: `Nobody here is called “${text.slice(0, 60)}”. Who do you mean?` }
      : undefined,
  })
}

/** Everybody but the speaker and the angels, as options. */
function removable({
  network,
  people,
  speaker,
}: NetworkTurn): readonly (readonly [id: string, label: string])[] {
  return [...network.people.values()]
    .filter(({ id }) => id !== speaker.id && !holds(network, id, 'guardian-angel'))
    .slice(0, maxChoices)
    .map(({ id, agency }) => [id, `${people.get(id)?.name ?? 'somebody'} (${agency})`.slice(0, 75)])
}

export function submitRemoval({ network, people }: NetworkTurn, fields: Values): Answer {
  const errors = fieldErrors(fields, ['person', 'why'], { why: maxLength.paragraph })
  if (hasErrors(errors)) return showErrors(errors)
  const person = fieldValue(fields, 'person')
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'remove-member', person, why: fieldValue(fields, 'why') },
    done: (after) =>
      card(
        textBlock(
          rich`${personRun(people, person)} is no longer in ${bold(after.name)}. They, the guardian angels and the other public entrepreneurs will read your words.`,
        ),
        buttons(button('Show the members', 'members', { network: after.id })),
      ),
    field: (why) => (why.kind === 'no-such-member' || why.kind === 'angel-stays' ? 'person' : undefined),
  }
}

interface Removal {
  readonly person: string
  readonly why: string
  readonly by?: string
}

/** What the removed person reads, and what the others do. Returns `undefined` if the person is back by now. */
export function removedCard(
  network: Network,
  people: People,
  { person, why, by, reader }: Removal & { readonly reader: string },
): Card | undefined {
  if (participant(network, person) !== undefined) return undefined
  const remover = by === undefined ? rich`Someone` : [personRun(people, by)]
  const words = { kind: 'quote', text: why } as const
  if (reader === person)
    return card(
      textBlock(rich`${remover} has removed you from ${bold(network.name)}, and said why:`),
      words,
      note(
        rich`You can’t read anything in it any more. What you put on the table stays there. The guardian angels will read this too.`,
      ),
    )
  return card(
    textBlock(
      rich`${remover} has removed ${personRun(people, person)} from ${bold(network.name)}, and said why:`,
    ),
    words,
    note(rich`They’ll read the same words. What they put on the table stays.`),
    buttons(button('Show the members', 'members', { network: network.id })),
  )
}
