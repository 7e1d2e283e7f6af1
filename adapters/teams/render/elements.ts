// Elements of Adaptive Cards that messages and forms have in common.
import { type Address, addressKey } from '../../../src/chat/address.ts'
import { type ActionPayload, encode } from './action-ids.ts'
import type { View } from './rich-text.ts'

export type Element = Readonly<Record<string, unknown>>

/** The spacing separates a heading from what is above it; at the top of a card Teams leaves no space. */
export const headingStyle = { size: 'Large', weight: 'Bolder', spacing: 'Large' } as const

export interface Action {
  readonly title: string
  readonly payload: ActionPayload
  readonly opensDialog: boolean
}

/** In a message a press changes the card in place, unless it opens a dialog. Dialogs know `Action.Submit` only. */
export function renderAction({ title, payload, opensDialog }: Action, view: View): Element {
  const data = encode(payload)
  if (view.isDialog) return { type: 'Action.Submit', title, data }
  if (opensDialog) return { type: 'Action.Submit', title, data: { ...data, msteams: { type: 'task/fetch' } } }
  return { type: 'Action.Execute', title, verb: payload.kind, data }
}

/** The place that a payload has to carry: a card is shown elsewhere than where it was asked for. */
export function placeForPayload({ place, shownIn }: View): Address | undefined {
  if (addressKey(place) === addressKey(shownIn)) return undefined
  return place
}
