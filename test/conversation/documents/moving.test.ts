// The export for moving: an entrepreneur asks, a guardian angel consents, and only then all data comes, to nobody else.
import { expect, test } from 'vitest'
import type { Reply } from '../../../src/chat/adapter.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { parseExport } from '../../../src/export/parse-export.ts'
import { buttonsOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, directOf, margaret, network, tom, whanau, youth } from '../../support/fixtures.ts'

function buttonIn(reply: Reply, label: string) {
  const found = buttonsOf(reply as never).find((one) => one.label === label)
  if (found === undefined) throw new Error(`No button “${label}”: ${textOf(reply)}`)
  return found
}

const filesTo = (bot: TestBot, user: string) =>
  bot.sent.flatMap(({ to, files = [] }) => (to.kind === 'direct' && to.user === user ? files : []))

const messagesTo = (bot: TestBot, user: string) =>
  bot.sent.filter(({ to }) => to.kind === 'direct' && to.user === user)

/** Aroha has asked, and Margaret has the message. */
async function asked(): Promise<TestBot> {
  const bot = await network()
  const record = await bot.say(aroha, youth, 'export')
  await bot.deliver()
  bot.sent.length = 0
  const about = await bot.press(aroha, youth, buttonIn(record, 'Move the network elsewhere'))
  expect(textOf(about)).toContain('who declined a role')
  const waiting = await bot.press(aroha, youth, buttonIn(about, 'Ask for consent'))
  expect(textOf(waiting)).toContain('Your request goes to Margaret')
  await bot.forward(day)
  return bot
}

async function decide(bot: TestBot, label: string): Promise<Reply> {
  const message = messagesTo(bot, 'Margaret').at(-1)
  if (message === undefined) throw new Error('Margaret has no message.')
  expect(plainText(message.card)).toMatch(/^Aroha \(Health\) asks for all the data of South Side/)
  const reply = await bot.press(margaret, directOf(margaret), buttonIn(message as never, label))
  await bot.forward(hour)
  return reply
}

test('nothing comes before an angel has consented, and then all data comes to the entrepreneur alone', async () => {
  const bot = await asked()
  expect(bot.sent.flatMap(({ files = [] }) => files)).toEqual([])
  await decide(bot, 'Agree')
  const files = bot.sent.flatMap(({ files: some = [] }) => some)
  expect(files).toEqual(filesTo(bot, 'Aroha'))
  expect(files.map(({ name }) => name)).toEqual(['south-side-to-move.json'])
  expect(parseExport(Buffer.from(files[0]?.bytes ?? []).toString()).kind).toBe('read')
})

test('an angel who does not agree is told of by name, and no data comes', async () => {
  const bot = await asked()
  await decide(bot, 'Not now')
  expect(bot.sent.flatMap(({ files = [] }) => files)).toEqual([])
  expect(
    messagesTo(bot, 'Aroha')
      .map(({ card }) => plainText(card))
      .join(),
  ).toMatch(/Margaret.* didn’t agree/)
})

test('other members are not offered it, are refused, and cannot use the consent of somebody else', async () => {
  const bot = await asked()
  await decide(bot, 'Agree')
  const record = await bot.say(tom, whanau, 'export')
  expect(buttonsOf(record as never)).toEqual([])
  const { values } = buttonIn(await bot.say(aroha, youth, 'export'), 'Move the network elsewhere')
  expect(textOf(await bot.press(tom, whanau, { action: 'move-network', values }))).toContain(
    'public entrepreneur',
  )
  await bot.deliver()
  expect(filesTo(bot, 'Tom').filter(({ name }) => name.includes('to-move'))).toEqual([])
})

test('the data can be sent again for a week, and then takes a new consent', async () => {
  const bot = await asked()
  await decide(bot, 'Agree')
  const again = async () => {
    const record = await bot.say(aroha, youth, 'export')
    return textOf(await bot.press(aroha, youth, buttonIn(record, 'Move the network elsewhere')))
  }
  expect(await again()).toContain('I’ll send all the data of South Side')
  await bot.deliver()
  expect(filesTo(bot, 'Aroha').filter(({ name }) => name.includes('to-move'))).toHaveLength(2)
  await bot.forward(8 * day)
  expect(await again()).toContain('need all of its data, and a guardian angel’s consent')
})

test('an entrepreneur who gave the role up before it was sent gets nothing', async () => {
  const bot = await asked()
  const message = messagesTo(bot, 'Margaret').at(-1)
  await bot.press(margaret, directOf(margaret), buttonIn(message as never, 'Agree'))
  const [stepDown] = buttonsOf((await bot.say(aroha, youth, 'step down')) as never)
  const { action, values } = stepDown ?? { action: '', values: {} }
  const reply = await bot.press(aroha, youth, { action, values: { ...values, sure: 'yes' } })
  expect(textOf(reply)).toContain('You’re no longer public entrepreneur')
  await bot.deliver()
  expect(filesTo(bot, 'Aroha')).toEqual([])
})

test('without an angel it says whom to ask', async () => {
  const bot = await network()
  const left = await bot.say(margaret, directOf(margaret), 'leave')
  for (const button of buttonsOf(left as never)) await bot.press(margaret, directOf(margaret), button)
  const record = await bot.say(aroha, youth, 'export')
  const reply = textOf(await bot.press(aroha, youth, buttonIn(record, 'Move the network elsewhere')))
  expect(reply).toMatch(
    /there isn’t one\. Nominate one, or ask the people who run this bot: .*manage -- export \S+ FILE/,
  )
})
