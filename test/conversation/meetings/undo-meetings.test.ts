// What is planned, moved, cancelled or recorded by mistake and undone at once leaves nothing in the channels.
import { expect, test } from 'vitest'
import type { Reply } from '../../../src/chat/adapter.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day, minute } from '../../../src/domain/core/time.ts'
import { buttonsOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, network, youth } from '../../support/fixtures.ts'

/** Presses a button of an answer, and returns what the channels then read, the post that it replaces among it. */
async function pressed(bot: TestBot, reply: Reply, label: string) {
  await bot.deliver()
  const before = bot.sent.length
  const button = buttonsOf(reply as never).find((one) => one.label === label)
  if (button === undefined) throw new Error(`There is no button “${label}”.`)
  const answer = await bot.press(aroha, youth, button)
  await bot.deliver()
  const sent = bot.sent.slice(before)
  return {
    text: textOf(answer),
    changed: sent.filter(({ replaces }) => replaces !== undefined).map(({ card }) => plainText(card)),
    added: sent.filter(({ replaces }) => replaces === undefined).map(({ card }) => plainText(card)),
  }
}

test.each(['Thu 2pm for an hour', 'every week Thursday 2pm for an hour'])(
  'a plan for “%s” that is undone leaves posts that say withdrawn, and nothing else',
  async (when) => {
    const bot = await network()
    for (let again = 0; again < 3; again += 1) {
      const { text, changed, added } = await pressed(bot, await bot.say(aroha, youth, `meet ${when}`), 'Undo')
      expect(text).toContain('Undone: that meeting is no longer planned.')
      expect(changed).toEqual(['Withdrawn.', 'Withdrawn.'])
      expect(added).toEqual([])
    }
    const before = bot.sent.length
    await bot.forward(7 * day)
    const later = bot.sent
      .slice(before)
      .map(({ card }) => plainText(card))
      .join('\n')
    expect(later).not.toContain('slip back')
    expect(later).not.toMatch(/Next meeting|Did you meet/)
    expect(textOf(await bot.say(aroha, youth, 'meetings'))).toContain('No meeting is planned.')
  },
)

test('a plan that is undone before it was sent is never sent', async () => {
  const bot = await network()
  await bot.deliver()
  const before = bot.sent.length
  const [undo] = buttonsOf((await bot.say(aroha, youth, 'meet Thu 2pm for an hour')) as never)
  await bot.press(aroha, youth, undo as never)
  await bot.deliver()
  expect(bot.sent.slice(before)).toEqual([])
})

test('a move that is undone is withdrawn, and the post has the old time again', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'meet Thu 2pm for an hour')
  await bot.deliver()
  const { text, changed, added } = await pressed(bot, await bot.say(aroha, youth, 'move Fri 10am'), 'Undo')
  expect(text).toMatch(/^Undone: the meeting is planned for Thu, 26 Nov 2026/)
  expect(added).toEqual([])
  expect(changed.filter((post) => post === 'Withdrawn.')).toHaveLength(2)
  expect(changed.filter((post) => /^Meeting planned\n.*Thu, 26 Nov/.test(post))).toHaveLength(2)
})

test('a series that is cancelled by mistake goes on', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'meet every week Thursday 2pm for an hour')
  await bot.forward(11 * minute)
  const list = await bot.say(aroha, youth, 'meetings')
  const all = buttonsOf(list as never).find(({ label }) => label === 'Cancel it and all that follow')
  const cancelled = await bot.press(aroha, youth, all as never)
  expect(textOf(cancelled)).toContain('It no longer repeats.')
  const { changed } = await pressed(bot, cancelled, 'Undo')
  expect(changed.filter((post) => post === 'Withdrawn.')).toHaveLength(2)
  expect(textOf(await bot.say(aroha, youth, 'meetings'))).toMatch(/Coming up: Thu, 26 Nov.*, then every week/)
})

test('after ten minutes a move stays, and a plan is cancelled so that everyone reads it', async () => {
  const bot = await network()
  const planned = await bot.say(aroha, youth, 'meet Thu 2pm for an hour')
  await bot.deliver()
  const moved = await bot.say(aroha, youth, 'move Fri 10am')
  await bot.forward(11 * minute)
  expect((await pressed(bot, moved, 'Undo')).text).toContain('Undo works for 10 minutes')
  const { added } = await pressed(bot, planned, 'Undo')
  expect(added).toHaveLength(2)
  expect(added[0]).toContain('has cancelled its meeting')
})

test('a recorded meeting that is undone leaves a post that says withdrawn', async () => {
  const bot = await network()
  await bot.forward(2 * 60 * minute)
  const { changed, added } = await pressed(bot, await bot.say(aroha, youth, 'met 1 hour ago'), 'Undo')
  expect(changed).toEqual(['Withdrawn.', 'Withdrawn.'])
  expect(added).toEqual([])
})
