// What a check-in shows once it has closed.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { formOf, type TestBot } from '../../support/bot-harness.ts'
import { aroha, buttonOf, network, tom, whanau, youth } from '../../support/fixtures.ts'

/** The check-in of a meeting, as the channels show it after it has closed. */
async function closedCheckIn(bot: TestBot, put?: string): Promise<string> {
  await bot.forward(2 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.deliver()
  const there = buttonOf(bot, 'I was there')
  await bot.press(aroha, youth, there)
  await bot.press(tom, whanau, there)
  if (put !== undefined) {
    const form = formOf(await bot.press(aroha, youth, buttonOf(bot, 'Put something on the table')))
    await bot.submit(aroha, youth, form, { what: put })
  }
  await bot.forward(day + hour)
  const results = bot.sent.map(({ card }) => plainText(card))
  return results.findLast((text) => text.startsWith('The meeting was held')) ?? ''
}

test('a closed check-in lists all that stands on the table, and marks what was put at the meeting', async () => {
  const bot = await network()
  await bot.say(tom, whanau, 'put a hall')
  await bot.say(tom, whanau, 'put a van')
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'withdraw van')), {})
  const result = await closedCheckIn(bot, 'a minibus')
  expect(result).toContain('Aroha (Health) and Tom (Council) came, from 2 agencies.')
  expect(result).toMatch(/On the table:\n.*New: a minibus from Health .*\n.*(?<!New: )a hall from Council/)
  expect(result).toContain('2 resources are on the table, so I’m not counting meetings.')
  expect(result).not.toContain('a van')
})

test('a closed check-in lists five things and counts the others', async () => {
  const bot = await network()
  for (let hundreds = 1; hundreds <= 7; hundreds += 1)
    await bot.say(tom, whanau, `put $${hundreds}00 flexible`)
  const result = await closedCheckIn(bot, 'a minibus')
  expect(result.match(/ from (?:Council|Health) \(/g)).toHaveLength(5)
  expect(result).toContain('New: a minibus from Health')
  expect(result).toContain('and 3 more')
})

test('a closed check-in says once that nothing is on the table', async () => {
  const result = await closedCheckIn(await network())
  expect(result).toContain('Meeting 1 of 6 with nothing on the table yet.')
  expect(result.match(/on the table/g)).toHaveLength(1)
})
