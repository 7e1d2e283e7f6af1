// The door: what someone does in the playground becomes an inbound, and the bot's reply becomes what they see.
import type { InboundHandler, Reply } from '../../../src/chat/adapter.ts'
import type { Profile } from '../../../src/chat/address.ts'
import type { Field, Form } from '../../../src/chat/form.ts'
import type { Inbound, Values } from '../../../src/chat/inbound.ts'
import { RequestError } from '../http/errors.ts'
import { mentionsIn, withoutBotAddress } from './parse-text.ts'
import type { ReplyResult } from './reply-result.ts'
import { type ChatRoom, newId } from './rooms.ts'
import { colleagues, type Person, profileOf } from './seed-data.ts'
import { addLine, closeForm, openForm, type State, saveDraft, seatKey } from './state.ts'
import type { StateStore } from './state-store.ts'
import { hasButton, inlineFormsOf, messagesOf, openFormOf } from './visible-messages.ts'

export interface Seat {
  readonly person: Person
  readonly room: ChatRoom
}

export interface Press {
  readonly post: string
  readonly action: string
  readonly values: Values
}

export interface ChatApi {
  say(seat: Seat, text: string): Promise<ReplyResult>
  /** Rejects with `Refused` where this person sees no such button there. */
  press(seat: Seat, press: Press): Promise<ReplyResult>
  /** Fields of kind `person` hold a user id. Rejects with `Refused` where no such form is open. */
  submit(seat: Seat, instance: string, fields: Values): Promise<ReplyResult>
}

export interface ChatApiOptions {
  readonly store: StateStore
  readonly now: () => number
  readonly settled: () => Promise<void>
  readonly receive: InboundHandler
}

export function createChatApi(options: ChatApiOptions): ChatApi {
  const { store, now } = options

  async function ask(seat: Seat, inbound: Inbound, answered?: Submission): Promise<ReplyResult> {
    const reply = await options.receive(inbound)
    const outcome = named(reply, answered)
    await store.update((state) => shown(state, seat, outcome, now(), answered))
    await options.settled()
    return outcome
  }

  return {
    async say(seat, text) {
      const line = { kind: 'typed', id: newId('line'), at: now(), text } as const
      await store.update((state) => addLine(state, keyOf(seat), line))
      const said = withoutBotAddress(text)
      return ask(seat, {
        kind: 'message',
        ...arrival(seat),
        text: said,
        mentions: mentionsIn(said, seat.person),
      })
    },
    async press(seat, { post, action, values }) {
      const message = messagesOf(store.state(), seat.person, seat.room).find(({ id }) => id === post)
      if (!message)
        throw new RequestError(400, 'post: there is no such message for this person in this room.')
      if (!hasButton(message, action, values))
        throw new RequestError(400, 'action: that message has no such button.')
      return ask(seat, { kind: 'button-press', ...arrival(seat), action, values })
    },
    async submit(seat, instance, fields) {
      const form = findForm(store.state(), seat, instance)
      if (!form) throw new RequestError(400, 'form: no such form is open for this person in this room.')
      const sorted = sortFields(form, fields, seat.person)
      const submitted = {
        kind: 'form-submission',
        ...arrival(seat),
        form: form.id,
        values: form.values,
        ...sorted,
      } as const
      return ask(seat, submitted, { instance, typed: fields })
    },
  }
}

/** The form under this name, in a dialog or in a card, if this person can see it in this room. */
export function findForm(state: State, { person, room }: Seat, instance: string): Form | undefined {
  const open = openFormOf(state, person, room)
  if (open?.instance === instance) return open.form
  const inCards = messagesOf(state, person, room).flatMap(inlineFormsOf)
  return inCards.find((found) => found.instance === instance)?.form
}

interface Submission {
  readonly instance: string
  readonly typed: Values
}

function keyOf(seat: Seat): string {
  return seatKey(seat.person.user, seat.room.id)
}

function arrival({ person, room }: Seat) {
  return { id: newId('delivery'), from: profileOf(person), place: room.place }
}

function named(reply: Reply, answered: Submission | undefined): ReplyResult {
  switch (reply.kind) {
    case 'card':
      return { ...reply, post: newId('line') }
    case 'form':
      return { ...reply, instance: newId('form') }
    case 'form-errors':
      return answered ? { ...reply, instance: answered.instance } : reply
    case 'none':
      return reply
  }
}

function shown(state: State, seat: Seat, outcome: ReplyResult, at: number, answered?: Submission): State {
  const key = keyOf(seat)
  const cleared =
    answered && outcome.kind !== 'form-errors' ? closeForm(state, key, answered.instance) : state
  switch (outcome.kind) {
    case 'card':
      return addLine(cleared, key, { kind: 'reply', id: outcome.post, at, card: outcome.card })
    case 'form':
      return openForm(cleared, key, outcome.instance, outcome.form)
    case 'form-errors':
      return answered
        ? saveDraft(state, key, answered.instance, { errors: outcome.errors, fields: answered.typed })
        : state
    case 'none':
      return cleared
  }
}

/** What was left empty is left out, as on any platform. */
function sortFields(form: Form, typed: Values, viewer: Person) {
  const unknown = Object.keys(typed).find((name) => !form.fields.some((field) => field.name === name))
  if (unknown !== undefined) throw new RequestError(400, `fields: the form has no field “${unknown}”.`)
  const filled = form.fields.flatMap((field) => {
    const value = Object.hasOwn(typed, field.name) ? typed[field.name] : undefined
    return value === undefined || value === '' ? [] : [{ field, value }]
  })
  const picked = filled.filter(({ field }) => field.kind === 'person')
  const written = filled.filter(({ field }) => field.kind !== 'person')
  const people: Readonly<Record<string, Profile>> = Object.fromEntries(
    picked.map(({ field, value }) => [field.name, pickedPerson(field, value, viewer)]),
  )
  for (const { field, value } of written) checkChoice(field, value)
  return { fields: Object.fromEntries(written.map(({ field, value }) => [field.name, value])), people }
}

function pickedPerson(field: Field, user: string, viewer: Person): Profile {
  const person = colleagues(viewer).find((other) => other.user === user)
  if (!person) throw new RequestError(400, `fields: “${field.name}” names nobody of this workspace.`)
  return profileOf(person)
}

function checkChoice(field: Field, value: string): void {
  if (field.kind !== 'choice' || field.options.some((option) => option.value === value)) return
  throw new RequestError(400, `fields: “${field.name}” has no such option.`)
}
