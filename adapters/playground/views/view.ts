// What the views share: a piece of HTML, what a page is rendered from, and the address of a page.
import { html } from 'hono/html'
import type { ChatRoom } from '../chat/rooms.ts'
import type { Person } from '../chat/seed-data.ts'
import type { State } from '../chat/state.ts'
import type { Banner } from '../tour/player.ts'

export type Html = ReturnType<typeof html>

/** Nothing to show in this place. */
export const noHtml: Html = html``

/** One person in one room at one instant. */
export interface PageView {
  readonly state: State
  readonly viewer: Person
  readonly room: ChatRoom
  readonly now: number
  /** The instant at which something happens next; `undefined` if nothing is planned. */
  readonly next: number | undefined
  readonly banner: Banner | undefined
}

/** Renders `content` if the condition holds, and nothing otherwise. */
export function renderIf(condition: boolean, content: Html): Html {
  if (condition) return content
  return noHtml
}

/** The address, without the host, under which a person sees a room. */
export function pageAddress(person: Person, roomId: string): string {
  return `/?${new URLSearchParams({ as: person.user, room: roomId })}`
}
