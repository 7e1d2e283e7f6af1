// What one person sees in one room. Every read goes through here, so that nobody sees another's messages.
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

export type VisibleMessage =
  | (MessageBase & {
      readonly kind: 'post'
      readonly card: Card
      readonly files?: readonly Attachment[]
      readonly under?: string
      readonly updated?: number
    })
  | (MessageBase & { readonly kind: 'reply'; readonly card: Card })
  | (MessageBase & { readonly kind: 'typed'; readonly text: string })

/** A form and the id under which it is submitted. */
export interface FormInstance {
  readonly instance: string
  readonly form: Form
}

/** The oldest first. */
export function messagesOf(state: State, person: Person, room: ChatRoom): readonly VisibleMessage[] {
  const posts = state.posts
    .filter((post) => samePlace(post.place, room.place))
    .map((post): VisibleMessage => ({ ...post, kind: 'post' }))
  const lines = state.lines[seatKey(person.user, room.id)] ?? []
  return [...posts, ...lines].sort((one, other) => one.seq - other.seq)
}

export function cardOf(message: VisibleMessage): Card {
  if (message.kind === 'typed') return { blocks: [] }
  return message.card
}

export function filesOf(message: VisibleMessage): readonly Attachment[] {
  if (message.kind !== 'post') return []
  return message.files ?? []
}

export function buttonsOf(message: VisibleMessage): readonly Button[] {
  const blocks = cardOf(message).blocks.filter((block) => block.kind === 'buttons')
  return blocks.flatMap((block) => block.buttons)
}

/** The forms that stand open in the message itself. */
export function inlineFormsOf(message: VisibleMessage): readonly FormInstance[] {
  return [...inlineFormsByBlock(message.id, cardOf(message)).values()]
}

/** The forms that stand open in the card, by the index of their block. */
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

/** The open form that was opened last, in any room of the person. */
export function newestOpenFormOf(
  state: State,
  person: Person,
): { room: ChatRoom; open: OpenForm } | undefined {
  let newest: { room: ChatRoom; open: OpenForm } | undefined
  for (const room of roomsOf(person)) {
    const open = openFormOf(state, person, room)
    if (open && open.seq > (newest?.open.seq ?? 0)) newest = { room, open }
  }
  return newest
}

export function hasButton(message: VisibleMessage, action: string, values: Values): boolean {
  return buttonsOf(message).some((button) => button.action === action && sameValues(button.values, values))
}

/** How many posts of the room the person has not read. */
export function unreadIn(state: State, person: Person, room: ChatRoom): number {
  const seen = state.read[seatKey(person.user, room.id)] ?? 0
  return state.posts.filter((post) => post.seq > seen && samePlace(post.place, room.place)).length
}

export function unreadInAllRooms(state: State, person: Person): number {
  return roomsOf(person).reduce((sum, room) => sum + unreadIn(state, person, room), 0)
}

/** A message as the JSON interface shows it. */
export function messageJson(message: VisibleMessage, person: Person) {
  const { id } = message
  const post = message.kind === 'post' ? message : undefined
  return {
    id,
    from: senderOf(message, person),
    at: new Date(message.at).toISOString(),
    text: textOf(message, person),
    buttons: buttonsOf(message).map(({ label, action, values }) => ({ label, action, values })),
    forms: inlineFormsOf(message),
    files: filesOf(message).map(({ name, type, title, bytes }) => ({
      name,
      type,
      title,
      size: bytes.byteLength,
    })),
    under: post?.under,
    updated: isoTime(post?.updated),
    private: post === undefined,
  }
}

function senderOf(message: VisibleMessage, person: Person): string {
  if (message.kind === 'typed') return person.name
  return botName
}

function textOf(message: VisibleMessage, person: Person): string {
  if (message.kind === 'typed') return message.text
  return plainText(message.card, person.zone, person.locale)
}

function isoTime(at: number | undefined): string | undefined {
  if (at === undefined) return undefined
  return new Date(at).toISOString()
}

/** A reply as the JSON interface shows it; a card comes with its text. */
export function replyJson(result: ReplyResult, person: Person) {
  if (result.kind !== 'card') return result
  return { ...result, text: plainText(result.card, person.zone, person.locale) }
}

function sameValues(one: Values, other: Values): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
}
