// The cards for what did not work out.
import type { Card } from '../../chat/card.ts'
import { bold, card, rich, textBlock } from './markup.ts'

/** Answers an unexpected error. An operator finds it in the log by the id. */
export function unexpectedErrorCard(id: string): Card {
  return card(
    textBlock(
      rich`Something went wrong on my side, and I don’t know whether this was done. Please check with /network before you try again. If it happens again, give your admin this ID: ${bold(id)}.`,
    ),
  )
}

/** Answers the button that sends a message again of which nobody knows whether it arrived. */
export function resendResultCard(result: 'queued' | 'already' | 'not-there'): Card {
  const sentences = {
    queued: 'It’s on its way again.',
    already: 'It has already been sent again, or has arrived since.',
    'not-there': 'There’s nothing here for you to send again.',
  }
  return card(textBlock(rich`${sentences[result]}`))
}
