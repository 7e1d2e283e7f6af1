// How the bot's own names travel through Slack and back: buttons, forms, posts, places.
import type { Values } from '../../src/chat/inbound.ts'
import type { Place } from '../../src/chat/place.ts'

export const platform = 'slack'

/** Tells what comes from this version of the adapter from whatever an older one has left in a channel. */
const edition = 'b1'

export interface SlackButton {
  readonly action_id: string
  readonly value: string
}

/** `place` counts buttons of one message: Slack wants no two equal action ids in a row of buttons. */
export function encodeButton(action: string, values: Values, place: number): SlackButton {
  return { action_id: `${edition}:${place}:${action}`, value: JSON.stringify(values) }
}

export function decodeButton(
  action_id: string,
  value: string,
): { action: string; values: Values } | undefined {
  const [version, , ...action] = action_id.split(':')
  const values = version === edition ? textsIn(value) : undefined
  return values && { action: action.join(':'), values }
}

/** What a form carries along: its id, its values, and where it was opened. */
export interface FormKey {
  readonly form: string
  readonly values: Values
  readonly place: Place
}

export function encodeForm({ form, values, place }: FormKey): string {
  return JSON.stringify({ edition, form, values, place })
}

/** Nothing for what is not ours, or from another version. */
export function decodeForm(text: string): FormKey | undefined {
  const read = parsed(text) as (FormKey & { edition?: string }) | undefined
  return read?.edition === edition ? { form: read.form, values: read.values, place: read.place } : undefined
}

export interface PostKey {
  readonly channel: string
  readonly ts: string
}

export function encodePost({ channel, ts }: PostKey): string {
  return `${channel}:${ts}`
}

export function decodePost(post: string): PostKey {
  const [channel = '', ts = ''] = post.split(':')
  return { channel, ts }
}

function textsIn(text: string): Values | undefined {
  const read = parsed(text)
  const isTexts =
    typeof read === 'object' &&
    read !== null &&
    Object.values(read).every((value) => typeof value === 'string')
  return isTexts ? (read as Values) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
