// Parts that the cards of several matters have in common.
import type { Block, Run } from '../../chat/card.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import type { Network } from '../../domain/state.ts'
import type { People } from '../turn.ts'
import { rich, textBlock } from './markup.ts'

/** What a card about a network depends on when each reader sees a different one. */
export interface CardContext {
  readonly network: Network
  readonly people: People
  readonly reader: PersonId
}

export function quote(text: string, by?: string): Block {
  return { kind: 'quote', text, by }
}

/** A phone shows little more of a title. */
const maxWordsInTitle = 80

/** The first words of somebody, in quotes, for a title. */
export function shortQuote(text: string): string {
  return text.length <= maxWordsInTitle ? `“${text}”` : `“${text.slice(0, maxWordsInTitle - 1)}…”`
}

/** Returns `undefined` when there are no items. */
export function listBlock(items: readonly (readonly Run[])[]): Block | undefined {
  if (items.length === 0) return undefined
  return { kind: 'list', items }
}

/** `and 3 more` below a list that shows only some of its items. Returns `undefined` when it shows all. */
export function moreBlock(hidden: number, noun = 'more'): Block | undefined {
  if (hidden <= 0) return undefined
  return textBlock(rich`and ${hidden} ${noun}`)
}
