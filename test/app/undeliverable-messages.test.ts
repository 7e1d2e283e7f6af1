// Messages that cannot be delivered: the entrepreneurs hear of it once, and the roles say who cannot be reached.
import { expect, test } from 'vitest'
import type { SendResult } from '../../src/chat/adapter.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import { type TestBot, textOf } from '../support/bot-harness.ts'
import { aroha, directOf, lively, margaret, nextMorning, youth } from '../support/fixtures.ts'

const accountDeactivated: SendResult = { kind: 'failed', why: 'user_disabled: the account was deactivated.' }

const failureNotices = (bot: TestBot, from = 0) =>
  bot.sent.slice(from).filter(({ card }) => plainText(card).includes('couldn’t'))

test('an entrepreneur hears once that somebody cannot be reached, and why', async () => {
  const bot = await lively()
  const before = bot.sent.length
  await bot.bot.handlePlatformEvent({ kind: 'person-gone', user: margaret })
  await nextMorning(bot)
  const messages = failureNotices(bot, before)
  expect(messages.map(({ to }) => to)).toEqual([directOf(aroha)])
  expect(plainText(messages[0]?.card ?? { blocks: [] })).toContain('the account was deactivated.')
  expect(textOf(await bot.say(aroha, youth, 'roles'))).toContain('who I can’t reach')
  await bot.bot.handlePlatformEvent({ kind: 'person-gone', user: margaret })
  await nextMorning(bot)
  expect(failureNotices(bot, before)).toHaveLength(1)
})

test('somebody who does something counts as reachable again', async () => {
  const bot = await lively()
  await bot.bot.handlePlatformEvent({ kind: 'person-gone', user: margaret })
  await bot.say(margaret, directOf(margaret), 'lesson We are back')
  await bot.say(margaret, directOf(margaret), 'put a day of my time')
  expect(textOf(await bot.say(aroha, youth, 'roles'))).not.toContain('who I can’t reach')
})

test('the entrepreneurs hear once about a home in which nothing can be posted', async () => {
  const bot = await lively()
  const before = bot.sent.length
  const why = 'not_in_channel: the app is not in that channel; add it there.'
  for (const day of ['Wed', 'Thu']) {
    bot.fates.push({ kind: 'failed', why }, { kind: 'failed', why })
    await bot.say(aroha, youth, `meet ${day} 10:00 for an hour`)
    await bot.deliver()
  }
  const messages = failureNotices(bot, before)
  expect(messages.length).toBeGreaterThan(0)
  for (const { to, card } of messages) {
    expect(to.kind).toBe('direct')
    expect(plainText(card)).toContain('the app is not in that channel; add it there.')
  }
  const homes = new Set(messages.map(({ to }) => JSON.stringify(to)))
  expect(messages).toHaveLength(2 * homes.size)
})

test('the nominator hears that the platform refuses messages to the nominee', async () => {
  const bot = await lively()
  await nextMorning(bot)
  const before = bot.sent.length
  bot.fates.push(accountDeactivated)
  await bot.say(aroha, youth, 'role Ruth critical friend')
  await bot.deliver()
  const messages = failureNotices(bot, before)
  expect(messages.map(({ to }) => to)).toEqual([directOf(aroha)])
  expect(plainText(messages[0]?.card ?? { blocks: [] })).toContain('Ruth')
})
