// How the bot's own names travel through Slack and back: buttons, forms, options, posts.
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Address } from '../../../src/chat/address.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { limits } from './limits.ts'

export const platform = 'slack'

/** Tells what comes from this version of the adapter from whatever an older one has left in a channel. */
const edition = 'b1'

export interface SlackButton {
  readonly action_id: string
  readonly value: string
}

/** `isCut`: it carried more than Slack takes, so that its values are not there. */
interface Carried {
  readonly isCut?: true
}

/** `place` counts buttons of one message: Slack wants no two equal action ids in a row of buttons. */
export function encodeButton(action: string, values: Values, place: number): SlackButton {
  return {
    action_id: `${edition}:${place}:${action}`,
    value: packed(values, limits.buttonValue) ?? cutMark,
  }
}

export function decodeButton(
  action_id: string,
  value: string,
): ({ readonly action: string; readonly values: Values } & Carried) | undefined {
  const [version, , ...rest] = action_id.split(':')
  if (version !== edition) return undefined
  const action = rest.join(':')
  if (value === cutMark) return { action, values: {}, isCut: true }
  const values = textsIn(unpacked(value))
  return values && { action, values }
}

/** What a form carries along: its id, its values, where it was opened, and its options that are too long for Slack. */
export interface FormKey extends Carried {
  readonly form: string
  readonly values: Values
  readonly place: Address
  readonly options?: Values
}

/** `most` characters at most, without its values where these are too long. */
export function encodeForm({ form, values, place, options = {} }: FormKey, most: number): string {
  const key = { edition, form, place }
  const more = Object.keys(options).length > 0 ? { options } : {}
  return packed({ ...key, values, ...more }, most) ?? JSON.stringify({ ...key, values: {}, isCut: true })
}

/** Nothing for what is not ours, or from another version. */
export function decodeForm(text: string): FormKey | undefined {
  const { edition: version, ...key } = (unpacked(text) ?? {}) as FormKey & { readonly edition?: string }
  return version === edition ? key : undefined
}

/** The options of a form whose values Slack does not take, each by what stands for it. */
export function longOptions({ fields }: Form): Values {
  const long = fields.flatMap((field) =>
    field.kind === 'choice'
      ? field.options.map(({ value }) => value).filter((value) => value.length >= limits.optionValue)
      : [],
  )
  return Object.fromEntries([...new Set(long)].map((value, index) => [`~${index}`, value]))
}

/** The fields with what their options stand for. */
export function chosenIn(fields: Values, { options = {} }: FormKey): Values {
  const meant = (value: string) => (Object.hasOwn(options, value) ? options[value] : undefined) ?? value
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, meant(value)]))
}

/** A post is the message that began it, and those that went on in its thread. */
export interface PostKey {
  readonly channel: string
  readonly ts: string
  readonly more: readonly string[]
}

export function encodePost({ channel, ts, more }: PostKey): string {
  return [channel, ts, ...more].join(':')
}

export function decodePost(post: string): PostKey {
  const [channel = '', ts = '', ...more] = post.split(':')
  return { channel, ts, more }
}

const cutMark = 'cut'
const packedMark = 'z:'

/** As JSON, packed where that is too long; nothing where both are. */
function packed(value: object, most: number): string | undefined {
  const text = JSON.stringify(value)
  if (text.length <= most) return text
  const shorter = `${packedMark}${deflateRawSync(text).toString('base64url')}`
  return shorter.length <= most ? shorter : undefined
}

function unpacked(text: string): unknown {
  try {
    const json = text.startsWith(packedMark)
      ? inflateRawSync(Buffer.from(text.slice(packedMark.length), 'base64url'), { maxOutputLength: 100_000 })
      : text
    return JSON.parse(json.toString())
  } catch {
    return undefined
  }
}

function textsIn(read: unknown): Values | undefined {
  const isTexts =
    typeof read === 'object' &&
    read !== null &&
    Object.values(read).every((value) => typeof value === 'string')
  return isTexts ? (read as Values) : undefined
}
