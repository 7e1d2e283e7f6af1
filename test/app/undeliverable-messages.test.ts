// What cannot be delivered: the entrepreneurs hear of it once, and roles say who cannot be reached.
import { expect, test } from 'vitest'
import type { SendResult } from '../../src/chat/adapter.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import { type TestBot, textOf } from '../support/bot-harness.ts'
import { aroha, directOf, lively, margaret, youth } from '../support/fixtures.ts'

const refused: SendResult = { kind: 'failed', why: 'user_disabled: the account was deactivated.' }

const told = (room: TestBot, from = 0) =>
  room.sent.slice(from).filter(({ card }) => plainText(card).includes('could not'))

test('an entrepreneur hears once that somebody cannot be reached, and why', async () => {
  const room = await lively()
  const before = room.sent.length
  await room.bot.handlePlatformEvent({ kind: 'person-gone', user: margaret })
  await room.deliver()
  const messages = told(room, before)
  expect(messages.map(({ to }) => to)).toEqual([directOf(aroha)])
  expect(plainText(messages[0]?.card ?? { blocks: [] })).toContain('the account was deactivated.')
  expect(textOf(await room.say(aroha, youth, 'roles'))).toContain('whom I cannot reach')
  await room.bot.handlePlatformEvent({ kind: 'person-gone', user: margaret })
  await room.deliver()
  expect(told(room, before)).toHaveLength(1)
})

test('whoever does something is there again', async () => {
  const room = await lively()
  await room.bot.handlePlatformEvent({ kind: 'person-gone', user: margaret })
  await room.say(margaret, directOf(margaret), 'lesson We are back')
  await room.say(margaret, directOf(margaret), 'put a day of my time')
  expect(textOf(await room.say(aroha, youth, 'roles'))).not.toContain('whom I cannot reach')
})

test('a home in which nothing can be posted is told of once', async () => {
  const room = await lively()
  const before = room.sent.length
  const why = 'not_in_channel: the app is not in that channel; add it there.'
  for (const day of [2, 3]) {
    room.fates.push({ kind: 'failed', why }, { kind: 'failed', why })
    await room.say(aroha, youth, `meet in ${day} days 10:00`)
    await room.deliver()
  }
  const messages = told(room, before)
  expect(messages.length).toBeGreaterThan(0)
  for (const { to, card } of messages) {
    expect(to.kind).toBe('direct')
    expect(plainText(card)).toContain('the app is not in that channel; add it there.')
  }
  const homes = new Set(messages.map(({ to }) => JSON.stringify(to)))
  expect(messages).toHaveLength(2 * homes.size)
})

test('a message to a person that the platform refuses marks that person', async () => {
  const room = await lively()
  const before = room.sent.length
  room.fates.push(refused)
  await room.say(aroha, youth, 'role Ruth critical friend')
  await room.deliver()
  const messages = told(room, before)
  expect(messages.map(({ to }) => to)).toEqual([directOf(aroha)])
  expect(plainText(messages[0]?.card ?? { blocks: [] })).toContain('Ruth')
})
