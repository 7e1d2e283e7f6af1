// How many posts a meeting makes in a channel: its reminder and its check-in, and what belongs in their threads.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { hour } from '../../../src/domain/core/time.ts'
import { aroha, network, youth } from '../../support/fixtures.ts'

test('each meeting of a series makes two posts in a channel; what else there is goes into a thread', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'put a hall')
  await bot.say(aroha, youth, 'meet every week Thursday 10:00 for an hour')
  for (let hours = 0; hours < 7 * 24; hours += 1) await bot.forward(hour)
  const before = bot.sent.length
  for (let hours = 0; hours < 14 * 24; hours += 1) await bot.forward(hour)
  const inYouth = bot.sent
    .slice(before)
    .filter(({ to }) => to.kind === 'channel' && to.channel === 'youth')
    .filter(({ card }) => /meeting|meet\?/i.test(plainText(card)))
  const posts = inYouth.filter(({ replaces, under }) => replaces === undefined && under === undefined)
  expect(posts.map(({ card }) => plainText(card).split('\n')[0])).toEqual([
    'Next meeting',
    'Did you meet? What’s on the table?',
    'Next meeting',
    'Did you meet? What’s on the table?',
  ])
  const inThreads = inYouth.filter(({ under }) => under !== undefined)
  expect(inThreads.map(({ card }) => plainText(card).split('\n')[0])).toEqual([
    'Meeting soon',
    'Meeting soon',
  ])
})

test('the reminder of a Monday comes on the Friday before, at the same hour', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'meet Mon 10:00 for an hour')
  const reminders: string[] = []
  for (let hours = 0; hours < 7 * 24; hours += 1) {
    const before = bot.sent.length
    await bot.forward(hour)
    const sent = bot.sent.slice(before).map(({ card }) => plainText(card))
    const local = Temporal.Instant.fromEpochMilliseconds(bot.now()).toZonedDateTimeISO('Pacific/Auckland')
    if (sent.some((text) => text.startsWith('Next meeting')))
      reminders.push(`${local.dayOfWeek} ${local.hour}`)
  }
  expect(reminders).toEqual(['5 10'])
})
