// The pulse (“would you come to the next one?”) through the whole bot, and seen by somebody who reads all that is stored.
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import type { Button } from '../../../src/chat/card.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Pulse } from '../../../src/domain/core/terms.ts'
import { buttonsOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, buttonOf, directOf, network, ruth, tom, whanau, youth } from '../../support/fixtures.ts'

const hour = 3_600_000

/** A network with an open check-in; the bot asks everybody who presses "I was there". */
async function networkCheckingIn(): Promise<TestBot> {
  const bot = await network()
  await bot.forward(2 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.deliver()
  return bot
}

async function askPulse(bot: TestBot, who: Profile): Promise<{ words: string; buttons: readonly Button[] }> {
  const reply = await bot.press(who, directOf(who), buttonOf(bot, 'I was there'))
  return { words: textOf(reply), buttons: buttonsOf(reply as never) }
}

async function answerPulse(bot: TestBot, all: readonly (readonly [Profile, Pulse])[]): Promise<string[]> {
  const asked = await Promise.all(all.map(async ([who]) => (await askPulse(bot, who)).buttons))
  const replies: string[] = []
  for (const [index, [who, pulse]] of all.entries()) {
    const button = asked[index]?.find(({ values }) => values.pulse === pulse)
    replies.push(textOf(await bot.press(who, directOf(who), button as Button)))
  }
  return replies
}

const lastCheckIn = (bot: TestBot) =>
  bot.sent.map(({ card }) => plainText(card)).findLast((text) => text.includes('The meeting was held')) ?? ''

test('who will see it and when is said before anybody answers', async () => {
  const { words, buttons } = await askPulse(await networkCheckingIn(), tom)
  expect(words).toContain('Nobody sees your answer')
  expect(words).toContain('every home reads how many said what if three or more answered')
  expect(buttons.map(({ label }) => label)).toEqual(expect.arrayContaining(['Yes', 'Not sure', 'No']))
})

test('three answers are counts in every home once the check-in closes, and nothing before', async () => {
  const bot = await networkCheckingIn()
  const replies = await answerPulse(bot, [
    [aroha, 'yes'],
    [tom, 'no'],
    [ruth, 'no'],
  ])
  expect(replies[1]).toContain('Noted privately: no.')
  await bot.deliver()
  expect(bot.sent.map(({ card }) => plainText(card)).join()).not.toContain('Would come')
  await bot.forward(25 * hour)
  expect(lastCheckIn(bot)).toContain('Would come to the next one: 1 yes, 0 not sure, 2 no.')
})

test('two answers are not told, and are nowhere afterwards', async () => {
  const bot = await networkCheckingIn()
  await answerPulse(bot, [
    [aroha, 'yes'],
    [tom, 'no'],
  ])
  await bot.forward(25 * hour)
  expect(lastCheckIn(bot)).toContain('The meeting was held')
  expect(lastCheckIn(bot)).not.toContain('Would come')
  expect((await everythingStored(bot)).answers).toEqual([])
})

test('an answer that is given while another process closes the check-in is counted or refused', async () => {
  const bot = await networkCheckingIn()
  const other = await bot.beside()
  const { buttons } = await askPulse(bot, tom)
  await answerPulse(bot, [
    [aroha, 'yes'],
    [ruth, 'yes'],
  ])
  const no = buttons.find(({ values }) => values.pulse === 'no') as Button
  const [reply] = await Promise.all([bot.press(tom, whanau, no), other.forward(25 * hour)])
  await bot.forward(25 * hour)
  const isCounted = JSON.stringify((await everythingStored(bot)).entries).includes('"no\\":1')
  expect(isCounted).toBe(textOf(reply).startsWith('Noted privately'))
})

/** All rows of all tables but the ids of inbound events and the migrations. */
async function everythingStored(bot: TestBot): Promise<Record<string, unknown[]>> {
  const file = bot.file
  const handle = new Sqlite(file, { readonly: true })
  const tables = handle
    .prepare(`select name from sqlite_master where type = 'table'`)
    .pluck()
    .all() as string[]
  const rows = tables
    .filter((name) => !name.startsWith('sqlite_') && name !== 'processed' && name !== 'migrations')
    .map((name) => [name, handle.prepare(`select * from "${name}"`).all()])
  handle.close()
  return Object.fromEntries(rows)
}

test('nothing that is kept, logged or sent tells apart who of them said no, also not by order, time or id', async () => {
  const asked = await networkCheckingIn()
  for (const who of [tom, ruth]) await askPulse(asked, who)
  await asked.deliver()
  const worlds: readonly (readonly (readonly [Profile, Pulse])[])[] = [
    [
      [aroha, 'yes'],
      [tom, 'no'],
      [ruth, 'yes'],
    ],
    [
      [ruth, 'no'],
      [tom, 'yes'],
      [aroha, 'yes'],
    ],
    [
      [tom, 'no'],
      [ruth, 'no'],
      [aroha, 'no'],
      [tom, 'yes'],
      [ruth, 'yes'],
    ],
  ]
  const ends = []
  for (const world of worlds) {
    const bot = await asked.copy()
    const { network: id = '', meeting = '' } = buttonOf(asked, 'I was there').values
    for (const [n, [who, pulse]] of world.entries()) {
      await bot.forward(n * 60_000)
      const values = { network: id, meeting, pulse }
      expect(textOf(await bot.press(who, directOf(who), { action: 'pulse', values }))).toContain('Noted')
    }
    await bot.deliver()
    expect(bot.sent).toEqual([])
    await bot.forward(25 * hour - world.reduce((sum, _, n) => sum + n * 60_000, 0))
    const sent = bot.sent.map(({ to, card }) => ({ to, text: plainText(card) }))
    ends.push({ kept: await everythingStored(bot), logged: bot.logged, sent })
  }
  expect(JSON.stringify(ends[0]?.kept.entries)).toContain('{\\"yes\\":2,\\"not-sure\\":0,\\"no\\":1}')
  expect(ends[1]).toEqual(ends[0])
  expect(ends[2]).toEqual(ends[0])
})
