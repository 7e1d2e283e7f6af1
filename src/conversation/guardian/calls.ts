// An angel calls the public entrepreneurs: a word to each of them, with whom to get back to.
import type { Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { callable } from '../../domain/guardian/calls.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { errorsIn, most, paragraph, read, some } from '../kit/form-fields.ts'
import { named, personRun } from '../kit/labels.ts'
import { button, buttons, card, heading, listedRuns, say, text } from '../kit/markup.ts'
import { refusal } from '../kit/refusal-messages.ts'
import { type Answer, ask, mend, type NetworkTurn, type People, type Room } from '../turn.ts'

function callForm(turn: NetworkTurn): Answer {
  const { network, speaker, people } = turn
  const whom = callable(network, speaker.id)
  const why =
    forbidden(network, 'call-entrepreneurs', speaker.id) ??
    (whom.length === 0 ? ({ kind: 'nobody-to-call' } as const) : undefined)
  if (why !== undefined) return refusal(why, people, network)
  const names = whom.map((person) => people.get(person)?.name ?? 'a public entrepreneur').join(', ')
  return ask({
    id: 'call',
    title: 'Call the entrepreneur',
    intro: `Goes to ${names.slice(0, 300)} in a direct message, between 07:00 and 22:00 of theirs. The journal of ${network.name} keeps it, so other members can find it later.`,
    fields: [paragraph('text', 'What is it about, and how can they reach you?')],
    submit: 'Send it',
    values: { network: network.id, call: turn.newId() },
  })
}

function submit(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = errorsIn(fields, ['text'], { text: most.paragraph })
  if (some(errors)) return mend(errors)
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'call-entrepreneurs', call: values.call ?? turn.newId(), text: read(fields, 'text') },
    done: (after, people) =>
      card(
        text(
          say`Sent to ${listedRuns(callable(after, turn.speaker.id).map((person) => named(after, people, person)))}.`,
        ),
      ),
    field: () => 'text',
  }
}

/** What an entrepreneur reads. */
export function calledCard(network: Network, people: People, call: string): Card | undefined {
  const known = network.calls.get(call)
  if (known === undefined) return undefined
  return card(
    heading(`${network.name}: your guardian angel asks you to call`),
    { kind: 'quote', text: known.text },
    text(say`From ${personRun(people, known.by)}. Please get in touch with them directly.`),
    buttons(button('Show the network', 'network', { network: network.id })),
  )
}

export const callsRoom: Room = {
  words: [],
  presses: { call: { needs: 'network', handle: callForm } },
  submits: { call: { needs: 'network', handle: submit } },
}
