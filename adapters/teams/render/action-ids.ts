// The payloads of buttons and forms, and the ids of fields and posts, as they travel through Teams and back.
// Payloads and post ids stand in chats and in the database: their keys must not be renamed.
import type { Address } from '../../../src/chat/address.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'

export const platform = 'teams'

/** The version of the payload format: a payload of another version, from an older card, is not read. */
const payloadVersion = 't1'

/** What a button carries: an action of the bot or a form to submit. `place` is absent where the card is shown. */
export type ActionPayload =
  | { readonly kind: 'press'; readonly action: string; readonly values: Values; readonly place?: Address }
  | { readonly kind: 'submit'; readonly form: Form; readonly place?: Address }

/** In submitted data the fields of a form stand beside the payload, under names with this prefix. */
const fieldPrefix = 'f.'

export function encode(payload: ActionPayload): object {
  return { table: { edition: payloadVersion, ...payload } }
}

/** Returns `undefined` for data that is not ours or has another payload version. */
export function decode(data: unknown): ActionPayload | undefined {
  const { table } = asObject(data)
  const { edition, kind, action, values, form } = asObject(table)
  if (edition !== payloadVersion) return undefined
  const isPress = kind === 'press' && typeof action === 'string' && isValues(values)
  const isSubmit = kind === 'submit' && Array.isArray(asObject(form).fields)
  if (isPress || isSubmit) return table as ActionPayload
  return undefined
}

export function fieldId(name: string): string {
  return `${fieldPrefix}${name}`
}

/** The values typed into the fields, by field name. Empty fields are left out. */
export function fieldsIn(data: unknown): Values {
  const filled = Object.entries(asObject(data)).filter(
    ([id, value]) => id.startsWith(fieldPrefix) && typeof value === 'string' && value !== '',
  )
  return Object.fromEntries(filled.map(([id, value]) => [id.slice(fieldPrefix.length), String(value)]))
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

/** Returns an empty object for anything that is not an object. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return {}
  return value as Record<string, unknown>
}

function isValues(value: unknown): value is Values {
  return Object.values(asObject(value)).every((text) => typeof text === 'string')
}
