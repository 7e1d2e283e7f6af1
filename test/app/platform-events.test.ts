// Channels that move or go, and workspaces that remove the app: networks follow, and nothing is sent where nobody is.
import { expect, test } from 'vitest'
import type { Channel } from '../../src/chat/address.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import { outboxCounts } from '../../src/store/outbox-queries.ts'
import { type TestBot, textOf } from '../support/bot-harness.ts'
import { aroha, buttonOf, directOf, network, tom, whanau, youth } from '../support/fixtures.ts'

const youthChannel = youth as Channel
const moved: Channel = { ...youthChannel, channel: 'youth-with-a-new-id' }
const hour = 3_600_000

async function withOpenCheckIn(): Promise<TestBot> {
  const room = await network()
  await room.forward(2 * hour)
  await room.say(aroha, youth, 'met 1 hour ago')
  await room.deliver()
  return room
}

const sentTo = (room: TestBot, channel: Channel, from: number) =>
  room.sent.slice(from).filter(({ to }) => to.kind === 'channel' && to.channel === channel.channel)

test('a channel with a new id stays a home: its posts are changed in place, and people go on there', async () => {
  const room = await withOpenCheckIn()
  const before = room.sent.length
  await room.bot.handlePlatformEvent({ kind: 'channel-moved', from: youthChannel, to: moved })
  await room.press(tom, whanau, buttonOf(room, 'I was there'))
  await room.deliver()
  const [update] = sentTo(room, moved, before)
  expect(update?.replaces).toBeDefined()
  expect(sentTo(room, youthChannel, before)).toEqual([])
  expect(textOf(await room.say(aroha, moved, ''))).toContain('South Side')
  expect(textOf(await room.say(aroha, youth, ''))).toContain('no network of yours here')
})

test('what waited for the old id leaves for the new one', async () => {
  const room = await withOpenCheckIn()
  await room.say(aroha, youth, 'meet tomorrow 10:00')
  const before = room.sent.length
  await room.bot.handlePlatformEvent({ kind: 'channel-moved', from: youthChannel, to: moved })
  await room.deliver()
  expect(sentTo(room, moved, before)).toHaveLength(1)
  expect((await outboxCounts(room.db)).failed).toBe(0)
})

test('a channel that is gone is a home no more; the entrepreneur hears it, and the other homes go on', async () => {
  const room = await withOpenCheckIn()
  const before = room.sent.length
  await room.bot.handlePlatformEvent({ kind: 'channel-gone', channel: youthChannel })
  await room.bot.handlePlatformEvent({ kind: 'channel-gone', channel: youthChannel })
  await room.forward(25 * hour)
  expect(sentTo(room, youthChannel, before)).toEqual([])
  expect(sentTo(room, whanau as Channel, before).length).toBeGreaterThan(0)
  const told = room.sent.slice(before).filter(({ card }) => plainText(card).includes('has lost a channel'))
  expect(told.map(({ to }) => to)).toEqual([directOf(aroha)])
  expect(textOf(await room.say(aroha, directOf(aroha), ''))).toContain('South Side')
})

test('a workspace that removes the app loses its homes, and no other does', async () => {
  const room = await withOpenCheckIn()
  await room.bot.handlePlatformEvent({ kind: 'workspace-gone', platform: 'test', workspace: 'w1' })
  expect(textOf(await room.say(aroha, youth, ''))).toContain('no network of yours here')
  expect(textOf(await room.say(tom, whanau, ''))).toContain('South Side')
})

test.each<Parameters<TestBot['bot']['handlePlatformEvent']>[0]>([
  { kind: 'channel-gone', channel: { ...youthChannel, channel: 'unknown' } },
  { kind: 'channel-moved', from: { ...youthChannel, channel: 'unknown' }, to: moved },
  { kind: 'workspace-gone', platform: 'test', workspace: 'unknown' },
  { kind: 'person-gone', user: { ...tom, user: 'unknown' } },
])('of $kind elsewhere nothing follows', async (change) => {
  const room = await withOpenCheckIn()
  const before = room.sent.length
  await room.bot.handlePlatformEvent(change)
  await room.deliver()
  expect(room.sent).toHaveLength(before)
  expect(textOf(await room.say(tom, whanau, ''))).toContain('South Side')
})
