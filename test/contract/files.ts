// Files come with their card, or the card says that they are not there.
import { expect, test } from 'vitest'
import type { Attachment } from '../../src/chat/attachment.ts'
import type { Block } from '../../src/chat/card.ts'
import { type AdapterHarness, newestCard, postCard, textCard, visibleText } from './adapter-harness.ts'

export function testFiles(chat: () => AdapterHarness): void {
  const file: Attachment = {
    name: 'south-side.json',
    type: 'application/json',
    bytes: Buffer.from('{"name":"Ō-hakune"}'),
    title: 'All data of South Side <b>',
  }
  test('a file comes with its card, or the card says that it is not there', async () => {
    const { one, takesFiles } = chat()
    const to = chat().directOf(one)
    const sent = await chat().adapter.send({ to, card: textCard('Here is your export'), files: [file] })
    expect(sent.kind).toBe('sent')
    const visibleCards = await chat().sees(one, to)
    expect(visibleCards).toHaveLength(1)
    expect(visibleCards[0]?.text).toContain('Here is your export')
    expect(visibleCards[0]?.text).toContain(file.title)
    expect(visibleCards[0]?.text.includes('isn’t here')).toBe(!takesFiles)
    const bytes = await chat().fileOf(one, to, file.name)
    expect(bytes && Buffer.from(bytes).toString()).toBe(takesFiles ? '{"name":"Ō-hakune"}' : undefined)
  })
  test('a file with a link comes by itself where the chat takes it, and by the link where not', async () => {
    const { one, takesFiles } = chat()
    const to = chat().directOf(one)
    let made = 0
    const link = async () => `https://table.example.org/files/${++made}`
    const card = textCard('Here is your export')
    expect((await chat().adapter.send({ to, card, files: [{ ...file, link }] })).kind).toBe('sent')
    const [shown] = await chat().sees(one, to)
    expect(shown?.text).toContain(file.title)
    expect(shown?.text).not.toContain('isn’t here')
    expect(made).toBe(takesFiles ? 0 : 1)
    expect(shown?.text.includes('once')).toBe(!takesFiles)
    expect((await chat().fileOf(one, to, file.name)) !== undefined).toBe(takesFiles)
  })
  test('a file and a picture come in one message', async () => {
    const { one, takesFiles } = chat()
    const to = chat().directOf(one)
    const picture: Block = { kind: 'image', png: Buffer.from('png'), alt: 'Two of six held' }
    const card = { blocks: [...textCard('So far').blocks, picture] }
    expect((await chat().adapter.send({ to, card, files: [file] })).kind).toBe('sent')
    const visibleCards = await chat().sees(one, to)
    expect(visibleCards).toHaveLength(1)
    expect(visibleCards[0]?.text).toContain('Two of six held')
    expect(visibleCards[0]?.text).toContain(file.title)
    expect((await chat().fileOf(one, to, file.name)) !== undefined).toBe(takesFiles)
  })
  test('nobody else gets the file of a direct message', async () => {
    const { one, other, channel } = chat()
    await chat().adapter.send({ to: chat().directOf(one), card: textCard('Yours'), files: [file] })
    for (const place of [channel, chat().directOf(other), chat().directOf(one)])
      expect(await chat().fileOf(other, place, file.name)).toBeUndefined()
    expect(await visibleText(chat(), other, channel)).not.toContain(file.title)
  })
  test('a card that replaces another brings no file', async () => {
    const { one, channel } = chat()
    const first = await postCard(chat(), textCard('Before'))
    await postCard(chat(), textCard('After'), { replaces: first, files: [file] })
    expect(await chat().fileOf(one, channel, file.name)).toBeUndefined()
    expect((await newestCard(chat(), one)).text).toContain('After')
  })
}
