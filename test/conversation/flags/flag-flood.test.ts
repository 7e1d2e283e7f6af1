// A member who raises many flags in a short time: few messages to the angel, and every word within reach.
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day, minute } from '../../../src/domain/core/time.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, buttonOf, directOf, margaret, network, tom, whanau, youth } from '../../support/fixtures.ts'

const desk = directOf(margaret)

async function raises(bot: TestBot, text: string, severity = 'warning', by: Profile = tom) {
  const place = by === tom ? whanau : youth
  const form = formOf(await bot.say(by, place, `flag ${text}`))
  const done = await bot.submit(by, place, form, { severity })
  await bot.deliver()
  return done
}

function toAngel(bot: TestBot, from: number, isNew = true): readonly string[] {
  return bot.sent
    .slice(from)
    .filter(({ to }) => to.kind === 'direct' && to.user === margaret.user)
    .filter(({ replaces }) => (replaces === undefined) === isNew)
    .map(({ card }) => plainText(card))
}

test('twenty warnings in ten minutes are two messages to the angel, and every one can be read from there', async () => {
  const bot = await network()
  const from = bot.sent.length
  const texts = Array.from({ length: 20 }, (_, index) => `Risk number ${index + 1}.`)
  for (const text of texts) {
    await raises(bot, text)
    await bot.forward(29_000)
  }
  await bot.forward(day)
  const messages = toAngel(bot, from).filter((text) => text.includes('Risk number'))
  expect(messages).toHaveLength(2)
  expect(messages[0]).toMatch(/^Flag \(warning\): “Risk number 1\.”/)
  expect(messages[1]).toMatch(/^Flags \(warning\): “Risk number 2\.”, and 18 more/)
  expect(messages[1]).toContain('and 11 more, which are in the list of flags')

  let read = messages.join('\n')
  let next: { readonly label: string } | undefined = buttonOf(bot, 'Show the flags')
  while (next !== undefined) {
    const page = await bot.press(margaret, desk, next as never)
    read += textOf(page)
    next = buttonsOf(page as never).find(({ label }) => label === 'Show older ones')
  }
  for (const text of texts) expect(read).toContain(text)
})

test('the first comes at once, what follows within ten minutes comes together, and then the next at once again', async () => {
  const bot = await network()
  const from = bot.sent.length
  await raises(bot, 'The lease ends')
  expect(toAngel(bot, from)).toHaveLength(1)
  await bot.forward(3 * minute)
  await raises(bot, 'The boiler leaks')
  await bot.forward(6 * minute)
  expect(textOf(await raises(bot, 'The roof, too'))).toContain('goes out a little later, together with any')
  expect(toAngel(bot, from)).toHaveLength(1)
  await bot.forward(2 * minute)
  expect(toAngel(bot, from).slice(1)).toEqual([
    expect.stringMatching(/^Flags \(warning\): “The boiler leaks”, and 1 more\n.*The roof, too/s),
  ])
  await raises(bot, 'The road is closed')
  expect(toAngel(bot, from).slice(2)).toEqual([expect.stringContaining('“The road is closed”')])
})

test('an urgent flag and the flags of others are held up by nothing', async () => {
  const bot = await network()
  await raises(bot, 'The lease ends')
  const from = bot.sent.length
  await raises(bot, 'The boiler leaks')
  await raises(bot, 'The roof has come down', 'urgent')
  await raises(bot, 'The road is closed', 'warning', aroha)
  expect(toAngel(bot, from)).toEqual([
    expect.stringMatching(/^Flag \(urgent\): “The roof has come down”/),
    expect.stringMatching(/^Flag \(warning\): “The road is closed”/),
  ])
})

test('what is taken back before it was told leaves no trace, and the one that is left reads like any flag', async () => {
  const bot = await network()
  await raises(bot, 'The lease ends')
  const from = bot.sent.length
  const done = await raises(bot, 'My neighbour is late')
  await raises(bot, 'The boiler leaks')
  const undo = buttonsOf(done as never).find(({ label }) => label === 'Undo')
  await bot.press(tom, whanau, undo as never)
  await bot.forward(11 * minute)
  expect(toAngel(bot, from)).toEqual([expect.stringMatching(/^Flag \(warning\): “The boiler leaks”/)])
  expect(toAngel(bot, from).join()).not.toContain('neighbour')
})

test('the message shows how each of its flags ended, and all that it shows are seen with one press', async () => {
  const bot = await network()
  for (const text of ['The lease ends', 'The boiler leaks', 'The roof, too']) await raises(bot, text)
  await bot.forward(11 * minute)
  const from = bot.sent.length
  await bot.press(margaret, desk, buttonOf(bot, 'Seen'))
  await bot.deliver()
  const seen = toAngel(bot, from, false).at(-1) ?? ''
  expect(seen.match(/Seen by Margaret/g)).toHaveLength(2)
  const clear = buttonsOf((await bot.say(tom, whanau, 'flags')) as never).find(
    ({ label }) => label === 'Clear it',
  )
  const form = formOf(await bot.press(tom, whanau, clear as never))
  await bot.submit(tom, whanau, form, { word: 'It was only rain' })
  await bot.deliver()
  expect(toAngel(bot, from, false).at(-1)).toMatch(
    /^Flags \(warning\): “The boiler leaks”, and 1 more.*“It was only rain”/s,
  )
  expect(toAngel(bot, from)).toEqual([])
})
