// Replies of the bot for the tests of the Teams adapter, and access to what Teams receives of them.
import type { Reply } from '../../../src/chat/adapter.ts'
import { type Button, type Card, plainRun } from '../../../src/chat/card.ts'
import type { Seat } from '../../support/teams/activities.ts'
import type { Action, Answer } from '../../support/teams/client.ts'
import type { Json, StubMessage } from '../../support/teams/types.ts'
import type { TeamsFixture } from './harness.ts'
import { actionsIn } from './visible-text.ts'

export function cardOf(text: string): Card {
  return { blocks: [{ kind: 'text', runs: [plainRun(text)] }] }
}

export function textReply(text: string): Reply {
  return { kind: 'card', card: cardOf(text) }
}

/** A card with buttons, which are labelled Go unless they say otherwise. */
export function withButtons(...all: Partial<Button>[]): Reply & { readonly kind: 'card' } {
  const buttons = all.map((one) => ({ label: 'Go', action: 'go', values: {}, ...one }))
  return {
    kind: 'card',
    card: { blocks: [...cardOf('Press it').blocks, { kind: 'buttons', buttons }] },
  }
}

export function contentOf(message: StubMessage | undefined): Json | undefined {
  return message?.attachments[0]?.content as Json | undefined
}

export function actionOf(content: unknown, label = 'Go'): Action {
  const found = actionsIn(content).find(({ title }) => title === label)
  if (found === undefined) throw new Error(`There is no button “${label}”.`)
  return found
}

/** The result of a press: a sentence, or the card that replaces the one that was pressed. */
export function noticeOf({ body }: Answer): unknown {
  return (body as { value: unknown }).value
}

export function dialogOf({ body }: Answer): { readonly title: string; readonly content: Json } {
  const { title, card } = (body as { task: { value: { title: string; card: { content: Json } } } }).task.value
  return { title, content: card.content }
}

/** The messages in that person's personal chat with the bot. */
export function directMessagesOf(fixture: TeamsFixture, { person }: Seat): StubMessage[] {
  return fixture.stub.messages.filter(({ conversation }) => conversation === fixture.stub.chatOf(person))
}

/** Makes the bot answer with the reply, and resolves to the message in the person's personal chat. */
export async function showReply(fixture: TeamsFixture, seat: Seat, reply: Reply): Promise<StubMessage> {
  fixture.reply = reply
  await fixture.client.message(seat, 'show it')
  const message = directMessagesOf(fixture, seat).at(-1)
  if (message === undefined) throw new Error('Nothing came.')
  fixture.received.length = 0
  return message
}
