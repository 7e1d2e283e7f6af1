// The privacy of answers in rounds of reflection: what a nameless or a destroyed answer leaves behind.
import { readFile } from 'node:fs/promises'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day, minute } from '../../../src/domain/core/time.ts'
import { formOf, textOf } from '../../support/bot-harness.ts'
import {
  expectUntraced,
  inboundCorrelations,
  storedRows,
  withNumberedCorrelations,
} from '../../support/databases/stored-rows.ts'
import {
  aroha,
  buttonOf,
  directOf,
  margaret,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'
import { buttonWithLabel } from '../../support/reply-buttons.ts'
import { answer, answerForm, crossedNetwork, nameless, textsTo, withName } from './reflection-setup.ts'

test('three nameless answers are shown in every home in the order of the alphabet, without any name', async () => {
  const bot = await crossedNetwork()
  for (const [who, words] of [
    [tom, 'b: the rain'],
    [aroha, 'c: the queue'],
    [ruth, 'a: the rent'],
  ] as const)
    await answer(bot, who, nameless(words))
  await bot.forward(8 * day)
  const read = textsTo(bot, 'youth').findLast((one) => one.includes('looking back')) ?? ''
  expect(read).toMatch(/a: the rent.*b: the rain.*c: the queue/s)
  expect(read).not.toMatch(/Tom|Aroha|Ruth/)
})

test('two nameless answers are shown to nobody; only their authors hear of it', async () => {
  const bot = await crossedNetwork()
  await answer(bot, tom, nameless('A secret'))
  await answer(bot, ruth, nameless('A hidden thing'))
  const from = bot.sent.length
  await bot.forward(8 * day)
  const notices = bot.sent.slice(from).filter(({ card }) => plainText(card).includes('has been destroyed'))
  expect(notices.map(({ to: place }) => place.kind === 'direct' && place.user).sort()).toEqual([
    'Ruth',
    'Tom',
  ])
  expect(JSON.stringify(bot.sent.slice(from))).not.toMatch(/A secret|A hidden thing/)
  expect(textsTo(bot, 'youth', from).join()).toContain('None of the answers can be shown.')
  expect(JSON.stringify(storedRows(bot))).not.toMatch(/A secret|A hidden thing/)
})

test('the answers of a member who leaves are destroyed', async () => {
  const bot = await crossedNetwork()
  await answer(bot, tom, withName('The queue'))
  const leave = await bot.say(tom, whanau, 'leave')
  expect(textOf(leave)).toContain('your private answers in rounds that are still open will be destroyed.')
  await bot.press(tom, whanau, buttonWithLabel(leave, 'Leave the network'))
  expect(storedRows(bot).answers).toEqual([])
  await bot.forward(8 * day)
  expect(JSON.stringify(storedRows(bot))).not.toContain('The queue')
})

test('nobody outside the network reads or answers a round', async () => {
  const bot = await crossedNetwork()
  const answerButton = buttonOf(bot, 'Answer')
  const form = await answerForm(bot, tom)
  const outside = await bot.press(olive, youth, {
    action: 'reflect',
    values: { network: 'none', round: 'x' },
  })
  expect(await bot.press(olive, youth, answerButton)).toEqual(outside)
  expect(await bot.submit(olive, youth, form, withName('Mine'))).toEqual(outside)
  expect(storedRows(bot).answers).toEqual([])
  const angelReply = textOf(await bot.press(margaret, directOf(margaret), answerButton))
  expect(angelReply).toContain('Only members of the network are asked this')
})

test('no byte of a destroyed answer stays in the database file', async () => {
  const bot = await crossedNetwork()
  const secret = 'the manager who shouted'
  await answer(bot, tom, nameless(`${secret} ${'and what came of it '.repeat(90)}`))
  const bytes = async () => {
    const handle = new Sqlite(bot.file)
    handle.pragma('wal_checkpoint(TRUNCATE)')
    handle.close()
    return readFile(bot.file, 'latin1')
  }
  expect(await bytes()).toContain(secret)
  await bot.forward(8 * day)
  expect(await bytes()).not.toContain(secret)
})

test.each([
  ['are sent', []],
  ['may have been lost', Array(5).fill({ kind: 'unknown', why: 'reset' })],
  ['fail', Array(5).fill({ kind: 'failed', why: 'account_inactive' })],
] as const)(
  'nothing stored, logged, sent, exported or told in the story shows who wrote which nameless answer, where messages %s',
  async (_, fates) => {
    const askedBot = await crossedNetwork()
    const { network: id = '', round = '' } = buttonOf(askedBot, 'Answer').values
    const worlds: readonly (readonly (readonly [Profile, string])[])[] = [
      [
        [aroha, 'the rain'],
        [tom, 'the queue'],
        [ruth, 'the rent'],
      ],
      [
        [ruth, 'the queue'],
        [aroha, 'the rent'],
        [tom, 'the rain'],
      ],
      [
        [tom, 'something else'],
        [tom, 'the rent'],
        [ruth, 'the rain'],
        [aroha, 'the queue'],
      ],
    ]
    const outcomes = []
    for (const world of worlds) {
      const bot = await askedBot.copy()
      for (const [n, [who, text]] of world.entries()) {
        await bot.forward(n * minute)
        const form = formOf(
          await bot.press(who, directOf(who), { action: 'reflect', values: { network: id, round } }),
        )
        expect(textOf(await bot.submit(who, directOf(who), form, nameless(text)))).toContain(
          'in private. You can change them',
        )
      }
      await bot.deliver()
      expect(bot.sent).toEqual([])
      const answering = inboundCorrelations(bot)
      bot.fates.push(...fates)
      await bot.forward(8 * day - world.reduce((sum, _, n) => sum + n * minute, 0))
      bot.fates.length = 0
      await bot.say(tom, whanau, 'story')
      await bot.say(tom, whanau, 'export')
      await bot.deliver()
      const sent = bot.sent.map(({ to: place, card, files }) => ({
        place,
        text: plainText(card),
        files: files?.map(({ bytes }) => Buffer.from(bytes).toString()),
      }))
      expectUntraced(bot, answering)
      outcomes.push(withNumberedCorrelations({ rows: storedRows(bot), logged: bot.logged, sent }))
    }
    expect(JSON.stringify(outcomes[0]?.sent)).toMatch(/the queue.*the rain.*the rent/)
    expect(JSON.stringify(outcomes.map(({ logged }) => logged))).not.toMatch(/the (queue|rain|rent)/)
    expect(JSON.stringify(outcomes[0]?.rows)).not.toContain('something else')
    expect(outcomes[1]).toEqual(outcomes[0])
    expect(outcomes[2]).toEqual(outcomes[0])
  },
)
