// Public holidays: messages that can wait are sent after them, and urgent ones at once.
import { expect, test } from 'vitest'
import { plainText } from '../../src/chat/fallback-text.ts'
import { day, hour } from '../../src/domain/core/time.ts'
import { createPublicHolidays } from '../../src/holidays/public-holidays.ts'
import { formOf, openTestBot, type TestBot, textOf } from '../support/bot-harness.ts'
import { directOf, margaret, network, tom, whanau } from '../support/fixtures.ts'

const auckland = (text: string) => Temporal.ZonedDateTime.from(`${text}[Pacific/Auckland]`).epochMilliseconds
/** Thursday 9 July 2026, 18:00. The Friday is Matariki, a public holiday. */
const eve = auckland('2026-07-09T18:00')

async function networkWithHolidays(now: number): Promise<TestBot> {
  const holidays = createPublicHolidays({
    log: { error: () => expect.unreachable('the holidays can be computed') },
  })
  return network('South Side', await openTestBot({ now, holidays }))
}

async function raiseFlag(severity: string, existing?: TestBot): Promise<TestBot> {
  const bot = existing ?? (await networkWithHolidays(eve))
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'flag The lease ends')), { severity })
  await bot.deliver()
  return bot
}

const deliveredFlags = (bot: TestBot) =>
  bot.sent.filter(
    ({ to, card }) =>
      JSON.stringify(to) === JSON.stringify(directOf(margaret)) && plainText(card).includes('The lease ends'),
  ).length

test('a warning from the evening before Matariki comes on Monday at nine', { timeout: 20_000 }, async () => {
  const bot = await raiseFlag('warning')
  expect(deliveredFlags(bot)).toBe(0)
  await bot.forward(3 * day + 14.9 * hour)
  expect(deliveredFlags(bot)).toBe(0)
  await bot.forward(0.2 * hour)
  expect(deliveredFlags(bot)).toBe(1)
})

test('an urgent flag comes at once, and again after two working days', { timeout: 20_000 }, async () => {
  const bot = await raiseFlag('urgent')
  expect(deliveredFlags(bot)).toBe(1)
  // Matariki and the weekend do not count, so the reminder comes on Tuesday at the same hour.
  await bot.forward(5 * day - hour / 2)
  expect(deliveredFlags(bot)).toBe(1)
  await bot.forward(hour)
  expect(deliveredFlags(bot)).toBe(2)
})

test('a person who chooses another region keeps its holidays, in all networks', {
  timeout: 20_000,
}, async () => {
  // This is a Friday. The Monday is Wellington’s anniversary day, and a working day in Auckland.
  const bot = await networkWithHolidays(auckland('2026-01-16T18:00'))
  const form = formOf(await bot.say(margaret, directOf(margaret), 'holidays Wellington'))
  expect(form.intro).toContain('nothing but urgent flags')
  const saved = await bot.submit(margaret, directOf(margaret), form, {})
  expect(textOf(saved)).toMatch(/^Saved: the public holidays of Wellington, New Zealand\./)
  await raiseFlag('warning', bot)
  await bot.forward(3 * day + 14.9 * hour)
  expect(deliveredFlags(bot)).toBe(0)
  await bot.forward(0.2 * hour)
  expect(deliveredFlags(bot)).toBe(1)
  const again = formOf(await bot.say(margaret, directOf(margaret), 'holidays'))
  expect(again.fields[0]?.initial).toBe('NZ-WGN')
  expect((await bot.submit(margaret, directOf(margaret), again, { region: 'XX' })).kind).toBe('form-errors')
  await bot.submit(margaret, directOf(margaret), again, { region: 'zone' })
  const back = formOf(await bot.say(margaret, directOf(margaret), 'holidays'))
  expect(back.fields[0]?.initial).toBe('zone')
})
