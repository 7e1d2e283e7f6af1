// The cards for what did not work out.
import type { Card } from '../../chat/card.ts'
import { bold, card, rich, textBlock } from './markup.ts'

/** Answers an unexpected error. An operator finds it in the log by the id. */
export function unexpectedErrorCard(id: string): Card {
  return card(
    textBlock(
      rich`Something went wrong on my side, and I do not know whether this was done. Please look with /network before you try again. If it happens again, give your admin this id: ${bold(id)}.`,
    ),
  )
}

/** Answers the button that sends a message again of which nobody knows whether it arrived. */
export function resendResultCard(result: 'queued' | 'already' | 'not-there'): Card {
  const sentences = {
    queued: 'It is on its way again.',
    already: 'It was sent again already, or has arrived since.',
    'not-there': 'There is nothing here for you to send again.',
  }
  return card(textBlock(rich`${sentences[result]}`))
}
