// What the playground remembers, and how each happening changes it. Pure.

import type { Address } from '../../../src/chat/address.ts'
import type { Attachment } from '../../../src/chat/attachment.ts'
import type { Card } from '../../../src/chat/card.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'

export interface StoredPost {
  readonly id: string
  /** The order of everything shown; never given out twice. */
  readonly seq: number
  readonly place: Address
  readonly at: number
  readonly card: Card
  readonly files?: readonly Attachment[]
  /** The first post of the thread that it belongs to. */
  readonly under?: string
  /** When it was last replaced. */
  readonly updated?: number
}

/** What only one person sees in a room. */
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

/** What was typed into a form that the bot wants mended. */
export interface Draft {
  readonly errors: Values
  readonly fields: Values
}

export interface State {
  readonly version: 1
  readonly seq: number
  readonly posts: readonly StoredPost[]
  /** These four by `seatKey`; drafts within that by form instance. */
  readonly lines: Readonly<Record<string, readonly Line[]>>
  readonly forms: Readonly<Record<string, OpenForm>>
  readonly drafts: Readonly<Record<string, Readonly<Record<string, Draft>>>>
  readonly read: Readonly<Record<string, number>>
}

export const maxPosts = 2000
export const maxLines = 200
const maxDrafts = 20

export const emptyState: State = { version: 1, seq: 0, posts: [], lines: {}, forms: {}, drafts: {}, read: {} }

/** One person in one room. */
export function seatKey(person: string, room: string): string {
  return `${person}/${room}`
}

export function addPost(state: State, post: Omit<StoredPost, 'seq'>): State {
  const seq = state.seq + 1
  return { ...state, seq, posts: [...state.posts, { ...post, seq }].slice(-maxPosts) }
}

export function replacePost(state: State, id: string, card: Card, now: number): State {
  const posts = state.posts.map((post) => (post.id === id ? { ...post, card, updated: now } : post))
  return { ...state, posts }
}

export function addLine(state: State, seat: string, line: NewLine): State {
  const seq = state.seq + 1
  const lines = [...(state.lines[seat] ?? []), { ...line, seq }].slice(-maxLines)
  return { ...state, seq, lines: { ...state.lines, [seat]: lines } }
}

/** One form is open at a time for each seat, as on any platform. */
export function openForm(state: State, seat: string, instance: string, form: Form): State {
  const seq = state.seq + 1
  return { ...state, seq, forms: { ...state.forms, [seat]: { instance, seq, form } } }
}

/** The form was answered or put away: it closes, and what was typed into it goes. */
export function closeForm(state: State, seat: string, instance: string): State {
  const { [seat]: open, ...forms } = state.forms
  const { [instance]: _gone, ...drafts } = state.drafts[seat] ?? {}
  return {
    ...state,
    forms: open?.instance === instance ? forms : state.forms,
    drafts: { ...state.drafts, [seat]: drafts },
  }
}

export function saveDraft(state: State, seat: string, instance: string, draft: Draft): State {
  const { [instance]: _before, ...others } = state.drafts[seat] ?? {}
  const kept = Object.entries(others).slice(-maxDrafts)
  return { ...state, drafts: { ...state.drafts, [seat]: { ...Object.fromEntries(kept), [instance]: draft } } }
}

export function removeLine(state: State, seat: string, id: string): State {
  const lines = (state.lines[seat] ?? []).filter((line) => line.id !== id)
  return { ...state, lines: { ...state.lines, [seat]: lines } }
}

export function markRead(state: State, seat: string): State {
  return { ...state, read: { ...state.read, [seat]: state.seq } }
}

/** Ids and order go on from before, so that nothing of the old playground can be taken for something new. */
export function clearState(state: State): State {
  return { ...emptyState, seq: state.seq }
}
