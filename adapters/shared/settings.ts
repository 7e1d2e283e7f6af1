// Schemas that the settings of several platforms share.
import * as v from 'valibot'

/** A text of that shape, or not set. */
export function optionalMatch(shape: RegExp) {
  return v.optional(v.pipe(v.string(), v.regex(shape)))
}

/** `1`, or not set. */
export const optionalSwitch = v.optional(v.literal('1'))
