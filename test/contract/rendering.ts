// Cards are shown whole, and nothing in them comes alive.
import { expect, test } from 'vitest'
import { type Card, plainRun } from '../../src/chat/card.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import {
  type AdapterHarness,
  newestCard,
  personCard,
  postCard,
  textCard,
  visibleWords,
  withoutSpaces,
} from './adapter-harness.ts'
import { everyBlock, hostileWords, inEveryPlace } from './sample-cards.ts'

export function testShowing(chat: () => AdapterHarness): void {
  for (const block of everyBlock) {
    test(`a block of kind ${block.kind} is shown whole`, async () => {
      const { one } = chat()
      const card = { blocks: [block] }
      await postCard(chat(), card)
      const visible = await newestCard(chat(), one)
      for (const word of visibleWords(chat(), card)) expect(visible.text).toContain(word)
    })
  }
  test('a card with a block of every kind is shown whole', async () => {
    const { one } = chat()
    const card = { blocks: everyBlock }
    await postCard(chat(), card)
    const visible = (await chat().sees(one, chat().channel)).map((visible) => visible.text).join('\n')
    for (const word of visibleWords(chat(), card)) expect(visible).toContain(word)
  })
  test('a person of the same workspace is a live mention', async () => {
    const { one, other } = chat()
    await postCard(chat(), personCard(other, other.workspace))
    expect((await newestCard(chat(), one)).alive).toHaveLength(1)
  })
  test('a person of another workspace is a name only', async () => {
    const { one, other } = chat()
    await postCard(chat(), personCard(other, 'elsewhere'))
    const visible = await newestCard(chat(), one)
    expect(visible.text).toContain(other.name)
    expect(visible.alive).toEqual([])
  })
}

export function testHostile(chat: () => AdapterHarness): void {
  test.each(hostileWords)('%j is shown as text in every place, and nothing comes alive', async (hostile) => {
    const { one, channel } = chat()
    await postCard(chat(), inEveryPlace(hostile))
    const visibleCards = await chat().sees(one, channel)
    const shown = withoutSpaces(visibleCards.map((visible) => visible.text).join(' '))
    expect(visibleCards.flatMap((visible) => visible.alive)).toEqual([])
    expect(shown.split(withoutSpaces(hostile)).length - 1).toBeGreaterThanOrEqual(
      inEveryPlace(hostile).blocks.length,
    )
  })
  test('three thousand characters are shown whole', async () => {
    const long = Array.from({ length: 300 }, (_, index) => `<b>${String(index).padStart(3, '0')}`).join('')
    const card: Card = {
      blocks: [{ kind: 'text', runs: [plainRun(`${long}${'x'.repeat(3000 - long.length)}`)] }],
    }
    await postCard(chat(), card)
    const visible = (await chat().sees(chat().one, chat().channel)).map((visible) => visible.text).join('')
    expect(withoutSpaces(visible)).toContain(withoutSpaces(plainText(card)))
  })
  test.each(hostileWords)('%j comes in as it was typed', async (hostile) => {
    const { one, channel, received } = chat()
    chat().replyWith({ kind: 'card', card: textCard(hostile) })
    await chat().say(one, channel, `flag ${hostile} end`)
    expect(received[0]).toMatchObject({ kind: 'message', text: `flag ${hostile} end` })
    expect((await chat().sees(one, channel)).flatMap((visible) => visible.alive)).toEqual([])
  })
}
