// An angel calls the public entrepreneurs: a word to each of them, with whom to get back to.
import type { Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { callable } from '../../domain/guardian/calls.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, showErrors } from '../answers.ts'
import { fieldErrors, fieldValue, hasErrors, maxLength, paragraphField } from '../kit/form-fields.ts'
import { nameWithAgency, personRun } from '../kit/labels.ts'
import { button, buttons, card, heading, listRuns, rich, textBlock } from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'

function callForm(turn: NetworkTurn): Answer {
  const { network, speaker, people } = turn
  const whom = callable(network, speaker.id)
  const why =
    forbidden(network, 'call-entrepreneurs', speaker.id) ??
    (whom.length === 0 ? ({ kind: 'nobody-to-call' } as const) : undefined)
  if (why !== undefined) return refusalAnswer(why, people, network)
  const names = whom.map((person) => people.get(person)?.name ?? 'a public entrepreneur').join(', ')
  return openForm({
    id: 'call',
    title: 'Call the entrepreneur',
    intro: `Goes to ${names.slice(0, 300)} in a direct message, between 07:00 and 22:00 of theirs. The journal of ${network.name} keeps it, so other members can find it later.`,
    fields: [paragraphField('text', 'What is it about, and how can they reach you?')],
    submit: 'Send it',
    values: { network: network.id, call: turn.newId() },
  })
}

function submit(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['text'], { text: maxLength.paragraph })
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: {
      kind: 'call-entrepreneurs',
      call: values.call ?? turn.newId(),
      text: fieldValue(fields, 'text'),
    },
    done: (after, people) =>
      card(
        textBlock(
          rich`Sent to ${listRuns(callable(after, turn.speaker.id).map((person) => nameWithAgency(after, people, person)))}.`,
        ),
      ),
    field: () => 'text',
  }
}

/** What an entrepreneur reads. */
export function callCard(network: Network, people: People, call: string): Card | undefined {
  const known = network.calls.get(call)
  if (known === undefined) return undefined
  return card(
    heading(`${network.name}: your guardian angel asks you to call`),
    { kind: 'quote', text: known.text },
    textBlock(rich`From ${personRun(people, known.by)}. Please get in touch with them directly.`),
    buttons(button('Show the network', 'network', { network: network.id })),
  )
}

export const callsModule: CommandModule = {
  commands: [],
  actions: { call: { needs: 'network', handle: callForm } },
  forms: { call: { needs: 'network', handle: submit } },
}
