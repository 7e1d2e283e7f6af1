// Finds what a step of the tour names: people, rooms, buttons, forms and the code that was shown last.
import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import type { Press, Seat } from '../chat/receive.ts'
import { type ChatRoom, findRoom } from '../chat/rooms.ts'
import { colleagues, findPerson, type Person } from '../chat/seed-data.ts'
import type { Line, State } from '../chat/state.ts'
import {
  buttonsOf,
  type FormInstance,
  inlineFormsOf,
  messagesOf,
  newestOpenFormOf,
} from '../chat/visible-messages.ts'

/** The step cannot be done; the message is the caption with which the tour ends. */
export class CannotContinue extends Error {
  constructor(reason: string) {
    super(`The tour ends here: ${reason}`)
  }
}

/** An invitation code as the bot shows it. */
const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/

export function personOf(as: string): Person {
  const person = findPerson(as)
  if (!person) throw new CannotContinue(`there is nobody called “${as}”.`)
  return person
}

export function seatOf(as: string, roomId: string): Seat {
  const person = personOf(as)
  const room = findRoom(person, roomId)
  if (!room) throw new CannotContinue(`${person.name} is in no room “${roomId}”.`)
  return { person, room }
}

/** The text with the code that was shown last, to whomever, in place of `{code}`. */
export function withCode(state: State, text: string): string {
  if (!text.includes('{code}')) return text
  const lines = Object.values(state.lines).flat()
  const shown = lines
    .sort((one, other) => one.seq - other.seq)
    .flatMap(codeIn)
    .at(-1)
  if (shown === undefined) throw new CannotContinue('nobody was shown a code.')
  return text.replace('{code}', shown)
}

function codeIn(line: Line): readonly string[] {
  if (line.kind !== 'reply') return []
  return code.exec(plainText(line.card)) ?? []
}

export function hasButtonLabelled(state: State, seat: Seat, label: string): boolean {
  return buttonsLabelled(state, seat, label).length > 0
}

export function newestButton(state: State, seat: Seat, label: string): Press {
  const found = buttonsLabelled(state, seat, label).at(-1)
  if (!found) throw new CannotContinue(`${seat.person.name} has no button “${label}” to press.`)
  return { post: found.post, action: found.button.action, values: found.button.values }
}

function buttonsLabelled(state: State, seat: Seat, label: string) {
  return messagesOf(state, seat.person, seat.room)
    .flatMap((message) => buttonsOf(message).map((button) => ({ post: message.id, button })))
    .filter(({ button }) => button.label === label)
}

interface FoundForm extends FormInstance {
  readonly room: ChatRoom
}

/** The person's open form, or else the newest in a card of that room. */
export function formToFill(state: State, person: Person, roomId: string | undefined): FoundForm | undefined {
  const newest = newestOpenFormOf(state, person)
  if (newest) return { room: newest.room, instance: newest.open.instance, form: newest.open.form }
  const room = findRoom(person, roomId ?? '')
  if (!room) return undefined
  const inline = messagesOf(state, person, room).flatMap(inlineFormsOf).at(-1)
  return inline && { room, ...inline }
}

/** What the form was prefilled with, and over it what the step gives. */
export function fieldValues(form: Form, values: Values, person: Person): Values {
  const filled: Record<string, string> = {}
  for (const field of form.fields) if (field.initial !== undefined) filled[field.name] = field.initial
  for (const name of Object.keys(values))
    filled[name] = submittedValue(form, name, values[name] ?? '', person)
  return filled
}

/** An option's value for its label, and a person's id for their name. */
function submittedValue(form: Form, name: string, given: string, viewer: Person): string {
  const field = form.fields.find((candidate) => candidate.name === name)
  if (field?.kind === 'choice') return field.options.find((option) => option.label === given)?.value ?? given
  if (field?.kind === 'person') return colleagues(viewer).find((other) => other.name === given)?.user ?? given
  return given
}
