// Turns what someone does in the playground into an inbound event, and the bot's reply into what they see.
import type { InboundHandler, Reply } from '../../../src/chat/adapter.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Inbound, Values } from '../../../src/chat/inbound.ts'
import { RequestError } from '../http/errors.ts'
import { mentionsIn, withoutBotAddress } from './parse-text.ts'
import type { ReplyResult } from './reply-result.ts'
import { type ChatRoom, newId } from './rooms.ts'
import { type Person, profileOf } from './seed-data.ts'
import { addForm, addLine, removeForm, type State, saveDraft, seatKey } from './state.ts'
import type { StateStore } from './state-store.ts'
import { readFields } from './submitted-fields.ts'
import { hasButton, inlineFormsOf, messagesOf, openFormOf } from './visible-messages.ts'

/** One person in one room. */
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
  /** Rejects with `RequestError` if this person sees no such button there. */
  press(seat: Seat, press: Press): Promise<ReplyResult>
  /** Fields of kind `person` hold a user id. Rejects with `RequestError` if no such form is open. */
  submit(seat: Seat, instance: string, fields: Values): Promise<ReplyResult>
}

export interface ChatApiOptions {
  readonly store: StateStore
  readonly now: () => number
  /** Resolves when everything due now has been done and delivered. */
  readonly settled: () => Promise<void>
  readonly receive: InboundHandler
}

/** A form that the person has submitted, with what they typed into it. */
interface Submission {
  readonly instance: string
  readonly typed: Values
}

export function createChatApi({ store, now, settled, receive }: ChatApiOptions): ChatApi {
  async function handle(seat: Seat, inbound: Inbound, submission?: Submission): Promise<ReplyResult> {
    const result = withIds(await receive(inbound), submission)
    await store.update((state) => afterReply(state, { seat, result, at: now(), submission }))
    await settled()
    return result
  }

  return {
    async say(seat, typed) {
      const line = { kind: 'typed', id: newId('line'), at: now(), text: typed } as const
      await store.update((state) => addLine(state, keyOf(seat), line))
      const text = withoutBotAddress(typed)
      return handle(seat, {
        kind: 'message',
        ...inboundBase(seat),
        text,
        mentions: mentionsIn(text, seat.person),
      })
    },
    async press(seat, { post, action, values }) {
      checkButton(store.state(), seat, { post, action, values })
      return handle(seat, { kind: 'button-press', ...inboundBase(seat), action, values })
    },
    async submit(seat, instance, typed) {
      const form = findForm(store.state(), seat, instance)
      const inbound = {
        kind: 'form-submission',
        ...inboundBase(seat),
        form: form.id,
        values: form.values,
        ...readFields(form, typed, seat.person),
      } as const
      return handle(seat, inbound, { instance, typed })
    },
  }
}

function checkButton(state: State, seat: Seat, { post, action, values }: Press): void {
  const message = messagesOf(state, seat.person, seat.room).find(({ id }) => id === post)
  if (!message) throw new RequestError(400, 'post: there is no such message for this person in this room.')
  if (!hasButton(message, action, values))
    throw new RequestError(400, 'action: that message has no such button.')
}

/** The form under this name, in a dialog or in a card that this person sees in this room. */
function findForm(state: State, { person, room }: Seat, instance: string): Form {
  const open = openFormOf(state, person, room)
  if (open?.instance === instance) return open.form
  const inlineForms = messagesOf(state, person, room).flatMap(inlineFormsOf)
  const found = inlineForms.find((inline) => inline.instance === instance)
  if (!found) throw new RequestError(400, 'form: no such form is open for this person in this room.')
  return found.form
}

function keyOf(seat: Seat): string {
  return seatKey(seat.person.user, seat.room.id)
}

/** What every inbound event of this seat has in common. */
function inboundBase({ person, room }: Seat) {
  return { id: newId('delivery'), from: profileOf(person), place: room.place }
}

function withIds(reply: Reply, submission: Submission | undefined): ReplyResult {
  switch (reply.kind) {
    case 'card':
      return { ...reply, post: newId('line') }
    case 'form':
      return { ...reply, instance: newId('form') }
    case 'form-errors':
      if (!submission) return reply
      return { ...reply, instance: submission.instance }
    case 'none':
      return reply
  }
}

interface Replied {
  readonly seat: Seat
  readonly result: ReplyResult
  readonly at: number
  readonly submission: Submission | undefined
}

function afterReply(state: State, { seat, result, at, submission }: Replied): State {
  const key = keyOf(seat)
  switch (result.kind) {
    case 'card':
      return addLine(withoutForm(state, key, submission), key, {
        kind: 'reply',
        id: result.post,
        at,
        card: result.card,
      })
    case 'form':
      return addForm(withoutForm(state, key, submission), key, result)
    case 'form-errors':
      if (!submission) return state
      return saveDraft(state, key, {
        instance: submission.instance,
        draft: { errors: result.errors, fields: submission.typed },
      })
    case 'none':
      return withoutForm(state, key, submission)
  }
}

function withoutForm(state: State, key: string, submission: Submission | undefined): State {
  if (!submission) return state
  return removeForm(state, key, submission.instance)
}
