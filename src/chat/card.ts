// The card tree: what the bot can show in any chat. People's words stand in it as data, never as markup.

import type { Channel, User } from './address.ts'
import type { Form } from './form.ts'
import type { Values } from './inbound.ts'

/** A piece of text. */
export type Run =
  | { readonly kind: 'words'; readonly text: string; readonly strong?: boolean }
  /** A person by name. It is a live mention only if one of `users` is of the reader's workspace. */
  | { readonly kind: 'person'; readonly name: string; readonly users: readonly User[] }
  /** An instant in milliseconds since 1970. It is shown in the reader's zone if the chat can do that, else in `zone`. */
  | { readonly kind: 'time'; readonly at: number; readonly zone: string; readonly show: TimeStyle }
  /** A channel. It is a live link where the chat knows it in the reader's workspace. */
  | { readonly kind: 'channel'; readonly name: string; readonly at: Channel }
  /** Something to type, e.g. `/network put`. */
  | { readonly kind: 'typed'; readonly text: string }

export type TimeStyle = 'date' | 'date-time' | 'time'

export interface Button {
  readonly label: string
  /** Comes back as `ButtonPress.action`. */
  readonly action: string
  readonly values: Values
  readonly style?: 'primary' | 'danger'
  /** The press mostly opens a form. Some chats have to know that when they draw the button. */
  readonly opensForm?: true
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly runs: readonly Run[] }
  /** Small print, e.g. who will see it or what happens next. */
  | { readonly kind: 'note'; readonly runs: readonly Run[] }
  | { readonly kind: 'facts'; readonly facts: readonly FactLine[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Run[])[] }
  | {
      readonly kind: 'table'
      readonly columns: readonly string[]
      readonly rows: readonly (readonly Run[])[][]
    }
  | { readonly kind: 'quote'; readonly text: string; readonly by?: string }
  | { readonly kind: 'image'; readonly png: Uint8Array; readonly alt: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  /** A form that stands open in the card. */
  | { readonly kind: 'inputs'; readonly form: Form }

export interface FactLine {
  readonly label: string
  readonly value: readonly Run[]
}

export interface Card {
  readonly blocks: readonly Block[]
}

export function plainRun(text: string): Run {
  return { kind: 'words', text }
}

export function boldRun(text: string): Run {
  return { kind: 'words', text, strong: true }
}
