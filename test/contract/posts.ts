// Posts arrive once, and are replaced in place.
import { expect, test } from 'vitest'
import { type AdapterHarness, postCard, textCard } from './adapter-harness.ts'

export function testPosts(chat: () => AdapterHarness): void {
  test('a replaced post changes in place and none is added', async () => {
    const { one, channel } = chat()
    const first = await postCard(chat(), textCard('The check-in is open'))
    await postCard(chat(), textCard('Something after it'))
    const again = await chat().adapter.send({
      to: channel,
      card: textCard('The check-in is closed'),
      replaces: first,
    })
    expect(again).toMatchObject({ kind: 'sent' })
    const visibleCards = await chat().sees(one, channel)
    expect(visibleCards).toHaveLength(2)
    expect(visibleCards[0]?.text).toContain('The check-in is closed')
    expect(visibleCards[0]?.text).not.toContain('The check-in is open')
  })
  test('what belongs under a post is shown under it', async () => {
    const { one, channel } = chat()
    const first = await postCard(chat(), textCard('The check-in'))
    const reply = await postCard(chat(), textCard('Two have answered'), { under: first })
    const found = (await chat().sees(one, channel)).find((visible) => visible.post === reply)
    expect(found?.under).toBe(first)
    expect(found?.text).toContain('Two have answered')
  })
  test('a send to nowhere fails with a reason', async () => {
    for (const to of chat().nowhere) {
      const sent = await chat().adapter.send({ to, card: textCard('lost') })
      expect(sent.kind).toBe('failed')
      expect(sent.kind === 'failed' && sent.why.length > 0).toBe(true)
    }
    expect(chat().nowhere.length).toBeGreaterThan(0)
  })
  test('posts sent at once all arrive, each once', async () => {
    const { one, channel } = chat()
    const texts = Array.from({ length: 10 }, (_, index) => `number ${index} of ten`)
    await Promise.all(texts.map((text) => postCard(chat(), textCard(text))))
    const visibleCards = await chat().sees(one, channel)
    for (const text of texts)
      expect(visibleCards.filter((visible) => visible.text.includes(text))).toHaveLength(1)
  })
}
