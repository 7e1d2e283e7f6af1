// The pulse (“would you come to the next one?”) through the whole bot, and seen by somebody who reads all that is stored.
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import type { Button } from '../../../src/chat/card.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Pulse } from '../../../src/domain/core/terms.ts'
import { hour, minute } from '../../../src/domain/core/time.ts'
import { buttonsOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  expectUntraced,
  inboundCorrelations,
  storedRows,
  withNumberedCorrelations,
} from '../../support/databases/stored-rows.ts'
import { aroha, buttonOf, directOf, network, ruth, tom, whanau, youth } from '../../support/fixtures.ts'

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
  const buttons = await Promise.all(all.map(async ([who]) => (await askPulse(bot, who)).buttons))
  const replies: string[] = []
  for (const [index, [who, pulse]] of all.entries()) {
    const button = buttons[index]?.find(({ values }) => values.pulse === pulse)
    replies.push(textOf(await bot.press(who, directOf(who), button as Button)))
  }
  return replies
}

const lastCheckIn = (bot: TestBot) =>
  bot.sent.map(({ card }) => plainText(card)).findLast((text) => text.includes('The meeting was held')) ?? ''

test('who will see it and when is said before anybody answers', async () => {
  const { words, buttons } = await askPulse(await networkCheckingIn(), tom)
  expect(words).toContain('Nobody sees your answer')
  expect(words).toContain('the network’s channels see how many said what, if three or more answered')
  expect(buttons.map(({ label }) => label)).toEqual(expect.arrayContaining(['Yes', 'Not sure', 'No']))
})

test('three answers are counts in every home once the check-in closes, and nothing before', async () => {
  const bot = await networkCheckingIn()
  const replies = await answerPulse(bot, [
    [aroha, 'yes'],
    [tom, 'no'],
    [ruth, 'no'],
  ])
  expect(replies[1]).toContain('Your private answer: no.')
  await bot.deliver()
  expect(bot.sent.map(({ card }) => plainText(card)).join()).not.toContain('Would come')
  await bot.forward(25 * hour)
  expect(lastCheckIn(bot)).toContain('Would come to the next one: 1 yes, 0 not sure, 2 no.')
})

test('two answers are shown to nobody, and are nowhere afterwards', async () => {
  const bot = await networkCheckingIn()
  await answerPulse(bot, [
    [aroha, 'yes'],
    [tom, 'no'],
  ])
  await bot.forward(25 * hour)
  expect(lastCheckIn(bot)).toContain('The meeting was held')
  expect(lastCheckIn(bot)).not.toContain('Would come')
  expect(storedRows(bot).answers).toEqual([])
})

test('an answer that is given while another process closes the check-in is counted or refused', async () => {
  const bot = await networkCheckingIn()
  const other = await bot.openBeside()
  const { buttons } = await askPulse(bot, tom)
  await answerPulse(bot, [
    [aroha, 'yes'],
    [ruth, 'yes'],
  ])
  const no = buttons.find(({ values }) => values.pulse === 'no') as Button
  const [reply] = await Promise.all([bot.press(tom, whanau, no), other.forward(25 * hour)])
  await bot.forward(25 * hour)
  const isCounted = JSON.stringify(storedRows(bot).entries).includes('"no\\":1')
  expect(isCounted).toBe(textOf(reply).startsWith('Your private answer'))
})

test('nothing that is stored, logged or sent tells apart who of them said no, also not by order, time or id', async () => {
  const askedBot = await networkCheckingIn()
  for (const who of [tom, ruth]) await askPulse(askedBot, who)
  await askedBot.deliver()
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
  const outcomes = []
  for (const world of worlds) {
    const bot = await askedBot.copy()
    const { network: id = '', meeting = '' } = buttonOf(askedBot, 'I was there').values
    for (const [n, [who, pulse]] of world.entries()) {
      await bot.forward(n * minute)
      const values = { network: id, meeting, pulse }
      expect(textOf(await bot.press(who, directOf(who), { action: 'pulse', values }))).toContain(
        'Your private answer',
      )
    }
    await bot.deliver()
    expect(bot.sent).toEqual([])
    const answering = inboundCorrelations(bot)
    await bot.forward(25 * hour - world.reduce((sum, _, n) => sum + n * minute, 0))
    const sent = bot.sent.map(({ to, card }) => ({ to, text: plainText(card) }))
    expectUntraced(bot, answering)
    outcomes.push(withNumberedCorrelations({ rows: storedRows(bot), logged: bot.logged, sent }))
  }
  expect(JSON.stringify(outcomes[0]?.rows.entries)).toContain('{\\"yes\\":2,\\"not-sure\\":0,\\"no\\":1}')
  expect(outcomes[1]).toEqual(outcomes[0])
  expect(outcomes[2]).toEqual(outcomes[0])
})
