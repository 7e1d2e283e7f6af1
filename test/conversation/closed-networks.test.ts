// A closed network: what it still offers, and who is told that it closes and reopens.
import { expect, test } from 'vitest'
import { plainText } from '../../src/chat/fallback-text.ts'
import { day } from '../../src/domain/core/time.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../support/bot-harness.ts'
import {
  aroha,
  closed,
  directOf,
  lively,
  margaret,
  nextMorning,
  tom,
  whanau,
  youth,
} from '../support/fixtures.ts'

const toMargaret = (bot: TestBot, from: number) =>
  bot.sent
    .slice(from)
    .flatMap(({ to, card }) => (to.kind === 'direct' && to.user === 'Margaret' ? [plainText(card)] : []))

test.each(['', 'table', 'meetings', 'lessons', 'flags', 'roles'])(
  'of a closed network “%s” shows no button that is refused',
  async (word) => {
    const bot = await closed()
    const reply = await bot.say(aroha, youth, word)
    for (const button of buttonsOf(reply as never)) {
      const pressed = textOf(await (await bot.copy()).press(aroha, youth, button))
      expect(pressed, button.label).not.toMatch(
        /is closed\. Its members|within 30 days of closing.\n\[Reopen\]$/,
      )
    }
  },
)

test('it can be reopened from its card for 30 days, and not offered after', async () => {
  const bot = await closed()
  expect(textOf(await bot.say(tom, whanau, ''))).toContain('[Reopen]')
  await bot.forward(31 * day)
  for (const word of ['', 'put a hall', 'table'])
    expect(textOf(await bot.say(tom, whanau, word))).not.toContain('[Reopen]')
  expect(textOf(await bot.say(tom, whanau, ''))).toContain('more than 30 days ago')
})

test('what is refused names the network', async () => {
  expect(textOf(await (await closed()).say(aroha, youth, 'put a hall'))).toMatch(/^South Side is closed\./)
})

test('angels hear by direct message that it closed and that it is open again; all read who reopened it', async () => {
  const bot = await lively()
  const begun = bot.sent.length
  const form = formOf(await bot.say(aroha, youth, 'close'))
  await bot.submit(aroha, youth, form, { did: 'We opened one door.' })
  await nextMorning(bot)
  expect(toMargaret(bot, begun).join()).toContain('South Side is closed')
  const again = bot.sent.length
  await bot.say(tom, whanau, 'reopen')
  await nextMorning(bot)
  expect(toMargaret(bot, again)).toEqual([
    expect.stringContaining('South Side is open again: Tom (Council) reopened it.'),
  ])
  expect(bot.sent.slice(again)).toHaveLength(3)
  expect(textOf(await bot.say(margaret, directOf(margaret), ''))).toContain('South Side')
})

test.each(['exposed', 'flag', 'blocker', 'limit', 'ask', 'bend'])(
  'what is typed after “%s” to a closed network comes back, with whom to tell',
  async (word) => {
    const bot = await closed()
    const from = bot.sent.length
    const reply = textOf(await bot.say(tom, whanau, `${word} A journalist rang my mum`))
    expect(reply).toMatch(
      /^South Side is closed\..*Nobody has been told what you wrote. If it can’t wait, tell Margaret yourself.*“A journalist rang my mum”.*\[Reopen\]/s,
    )
    await bot.deliver()
    expect(bot.sent.slice(from)).toEqual([])
  },
)
