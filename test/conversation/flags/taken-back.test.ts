// What was raised, named or stated is undone at once: from the confirmation, and as those to whom it went read it.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { minute } from '../../../src/domain/core/time.ts'
import { formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  directOf,
  margaret,
  network,
  nextMorning,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'
import { buttonWithLabel } from '../../support/reply-buttons.ts'

async function raisesFlag(bot: TestBot, severity: string) {
  const form = formOf(await bot.say(tom, whanau, 'flag The lease ends'))
  return bot.submit(tom, whanau, form, { severity, context: 'political' })
}

const lastText = (bot: TestBot) => plainText(bot.sent.at(-1)?.card ?? { blocks: [] })

test('an undone warning becomes one line where it was read, and nothing in any list', async () => {
  const bot = await network()
  const raised = await raisesFlag(bot, 'warning')
  await bot.deliver()
  expect(lastText(bot)).toContain('The lease ends')
  const undone = await bot.press(tom, whanau, buttonWithLabel(raised, 'Undo'))
  expect(textOf(undone)).toMatch(/^I’ve taken it back\./)
  await bot.deliver()
  expect(bot.sent.at(-1)?.replaces).toBeDefined()
  expect(lastText(bot)).toBe(
    'Tom (Council) took back the flag they had just raised in South Side. There’s nothing to do.',
  )
  expect(textOf(await bot.say(aroha, youth, 'flags'))).toContain('There are no flags just now.')
})

test('an undone warning that waits for the morning is not sent', async () => {
  const bot = await network()
  await nextMorning(bot)
  await bot.forward(12 * 60 * minute)
  await bot.deliver()
  const before = bot.sent.length
  await bot.press(tom, whanau, buttonWithLabel(await raisesFlag(bot, 'warning'), 'Undo'))
  await nextMorning(bot)
  await bot.deliver()
  const texts = bot.sent.slice(before).map(({ card }) => plainText(card))
  expect(texts.join('\n')).not.toMatch(/The lease ends|took back/)
})

test('an undone urgent flag keeps its words for those who read it, with its end', async () => {
  const bot = await network()
  const raised = await raisesFlag(bot, 'urgent')
  await bot.deliver()
  await bot.press(tom, whanau, buttonWithLabel(raised, 'Undo'))
  await bot.deliver()
  expect(lastText(bot)).toMatch(/^Taken back: Flag \(urgent\): “The lease ends”.*Tom \(Council\) took back/s)
  expect(lastText(bot)).not.toMatch(/\[Seen\]|Clear it/)
})

test('undo knows a flag, a blocker and a limit, and each is gone', async () => {
  const bot = await network()
  await bot.forward(11 * minute)
  await raisesFlag(bot, 'warning')
  const flag = await bot.say(tom, whanau, 'undo')
  expect(textOf(flag)).toContain('you raised the flag “The lease ends”')
  await bot.press(tom, whanau, buttonWithLabel(flag, 'Undo'))

  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'blocker Two logins')), { put: 'yes' })
  await bot.deliver()
  expect(lastText(bot)).toContain('Two logins')
  const blocker = await bot.say(tom, whanau, 'undo')
  expect(textOf(blocker)).toContain('Two logins')
  await bot.press(tom, whanau, buttonWithLabel(blocker, 'Undo'))
  await bot.deliver()
  expect(lastText(bot)).toContain('It was taken back, so there’s nothing to do.')
  expect(textOf(await bot.say(tom, whanau, 'undo'))).not.toContain('Two logins')

  const direct = directOf(margaret)
  await bot.submit(margaret, direct, formOf(await bot.say(margaret, direct, 'limit Share no names')), {})
  await bot.deliver()
  expect(lastText(bot)).toContain('Share no names')
  const limit = await bot.say(margaret, direct, 'undo')
  expect(textOf(limit)).toContain('you stated the hard limit “Share no names”')
  await bot.press(margaret, direct, buttonWithLabel(limit, 'Undo'))
  await bot.deliver()
  expect(lastText(bot)).toMatch(/^A hard limit of South Side, just stated, was taken back/)
})

test('what another member raised cannot be undone with a forged button', async () => {
  const bot = await network()
  const raised = await raisesFlag(bot, 'urgent')
  const reply = await bot.press(aroha, youth, buttonWithLabel(raised, 'Undo'))
  expect(textOf(reply)).toContain('I can’t find that flag here')
})
