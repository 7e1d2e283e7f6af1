// Plays a story in Teams: types, presses and submits as its people would, and reads what they see.
import type { TeamsFixture } from '../../adapters/teams/harness.ts'
import { actionsIn, inputsIn, textIn } from '../../adapters/teams/visible-text.ts'
import type { Seat } from './activities.ts'
import type { Answer } from './client.ts'
import type { Json, StubMessage } from './types.ts'

export interface TeamsStoryDriver {
  say(who: Seat, text: string): Promise<void>
  /** Presses the newest button of that label that this person sees. Resolves to the text of the result. */
  press(who: Seat, label: string): Promise<string>
  /** Fills in and submits the newest form, in a dialog or in a card. Resolves to the text of the result. */
  submit(who: Seat, fields: Json): Promise<string>
  last(who: Seat): string
  all(who: Seat): string
}

/** `done` delivers what is due, and resolves when no request is in flight. */
export function teamsStoryDriver(
  { client, stub }: TeamsFixture,
  done: () => Promise<void>,
): TeamsStoryDriver {
  const dialogs = new Map<string, Json>()
  const cardOf = ({ attachments }: StubMessage) => attachments[0]?.content as Json | undefined
  const isAlone = ({ conversation }: StubMessage) => conversation.startsWith('a:')
  const visible = ({ person, place }: Seat) =>
    stub.messages.filter(
      ({ conversation }) =>
        conversation === stub.chatOf(person) ||
        (place !== undefined && 'channel' in place && conversation === place.channel.id),
    )
  const seatAt = ({ place, ...seat }: Seat, message: StubMessage): Seat =>
    isAlone(message) || place === undefined ? seat : { ...seat, place: place }

  function shown({ person }: Seat, { body }: Answer): string {
    const { task, value } = Object(body) as { task?: { value: { card: { content: Json } } }; value?: unknown }
    dialogs.delete(person.id)
    if (task) dialogs.set(person.id, task.value.card.content)
    return typeof value === 'string' ? value : textIn(task?.value.card.content ?? value)
  }

  function valuesFor(card: Json, fields: Json): Json {
    return Object.fromEntries(
      inputsIn(card).map(({ id, value }) => [id, fields[String(id).slice(2)] ?? value ?? '']),
    )
  }

  return {
    async say(who, text) {
      await client.message(who, text)
      await done()
    },
    async press(who, label) {
      const isIt = ({ title }: Json) => title === label
      const message = visible(who).findLast((each) => actionsIn(cardOf(each)).some(isIt))
      const action = message && actionsIn(cardOf(message)).find(isIt)
      if (!message || !action) throw new Error(`There is no button “${label}”.`)
      const at = seatAt(who, message)
      const answer =
        action.type === 'Action.Execute'
          ? await client.press(at, message, action)
          : await client.openDialog(at, message, action)
      await done()
      return shown(who, answer)
    },
    async submit(who, fields) {
      const dialog = dialogs.get(who.person.id)
      const message = visible(who).findLast((each) => inputsIn(cardOf(each)).length > 0)
      const card = dialog ?? (message && cardOf(message))
      const action = actionsIn(card).at(-1)
      if (!card || !action) throw new Error('There is no form.')
      const answer =
        dialog || !message
          ? await client.submitDialog(who, action, valuesFor(card, fields))
          : await client.press(seatAt(who, message), message, action, valuesFor(card, fields))
      await done()
      return shown(who, answer)
    },
    last: (who) =>
      textIn(cardOf(visible(who).findLast(({ attachments }) => attachments.length > 0) as StubMessage)),
    all: (who) =>
      visible(who)
        .map((message) => textIn(cardOf(message)))
        .join('\n---\n'),
  }
}
