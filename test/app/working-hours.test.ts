// Public holidays: messages that can wait are sent after them, and urgent ones at once.
import { expect, test } from 'vitest'
import { plainText } from '../../src/chat/fallback-text.ts'
import { day, hour, minute } from '../../src/domain/core/time.ts'
import { createPublicHolidays } from '../../src/holidays/public-holidays.ts'
import { formOf, openTestBot, type TestBot, textOf } from '../support/bot-harness.ts'
import {
  aroha,
  directOf,
  margaret,
  network,
  olive,
  stalled,
  tom,
  whanau,
  youth,
} from '../support/fixtures.ts'
import { buttonsIn, buttonWithLabel } from '../support/reply-buttons.ts'

const auckland = (text: string) => Temporal.ZonedDateTime.from(`${text}[Pacific/Auckland]`).epochMilliseconds
/** Thursday 9 July 2026, 18:00. The Friday is Matariki, a public holiday. */
const eve = auckland('2026-07-09T18:00')

async function networkWithHolidays(now: number): Promise<TestBot> {
  const holidays = createPublicHolidays({
    log: { error: () => expect.unreachable('the holidays can be computed') },
  })
  // It starts at noon, so that nobody’s acceptance waits.
  const bot = await network('South Side', await openTestBot({ now: now - 6 * hour, holidays }))
  await bot.forward(6 * hour)
  return bot
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
  expect(form.intro).toContain('only about urgent flags')
  const saved = await bot.submit(margaret, directOf(margaret), form, {})
  expect(textOf(saved)).toMatch(/^I’ll go by the public holidays of Wellington, New Zealand\./)
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

const newPosts = (bot: TestBot, from: number) =>
  bot.sent
    .slice(from)
    .filter(({ replaces }) => replaces === undefined)
    .map(({ to, card }) => `${to.kind === 'direct' ? to.user : to.channel}: ${plainText(card)}`)

/** Friday 27 November 2026, 18:00, in a network that was started on the Tuesday before. */
async function fridayEvening(): Promise<TestBot> {
  const bot = await network()
  await bot.forward(3 * day + 8 * hour)
  return bot
}

test('a nomination, its answer, a call and a departure wait for the reader’s next working hour', async () => {
  const bot = await fridayEvening()
  const from = bot.sent.length
  await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'angel')), {}, { person: olive })
  await bot.say(tom, whanau, 'leave')
  const values = buttonsIn(await bot.say(margaret, directOf(margaret), 'table'))[0]?.values ?? {}
  const call = formOf(await bot.press(margaret, directOf(margaret), { action: 'call', values }))
  await bot.submit(margaret, directOf(margaret), call, { text: 'Ring me' })
  await bot.forward(2.6 * day)
  expect(newPosts(bot, from).filter((post) => /^(Olive|Aroha|Margaret):/.test(post))).toEqual([])
  await bot.forward(0.1 * day)
  const read = newPosts(bot, from)
  expect(read.filter((post) => post.startsWith('Olive: Will you be guardian angel'))).toHaveLength(1)
  expect(read.filter((post) => post.startsWith('Aroha:') && post.includes('Ring me'))).toHaveLength(1)
})

test('a nomination that was withdrawn before its hour is never sent', async () => {
  const bot = await fridayEvening()
  const from = bot.sent.length
  const form = formOf(await bot.say(aroha, youth, 'angel'))
  const asked = await bot.submit(aroha, youth, form, {}, { person: olive })
  await bot.press(aroha, youth, buttonWithLabel(asked, 'Undo'))
  await bot.forward(4 * day)
  expect(newPosts(bot, from).filter((post) => post.startsWith('Olive:'))).toEqual([])
})

test('a channel reads at once what somebody does, and on Monday what came by itself on Saturday', async () => {
  const bot = await network()
  for (let meeting = 0; meeting < 5; meeting += 1) {
    await bot.forward(2 * hour)
    await bot.say(aroha, youth, 'met 1 hour ago')
    await bot.forward(26 * hour)
  }
  // The sixth check-in closes on a Saturday afternoon.
  await bot.forward(5 * day - 5 * 4 * hour + 4 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  const from = bot.sent.length
  await bot.forward(2 * day)
  const stops = () => newPosts(bot, from).filter((post) => /^(youth|whanau): .* has stopped/.test(post))
  expect(stops()).toEqual([])
  await bot.forward(day)
  expect(stops()).toHaveLength(2)
})

test('the post about a stop keeps what it said, and its end is added', async () => {
  const bot = await stalled()
  const from = bot.sent.length
  await bot.say(tom, whanau, 'put $20,000 flexible')
  await bot.deliver()
  const changed = bot.sent
    .slice(from)
    .find(({ card }) => plainText(card).startsWith('South Side has stopped'))
  expect(changed?.replaces).toBeDefined()
  expect(plainText(changed?.card ?? { blocks: [] })).toMatch(/has stopped.*Moving again since/s)
})

test('the reminder of the Tuesday after Christmas comes on Christmas Eve', { timeout: 20_000 }, async () => {
  const bot = await networkWithHolidays(auckland('2026-12-21T18:00'))
  await bot.say(tom, whanau, 'meet 29 December 10:00 for an hour')
  await bot.deliver()
  const reminders = () => bot.sent.filter(({ card }) => plainText(card).startsWith('Next meeting'))
  expect(bot.sent.some(({ card }) => plainText(card).includes('29'))).toBe(true)
  await bot.forward(auckland('2026-12-24T09:59') - bot.now())
  expect(reminders()).toEqual([])
  await bot.forward(2 * minute)
  expect(reminders()).not.toEqual([])
  const told = reminders().length
  await bot.forward(auckland('2026-12-29T09:40') - bot.now())
  expect(reminders()).toHaveLength(told)
})
