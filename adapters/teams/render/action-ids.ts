// How the bot's own names travel through Teams and back: buttons, forms, posts, places.

import type { Address } from '../../../src/chat/address.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'

export const platform = 'teams'

/** Tells what comes from this version of the adapter from whatever an older one has left in a chat. */
const edition = 't1'

/** What a button carries: an action of the bot, or a form that is sent; and where it was asked for. */
export type ActionPayload =
  | { readonly kind: 'press'; readonly action: string; readonly values: Values; readonly place?: Address }
  | { readonly kind: 'submit'; readonly form: Form; readonly place?: Address }

/** Fields of forms stand beside it in the data that comes back, under names that begin with this. */
const fieldPrefix = 'f.'

export function encode(carried: ActionPayload): object {
  return { table: { edition, ...carried } }
}

/** Nothing for what is not ours, or from another version. */
export function decode(data: unknown): ActionPayload | undefined {
  const { table } = asObject(data)
  const { edition: version, kind, action, values, form } = asObject(table)
  if (version !== edition) return undefined
  const isPress = kind === 'press' && typeof action === 'string' && isTexts(values)
  const isSubmit = kind === 'submit' && Array.isArray(asObject(form).fields)
  return isPress || isSubmit ? (table as ActionPayload) : undefined
}

export function fieldId(name: string): string {
  return `${fieldPrefix}${name}`
}

/** What was typed into the fields; what was left empty is left out. */
export function fieldsIn(data: unknown): Values {
  return Object.fromEntries(
    Object.entries(asObject(data)).flatMap(([id, value]) =>
      id.startsWith(fieldPrefix) && typeof value === 'string' && value !== ''
        ? [[id.slice(fieldPrefix.length), value]]
        : [],
    ),
  )
}

export interface PostKey {
  /** The channel or chat, without a thread. */
  readonly conversation: string
  readonly activity: string
}

export function encodePost({ conversation, activity }: PostKey): string {
  return `${conversation}|${activity}`
}

export function decodePost(post: string): PostKey {
  const at = post.lastIndexOf('|')
  return { conversation: post.slice(0, at), activity: post.slice(at + 1) }
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function isTexts(value: unknown): value is Values {
  return Object.values(asObject(value)).every((one) => typeof one === 'string')
}
