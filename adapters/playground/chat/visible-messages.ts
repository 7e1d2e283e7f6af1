// What one person sees in one room. Every read goes through here, so that nobody sees another's.

import type { Attachment } from '../../../src/chat/attachment.ts'
import type { Button, Card } from '../../../src/chat/card.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import type { ReplyResult } from './reply-result.ts'
import { type ChatRoom, inlineFormInstance, roomsOf, samePlace } from './rooms.ts'
import { botName, type Person } from './seed-data.ts'
import { type OpenForm, type State, seatKey } from './state.ts'

interface MessageBase {
  readonly id: string
  readonly seq: number
  readonly at: number
}

export type Message =
  | (MessageBase & {
      readonly kind: 'post'
      readonly card: Card
      readonly files?: readonly Attachment[]
      readonly under?: string
      readonly updated?: number
    })
  | (MessageBase & { readonly kind: 'reply'; readonly card: Card })
  | (MessageBase & { readonly kind: 'typed'; readonly text: string })

/** A form and the name under which its answer comes back. */
export interface FormInstance {
  readonly instance: string
  readonly form: Form
}

/** The oldest first. */
export function messagesOf(state: State, person: Person, room: ChatRoom): readonly Message[] {
  const posts = state.posts
    .filter((post) => samePlace(post.place, room.place))
    .map((post): Message => ({ ...post, kind: 'post' }))
  const lines = state.lines[seatKey(person.user, room.id)] ?? []
  return [...posts, ...lines].sort((one, other) => one.seq - other.seq)
}

export function cardOf(message: Message): Card {
  return message.kind === 'typed' ? { blocks: [] } : message.card
}

export function filesOf(message: Message): readonly Attachment[] {
  return message.kind === 'post' ? (message.files ?? []) : []
}

export function buttonsOf(message: Message): readonly Button[] {
  return cardOf(message).blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
}

/** The forms that stand open in the message itself. */
export function inlineFormsOf(message: Message): readonly FormInstance[] {
  return [...inlineFormsByBlock(message.id, cardOf(message)).values()]
}

/** The same by the index of their block. */
export function inlineFormsByBlock(message: string, card: Card): ReadonlyMap<number, FormInstance> {
  const found = new Map<number, FormInstance>()
  for (const [index, block] of card.blocks.entries()) {
    if (block.kind !== 'inputs') continue
    const nth = [...found.values()].filter(({ form }) => form.id === block.form.id).length
    found.set(index, { instance: inlineFormInstance(message, block.form.id, nth), form: block.form })
  }
  return found
}

export function openFormOf(state: State, person: Person, room: ChatRoom): OpenForm | undefined {
  return state.forms[seatKey(person.user, room.id)]
}

/** The form that was opened last, in whichever room. */
export function newestOpenFormOf(
  state: State,
  person: Person,
): { room: ChatRoom; open: OpenForm } | undefined {
  return roomsOf(person)
    .flatMap((room) => {
      const open = openFormOf(state, person, room)
      return open ? [{ room, open }] : []
    })
    .sort((one, other) => other.open.seq - one.open.seq)[0]
}

export function hasButton(message: Message, action: string, values: Values): boolean {
  return buttonsOf(message).some((button) => button.action === action && sameValues(button.values, values))
}

export function unreadIn(state: State, person: Person, room: ChatRoom): number {
  const seen = state.read[seatKey(person.user, room.id)] ?? 0
  return state.posts.filter((post) => post.seq > seen && samePlace(post.place, room.place)).length
}

export function unreadInAllRooms(state: State, person: Person): number {
  return roomsOf(person).reduce((sum, room) => sum + unreadIn(state, person, room), 0)
}

/** A message as the JSON interface shows it. */
export function messageJson(message: Message, person: Person) {
  const { id, kind } = message
  const isPost = kind === 'post'
  return {
    id,
    from: kind === 'typed' ? person.name : botName,
    at: new Date(message.at).toISOString(),
    text: kind === 'typed' ? message.text : plainText(message.card, person.zone, person.locale),
    buttons: buttonsOf(message).map(({ label, action, values }) => ({ label, action, values })),
    forms: inlineFormsOf(message),
    files: filesOf(message).map(({ name, type, title, bytes }) => ({
      name,
      type,
      title,
      size: bytes.byteLength,
    })),
    under: isPost ? message.under : undefined,
    updated: isPost && message.updated !== undefined ? new Date(message.updated).toISOString() : undefined,
    private: !isPost,
  }
}

/** A reply as the JSON interface shows it; a card also in plain words. */
export function replyJson(outcome: ReplyResult, person: Person) {
  return outcome.kind === 'card'
    ? { ...outcome, text: plainText(outcome.card, person.zone, person.locale) }
    : outcome
}

function sameValues(one: Values, other: Values): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
}
