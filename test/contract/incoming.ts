// What people type and press arrives as inbound messages and presses.
import { expect, test } from 'vitest'
import { type AdapterHarness, buttonCard, postCard } from './adapter-harness.ts'

export function testIncoming(chat: () => AdapterHarness): void {
  test('what is typed arrives with who, where, zone and organisation', async () => {
    const { one, channel, received } = chat()
    await chat().say(one, channel, 'put 0.5 FTE analyst')
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({
      kind: 'message',
      text: 'put 0.5 FTE analyst',
      place: channel,
      mentions: [],
    })
    expect(received[0]?.from).toMatchObject(one)
    expect(received[0]?.from.zone).toBeTruthy()
  })
  test('what is typed in a direct message arrives from there', async () => {
    const { one, received } = chat()
    await chat().say(one, chat().directOf(one), 'digest')
    expect(received[0]).toMatchObject({ kind: 'message', text: 'digest', place: chat().directOf(one) })
  })
  test('each delivery has an id of its own', async () => {
    const { one, channel, received } = chat()
    for (const text of ['help', 'help', 'help']) await chat().say(one, channel, text)
    expect(new Set(received.map((inbound) => inbound.id)).size).toBe(3)
  })
  test('a mention arrives as it stands in the text, with whom it means', async () => {
    const { one, other, channel, received } = chat()
    await chat().say(one, channel, `role ${chat().mention(other)} guardian angel`)
    const message = received[0]
    if (message?.kind !== 'message') throw new Error('Nothing was message.')
    expect(message.mentions).toHaveLength(1)
    expect(message.mentions[0]?.user).toMatchObject({
      workspace: other.workspace,
      user: other.user,
      name: other.name,
    })
    expect(message.text).toContain(message.mentions[0]?.text)
  })
  test('a button of a post carries its action and values', async () => {
    const { one, channel, received } = chat()
    await postCard(chat(), buttonCard('I was there', { meeting: 'm-3', odd: '"<&>"' }))
    await chat().press(one, channel, 'I was there')
    expect(received[0]).toMatchObject({
      kind: 'button-press',
      action: 'attend',
      values: { meeting: 'm-3', odd: '"<&>"' },
      place: channel,
    })
    expect(received[0]?.from).toMatchObject({ user: one.user, workspace: one.workspace })
  })
  test('a button of a private reply carries its action and values', async () => {
    const { one, channel, received } = chat()
    chat().replyWith({ kind: 'card', card: buttonCard('Undo', { entry: '7' }) })
    await chat().say(one, channel, 'blocker')
    await chat().press(one, channel, 'Undo')
    expect(received[1]).toMatchObject({
      kind: 'button-press',
      action: 'attend',
      values: { entry: '7' },
      place: channel,
    })
  })
}
