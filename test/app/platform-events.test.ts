// Platform events: channels that get a new id or go, workspaces that remove the app, and people who go.
import { expect, test } from 'vitest'
import type { Channel } from '../../src/chat/address.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import { hour } from '../../src/domain/core/time.ts'
import { outboxCounts } from '../../src/store/outbox-queries.ts'
import { type TestBot, textOf } from '../support/bot-harness.ts'
import { aroha, buttonOf, directOf, network, tom, whanau, youth } from '../support/fixtures.ts'

const youthChannel = youth as Channel
const newChannel: Channel = { ...youthChannel, channel: 'youth-with-a-new-id' }

async function withOpenCheckIn(): Promise<TestBot> {
  const bot = await network()
  await bot.forward(2 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.deliver()
  return bot
}

const sentTo = (bot: TestBot, channel: Channel, from: number) =>
  bot.sent.slice(from).filter(({ to }) => to.kind === 'channel' && to.channel === channel.channel)

test('a channel with a new id stays a home: its posts are edited in place, and commands work there', async () => {
  const bot = await withOpenCheckIn()
  const before = bot.sent.length
  await bot.bot.handlePlatformEvent({ kind: 'channel-moved', from: youthChannel, to: newChannel })
  await bot.press(tom, whanau, buttonOf(bot, 'I was there'))
  await bot.deliver()
  const [update] = sentTo(bot, newChannel, before)
  expect(update?.replaces).toBeDefined()
  expect(sentTo(bot, youthChannel, before)).toEqual([])
  expect(textOf(await bot.say(aroha, newChannel, ''))).toContain('South Side')
  expect(textOf(await bot.say(aroha, youth, ''))).toContain('not in a network here')
})

test('messages that wait for the old id are sent to the new one', async () => {
  const bot = await withOpenCheckIn()
  await bot.say(aroha, youth, 'meet tomorrow 10:00 for an hour')
  const before = bot.sent.length
  await bot.bot.handlePlatformEvent({ kind: 'channel-moved', from: youthChannel, to: newChannel })
  await bot.deliver()
  expect(sentTo(bot, newChannel, before)).toHaveLength(1)
  expect((await outboxCounts(bot.db)).failed).toBe(0)
})

test('a channel that is gone is no home any more; the entrepreneur hears of it, and the other homes go on', async () => {
  const bot = await withOpenCheckIn()
  const before = bot.sent.length
  await bot.bot.handlePlatformEvent({ kind: 'channel-gone', channel: youthChannel })
  await bot.bot.handlePlatformEvent({ kind: 'channel-gone', channel: youthChannel })
  await bot.forward(25 * hour)
  expect(sentTo(bot, youthChannel, before)).toEqual([])
  expect(sentTo(bot, whanau as Channel, before).length).toBeGreaterThan(0)
  const notices = bot.sent.slice(before).filter(({ card }) => plainText(card).includes('has lost a channel'))
  expect(notices.map(({ to }) => to)).toEqual([directOf(aroha)])
  expect(textOf(await bot.say(aroha, directOf(aroha), ''))).toContain('South Side')
})

test('a workspace that removes the app loses its homes, and no other does', async () => {
  const bot = await withOpenCheckIn()
  await bot.bot.handlePlatformEvent({ kind: 'workspace-gone', platform: 'test', workspace: 'w1' })
  expect(textOf(await bot.say(aroha, youth, ''))).toContain('not in a network here')
  expect(textOf(await bot.say(tom, whanau, ''))).toContain('South Side')
})

test.each<Parameters<TestBot['bot']['handlePlatformEvent']>[0]>([
  { kind: 'channel-gone', channel: { ...youthChannel, channel: 'unknown' } },
  { kind: 'channel-moved', from: { ...youthChannel, channel: 'unknown' }, to: newChannel },
  { kind: 'workspace-gone', platform: 'test', workspace: 'unknown' },
  { kind: 'person-gone', user: { ...tom, user: 'unknown' } },
])('$kind about a channel, workspace or person that no network knows changes nothing', async (change) => {
  const bot = await withOpenCheckIn()
  const before = bot.sent.length
  await bot.bot.handlePlatformEvent(change)
  await bot.deliver()
  expect(bot.sent).toHaveLength(before)
  expect(textOf(await bot.say(tom, whanau, ''))).toContain('South Side')
})
