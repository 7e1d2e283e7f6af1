// The buttons of a post know its subject, so that a press is confirmed by that post where the decision changes it.
import type { Block, Card } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { ButtonPress } from '../../chat/inbound.ts'

/** The value of a button, and of the form that it opens, that names the post. It is stored in chats, so it stays. */
export const postValue = 'post'

/** The card with the subject of its post in each button. A post without a subject never changes. */
export function withPostNamed(card: Card, subject: string | undefined): Card {
  if (subject === undefined) return card
  return { ...card, blocks: card.blocks.map((block) => withButtonsNamed(block, subject)) }
}

function withButtonsNamed(block: Block, subject: string): Block {
  if (block.kind !== 'buttons') return block
  return {
    ...block,
    buttons: block.buttons.map((button) => ({
      ...button,
      values: { ...button.values, [postValue]: subject },
    })),
  }
}

/** The form that a press opened, with the post on which it was pressed. */
export function formFromPost(form: Form, { values }: ButtonPress): Form {
  const post = values[postValue]
  if (post === undefined) return form
  return { ...form, values: { ...form.values, [postValue]: post } }
}
