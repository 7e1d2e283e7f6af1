// An angel asks the public entrepreneurs to call: a message to each of them, and whom they get back to.
import type { Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { callable } from '../../domain/guardian/calls.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, showErrors } from '../answers.ts'
import { quote, shortQuote } from '../kit/card-parts.ts'
import { fieldErrors, fieldValue, hasErrors, maxLength, paragraphField } from '../kit/form-fields.ts'
import { nameWithAgency, personRun } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, listRuns, rich, textBlock } from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'

function callForm(turn: NetworkTurn): Answer {
  const { network, speaker, people } = turn
  const why = forbidden(network, 'call-entrepreneurs', speaker.id)
  if (why !== undefined) return refusalAnswer(why, people, network)
  const entrepreneurs = callable(network, speaker.id)
  if (entrepreneurs.length === 0) return refusalAnswer({ kind: 'nobody-to-call' }, people, network)
  const names = entrepreneurs.map((person) => people.get(person)?.name ?? 'a public entrepreneur').join(', ')
  return openForm({
    id: 'call',
    title: 'Call the entrepreneur',
    intro: `I’ll send this to ${names.slice(0, 300)} in a direct message, in their next working hour. It also goes into the record of ${network.name}, so other members can find it later.`,
    fields: [paragraphField('text', 'What is it about, and how can they reach you?')],
    submit: 'Send it',
    values: { network: network.id, call: turn.newId() },
  })
}

function submitCall(turn: NetworkTurn, fields: Values, values: Values): Answer {
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
    done: (after, people) => {
      const entrepreneurs = callable(after, turn.speaker.id)
      const names = entrepreneurs.map((person) => nameWithAgency(after, people, person))
      return card(textBlock(rich`${listRuns(names)} will read it in their next working hour.`))
    },
    field: () => 'text',
  }
}

/** What an entrepreneur reads. Returns `undefined` when there is no such call. */
export function callCard(network: Network, people: People, id: string): Card | undefined {
  const call = network.calls.get(id)
  if (call === undefined) return undefined
  const name = people.get(call.by)?.name ?? 'A guardian angel'
  return card(
    heading(`${name} asks you to call: ${shortQuote(call.text)}`),
    quote(call.text),
    textBlock(
      rich`${personRun(people, call.by)} is a guardian angel of ${bold(network.name)}. Please get in touch with them directly.`,
    ),
    buttons(button('Show the network', 'network', { network: network.id })),
  )
}

export const callsModule: CommandModule = {
  commands: [],
  actions: { call: { needs: 'network', handle: callForm } },
  forms: { call: { needs: 'network', handle: submitCall } },
}
