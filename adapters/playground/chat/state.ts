// What the playground stores, and how it changes. Pure. The state is stored as JSON: its keys must not be renamed.
import type { Address } from '../../../src/chat/address.ts'
import type { Attachment } from '../../../src/chat/attachment.ts'
import type { Card } from '../../../src/chat/card.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'

export interface StoredPost {
  readonly id: string
  /** The position among everything shown; never used twice. */
  readonly seq: number
  readonly place: Address
  readonly at: number
  readonly card: Card
  readonly files?: readonly Attachment[]
  /** The id of the first post of its thread. */
  readonly under?: string
  /** The instant at which its card was last replaced. */
  readonly updated?: number
}

/** A message that only one person sees in a room. */
export type Line =
  | {
      readonly kind: 'typed'
      readonly id: string
      readonly seq: number
      readonly at: number
      readonly text: string
    }
  | {
      readonly kind: 'reply'
      readonly id: string
      readonly seq: number
      readonly at: number
      readonly card: Card
    }

export type NewLine =
  | { readonly kind: 'typed'; readonly id: string; readonly at: number; readonly text: string }
  | { readonly kind: 'reply'; readonly id: string; readonly at: number; readonly card: Card }

export interface OpenForm {
  readonly instance: string
  readonly seq: number
  readonly form: Form
}

/** What was typed into a form that still has errors. */
export interface Draft {
  readonly errors: Values
  readonly fields: Values
}

export interface State {
  readonly version: 1
  /** The highest position used so far. */
  readonly seq: number
  readonly posts: readonly StoredPost[]
  /** By `seatKey`, as are `forms`, `drafts` and `read`. */
  readonly lines: Readonly<Record<string, readonly Line[]>>
  readonly forms: Readonly<Record<string, OpenForm>>
  /** By `seatKey`, then by form instance. */
  readonly drafts: Readonly<Record<string, Readonly<Record<string, Draft>>>>
  /** The position up to which the room was read. */
  readonly read: Readonly<Record<string, number>>
}

export const maxPosts = 2000
export const maxLines = 200
const maxDrafts = 20

export const emptyState: State = { version: 1, seq: 0, posts: [], lines: {}, forms: {}, drafts: {}, read: {} }

/** The key of one person in one room. */
export function seatKey(person: string, room: string): string {
  return `${person}/${room}`
}

export function addPost(state: State, post: Omit<StoredPost, 'seq'>): State {
  const seq = state.seq + 1
  return { ...state, seq, posts: [...state.posts, { ...post, seq }].slice(-maxPosts) }
}

export function replacePost(
  state: State,
  id: string,
  change: Required<Pick<StoredPost, 'card' | 'updated'>>,
): State {
  const posts = state.posts.map((post) => {
    if (post.id !== id) return post
    return { ...post, ...change }
  })
  return { ...state, posts }
}

export function addLine(state: State, seat: string, line: NewLine): State {
  const seq = state.seq + 1
  const lines = [...(state.lines[seat] ?? []), { ...line, seq }].slice(-maxLines)
  return { ...state, seq, lines: { ...state.lines, [seat]: lines } }
}

/** One form is open at a time for each seat, as on any platform. */
export function addForm(state: State, seat: string, { instance, form }: Omit<OpenForm, 'seq'>): State {
  const seq = state.seq + 1
  return { ...state, seq, forms: { ...state.forms, [seat]: { instance, seq, form } } }
}

/** Closes a form that was submitted or dismissed, and drops what was typed into it. */
export function removeForm(state: State, seat: string, instance: string): State {
  const { [seat]: open, ...forms } = state.forms
  const { [instance]: _dropped, ...drafts } = state.drafts[seat] ?? {}
  return {
    ...state,
    forms: open?.instance === instance ? forms : state.forms,
    drafts: { ...state.drafts, [seat]: drafts },
  }
}

export interface FormDraft {
  readonly instance: string
  readonly draft: Draft
}

export function saveDraft(state: State, seat: string, { instance, draft }: FormDraft): State {
  const { [instance]: _replaced, ...others } = state.drafts[seat] ?? {}
  const recent = Object.fromEntries(Object.entries(others).slice(-maxDrafts))
  return { ...state, drafts: { ...state.drafts, [seat]: { ...recent, [instance]: draft } } }
}

export function removeLine(state: State, seat: string, id: string): State {
  const lines = (state.lines[seat] ?? []).filter((line) => line.id !== id)
  return { ...state, lines: { ...state.lines, [seat]: lines } }
}

export function markRead(state: State, seat: string): State {
  return { ...state, read: { ...state.read, [seat]: state.seq } }
}

/** Nobody has done anything yet, or everything was forgotten. */
export function isUntouched({ posts, lines }: State): boolean {
  return posts.length === 0 && Object.values(lines).every((some) => some.length === 0)
}

/** Forgets everything except the position, so that no old message can be taken for a new one. */
export function clearState(state: State): State {
  return { ...emptyState, seq: state.seq }
}
