// Errors that a form shows as soon as it opens.
import type { Values } from '../../chat/inbound.ts'
import { maxLength, tooLongMessage } from './form-fields.ts'

/** The error of a paragraph that is filled in with too many words. Returns `undefined` when they fit. */
export function prefillErrors(field: string, words: string): Values | undefined {
  if (words.length <= maxLength.paragraph) return undefined
  return { [field]: tooLongMessage(words.length, maxLength.paragraph) }
}
