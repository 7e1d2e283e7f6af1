// A person raises a flag, and the angel reads it and what became of it.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, textOf } from '../../support/bot-harness.ts'
import { aroha, directOf, margaret, network, tom, whanau, youth } from '../../support/fixtures.ts'

test('an urgent flag reaches the angel, is cleared by the angel, and the message says what became of it', async () => {
  const bot = await network()
  const before = bot.sent.length
  const form = formOf(await bot.say(tom, whanau, 'flag A minister asks about us'))
  expect(form.intro).toContain('Margaret')
  expect(form.fields[0]?.initial).toBe('A minister asks about us')
  expect(textOf(await bot.submit(tom, whanau, form, { severity: 'urgent', context: 'political' }))).toContain(
    'urgent',
  )
  await bot.deliver()
  const [message] = bot.sent.slice(before)
  expect(message?.to).toEqual(directOf(margaret))
  const text = plainText(message?.card ?? { blocks: [] })
  expect(text).toContain('A minister asks about us')
  expect(text).toContain('urgent, in politics, raised by Tom (Council)')
  expect(textOf(await bot.say(margaret, directOf(margaret), 'home'))).toContain('A minister asks about us')

  const button = buttonsOf(message as never).find(({ label }) => label === 'Clear it')
  const clearing = formOf(await bot.press(margaret, directOf(margaret), button as never))
  await bot.submit(margaret, directOf(margaret), clearing, { word: 'I have spoken with the office' })
  await bot.deliver()
  const changed = bot.sent.at(-1)
  expect(changed?.replaces).toBeDefined()
  expect(plainText(changed?.card ?? { blocks: [] })).toContain('I have spoken with the office')
  expect(textOf(await bot.say(aroha, youth, 'flags'))).toContain('There are no flags just now.')
})

test('words that come with a shortcut open the form first, and nothing is done yet', async () => {
  const bot = await network()
  for (const [text, title, field] of [
    ['put a hall from Council', 'Put something on the table', 'a hall'],
    ['lesson Ask early', 'One thing we learned', 'Ask early'],
    ['flag The lease ends', 'Raise a flag', 'The lease ends'],
  ] as const) {
    const inbound = {
      kind: 'message',
      id: text,
      from: aroha,
      place: youth,
      text,
      mentions: [],
      confirmInForm: true,
    } as const
    const form = formOf(await bot.bot.receive(inbound))
    expect(form.title).toBe(title)
    expect(form.fields.map(({ initial }) => initial)).toContain(field)
  }
  expect(textOf(await bot.say(aroha, youth, 'lessons'))).toContain('No lesson has been kept yet')
  expect(textOf(await bot.say(aroha, youth, 'table'))).not.toContain('hall')
})
