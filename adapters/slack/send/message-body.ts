// The body of a message as chat.postMessage, chat.update and response_urls take it.
import { sentences } from '../messages.ts'
import type { Rendered, SlackBlock } from '../render/cards.ts'
import { plain } from '../render/rich-text.ts'

/** `text` is read as mrkdwn where it is shown at all, so people's words are escaped in it. */
export function messageBody({ text, blocks }: Rendered) {
  return { text: escapeMrkdwn(text), blocks, mrkdwn: false, unfurl_links: false, unfurl_media: false }
}

export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

export function noteBlock(text: string): SlackBlock {
  return { type: 'context', elements: [plain(text)] }
}

/** Adds a note to a message. */
export function withNote({ text, blocks }: Rendered, note: string): Rendered {
  return { text: `${text}\n${note}`, blocks: [...blocks, noteBlock(note)] }
}

/** A card as one post: the message that begins it, and those that continue it in its thread. */
export interface PostParts {
  readonly first: Rendered
  readonly rest: readonly Rendered[]
}

/** Returns `undefined` when there is nothing to post. */
export function postPartsOf([first, ...rest]: readonly Rendered[]): PostParts | undefined {
  if (first === undefined) return undefined
  return { first: rest.length === 0 ? first : withNote(first, sentences.goesOn), rest }
}
