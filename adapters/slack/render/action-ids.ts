// How the bot's actions, forms, options and posts are encoded in what Slack keeps, and decoded when they come back.
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Address } from '../../../src/chat/address.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { limits } from './limits.ts'

export const platform = 'slack'

/** Marks what this version of the adapter has written, unlike whatever an older one has left in a channel. */
const payloadVersion = 'b1'

/** Stands in a button in place of values that are too long. */
const truncatedMark = 'cut'
const compressedPrefix = 'z:'
/** In bytes; no value that we have encoded is longer. */
const maxDecompressed = 100_000

export interface EncodedButton {
  readonly action_id: string
  readonly value: string
}

interface ActionPayload {
  readonly values: Values
  /** The values were longer than Slack takes, so they are missing. */
  readonly isTruncated?: true
}

export interface DecodedButton extends ActionPayload {
  readonly action: string
}

/** `index` counts the buttons of one message, because Slack takes no two equal action ids in a block. */
export function encodeButton(action: string, values: Values, index: number): EncodedButton {
  return {
    action_id: `${payloadVersion}:${index}:${action}`,
    value: encodeJson(values, limits.buttonValue) ?? truncatedMark,
  }
}

/** Returns `undefined` for a button that is not ours, or is from another version. */
export function decodeButton(action_id: string, value: string): DecodedButton | undefined {
  const [version, , ...rest] = action_id.split(':')
  if (version !== payloadVersion) return undefined
  const action = rest.join(':')
  if (value === truncatedMark) return { action, values: {}, isTruncated: true }
  const values = decodeJson(value)
  return isTexts(values) ? { action, values } : undefined
}

/** What a form carries along. */
export interface FormMetadata extends ActionPayload {
  /** The id of the form. */
  readonly form: string
  /** The place from which the form was opened. */
  readonly place: Address
  /** Options that are too long for Slack, by the codes that stand for them. */
  readonly options?: Values
}

/** Metadata as it stands in Slack. Old messages hold it, so its keys stay as they are. */
interface EncodedForm {
  readonly edition?: string
  readonly form: string
  readonly place: Address
  readonly values: Values
  readonly options?: Values
  readonly isCut?: true
}

/** Encodes into at most `maxLength` characters. Values that are too long for that are left out. */
export function encodeForm({ form, values, place, options = {} }: FormMetadata, maxLength: number): string {
  const hasOptions = Object.keys(options).length > 0
  const whole: EncodedForm = {
    edition: payloadVersion,
    form,
    place,
    values,
    options: hasOptions ? options : undefined,
  }
  const encoded = encodeJson(whole, maxLength)
  if (encoded !== undefined) return encoded
  const truncated: EncodedForm = { edition: payloadVersion, form, place, values: {}, isCut: true }
  return JSON.stringify(truncated)
}

/** Returns `undefined` for metadata that is not ours, or is from another version. */
export function decodeForm(text: string): FormMetadata | undefined {
  const { edition, isCut, ...metadata } = (decodeJson(text) ?? {}) as EncodedForm
  if (edition !== payloadVersion) return undefined
  return isCut ? { ...metadata, isTruncated: true } : metadata
}

/** The options of a form whose values are too long for Slack, by the codes that stand for them. */
export function longOptions({ fields }: Form): Values {
  const values = new Set<string>()
  for (const field of fields) {
    if (field.kind !== 'choice') continue
    for (const { value } of field.options) if (value.length >= limits.optionValue) values.add(value)
  }
  return Object.fromEntries([...values].map((value, index) => [`~${index}`, value]))
}

/** The fields, with the codes of long options replaced by their values. */
export function resolveOptions(fields: Values, { options = {} }: FormMetadata): Values {
  const resolve = (value: string) => (Object.hasOwn(options, value) ? (options[value] ?? value) : value)
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, resolve(value)]))
}

/** A post is the message that began it, and those that continue it in its thread. */
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

/** JSON, compressed if it is longer than `maxLength` otherwise. Returns `undefined` when it is too long even then. */
function encodeJson(value: object, maxLength: number): string | undefined {
  const text = JSON.stringify(value)
  if (text.length <= maxLength) return text
  const compressed = `${compressedPrefix}${deflateRawSync(text).toString('base64url')}`
  return compressed.length <= maxLength ? compressed : undefined
}

function decodeJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith(compressedPrefix) ? decompress(text) : text)
  } catch {
    return undefined
  }
}

function decompress(text: string): string {
  const bytes = Buffer.from(text.slice(compressedPrefix.length), 'base64url')
  return inflateRawSync(bytes, { maxOutputLength: maxDecompressed }).toString()
}

function isTexts(value: unknown): value is Values {
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).every((text) => typeof text === 'string')
}
