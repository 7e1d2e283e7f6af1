// Who sees what: direct messages, private replies and forms reach one person alone.
import { expect, test } from 'vitest'
import { type AdapterHarness, textCard, visibleText } from './adapter-harness.ts'
import { everyForm } from './sample-cards.ts'

export function testPrivacy(chat: () => AdapterHarness): void {
  test('a direct message reaches that person and nobody else', async () => {
    const { one, other, channel } = chat()
    const secret = 'A flag was raised: canary-direct'
    const sent = await chat().adapter.send({ to: chat().directOf(one), card: textCard(secret) })
    expect(sent.kind).toBe('sent')
    expect(await visibleText(chat(), one, chat().directOf(one))).toContain(secret)
    expect(await visibleText(chat(), other, chat().directOf(other))).not.toContain('canary-direct')
    expect(await visibleText(chat(), other, channel)).not.toContain('canary-direct')
  })
  test('a private reply is seen by whoever asked and by nobody else', async () => {
    const { one, other, channel } = chat()
    chat().replyWith({ kind: 'card', card: textCard('canary-reply for you') })
    await chat().say(one, channel, 'table')
    const replies = [
      ...(await chat().sees(one, channel)),
      ...(await chat().sees(one, chat().directOf(one))),
    ].filter((visible) => visible.text.includes('canary-reply for you'))
    expect(replies).toHaveLength(1)
    expect(replies[0]?.isPrivate).toBe(true)
    expect(await visibleText(chat(), other, channel)).not.toContain('canary-reply')
    expect(await visibleText(chat(), other, chat().directOf(other))).not.toContain('canary-reply')
  })
  test('a form is open only before whoever asked', async () => {
    const { one, other, channel } = chat()
    chat().replyWith({ kind: 'form', form: everyForm })
    await chat().say(one, channel, 'start')
    expect(await chat().form(one, channel)).toBeDefined()
    expect(await chat().form(other, channel)).toBeUndefined()
  })
}
