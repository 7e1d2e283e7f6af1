// Attention from outside, sent through the whole bot: the angel reads the reporter's words, and an entrepreneur settles it.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  directOf,
  margaret,
  network,
  olive,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

test('when a member says that a journalist rang, the angel alone is told, until an entrepreneur settles it', async () => {
  const bot = await network()
  const form = formOf(await bot.say(tom, whanau, 'exposed A journalist rang'))
  expect(form.intro).toMatch(
    /Every member can read it, with your name. I’ll send a message to Margaret at once/,
  )
  const from = bot.sent.length
  expect(textOf(await bot.submit(tom, whanau, form, {}))).toContain('I’ll tell Margaret at once')
  await bot.deliver()
  const sent = bot.sent.slice(from)
  expect(sent.map(({ to }) => (to.kind === 'direct' ? to.user : to.channel))).toEqual(['Margaret'])
  expect(plainText(sent[0]?.card ?? { blocks: [] })).toMatch(
    /^South Side has drawn media attention: “A journalist rang”.*Media attention, says Tom \(Council\)/s,
  )
  const list = await bot.say(aroha, youth, 'exposed')
  const settle = list.kind === 'card' && buttonsOf(list).find(({ label }) => label === 'It is settled')
  expect(textOf(await bot.press(olive, youth, settle as never))).toContain('Only members of the network')
  const word = formOf(await bot.press(aroha, youth, settle as never))
  await bot.submit(aroha, youth, word, { word: 'She waits for the report' })
  await bot.deliver()
  expect(bot.sent.at(-1)?.replaces).toBeDefined()
  expect(plainText(bot.sent.at(-1)?.card ?? { blocks: [] })).toContain(
    'by Aroha (Health): “She waits for the report”',
  )
  expect((await bot.say(aroha, youth, 'exposed')).kind).toBe('form')
})

test('what a member of a public network says of a journalist is kept, and reaches the angel at once', async () => {
  const bot = await network()
  const propose = formOf(await bot.say(aroha, youth, 'go public'))
  await bot.submit(aroha, youth, propose, { why: 'They know' })
  await bot.deliver()
  await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Go public'))
  await bot.deliver()
  const from = bot.sent.length
  const form = formOf(await bot.say(tom, whanau, 'exposed A journalist rang my mum'))
  expect(form.fields[0]?.initial).toBe('A journalist rang my mum')
  expect(form.intro).toMatch(
    /is public.*every member can read it with your name. I’ll send a message to Margaret/,
  )
  expect(textOf(await bot.submit(tom, whanau, form, {}))).toContain('I’ll tell Margaret at once')
  await bot.deliver()
  expect(bot.sent.slice(from).map(({ card }) => plainText(card))).toEqual([
    expect.stringMatching(/^Flag \(urgent\): “A journalist rang my mum”/),
  ])
  expect(textOf(await bot.say(aroha, youth, 'flags'))).toContain('A journalist rang my mum')
})
