// Settings of a network: their ranges, and who learns of a change.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { hour } from '../../../src/domain/core/time.ts'
import { formOf, type TestBot } from '../../support/bot-harness.ts'
import { aroha, network, youth } from '../../support/fixtures.ts'

/** A network with that many meetings at which nothing was put on the table. */
async function networkWithEmptyMeetings(count: number): Promise<TestBot> {
  const bot = await network()
  for (let meeting = 0; meeting < count; meeting += 1) {
    await bot.forward(2 * hour)
    await bot.say(aroha, youth, 'met 1 hour ago')
    await bot.forward(26 * hour)
  }
  return bot
}

test.each([
  [0, 'rom 2 to 24'],
  [1, 'rom 2 to 24'],
  [4, 'rom 5 to 24, since 4 meetings have had nothing on the table'],
  [6, 'rom 7 to 24, since 6 meetings have had nothing on the table'],
])('after %i meetings the hint and the error of the limit say the same', async (count, range) => {
  const bot = await networkWithEmptyMeetings(count)
  const form = formOf(await bot.say(aroha, youth, 'settings'))
  expect(form.fields.find(({ name }) => name === 'limit')?.hint).toBe(`F${range}`)
  const reply = await bot.submit(aroha, youth, form, { limit: '1' })
  expect(reply).toMatchObject({ kind: 'form-errors', errors: { limit: `Enter a whole number f${range}.` } })
})

test('every home reads one line about a change of the limit, the weeks or the rule, and none about other changes', async () => {
  const bot = await network()
  const change = async (fields: Record<string, string>) => {
    const before = bot.sent.length
    await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'settings')), fields)
    await bot.deliver()
    return bot.sent.slice(before).map(({ card }) => plainText(card))
  }
  const line =
    'Aroha (Health) changed the settings of South Side: the limit is 5 meetings with nothing on the table (it was 6) and the limit in weeks is 9.'
  expect(await change({ limit: '5', weeks: '9' })).toEqual([line, line])
  expect(await change({ checkInHours: '48' })).toEqual([])
  expect(await change({ rule: 'off' })).toHaveLength(2)
})
