// Repeats what somebody typed where it was refused, so that they can copy it instead of writing it again.
import type { Card } from '../../chat/card.ts'
import { plainText } from '../../chat/fallback-text.ts'
import { maxLength } from '../kit/form-fields.ts'
import { card, note, rich } from '../kit/markup.ts'

/** Adds the words to a card that does not show them already. */
export function withTypedWords(shown: Card, words: string): Card {
  const kept = words.slice(0, maxLength.paragraph)
  if (kept === '' || plainText(shown).includes(kept)) return shown
  return card(...shown.blocks, note(rich`You typed: “${kept}”`))
}
