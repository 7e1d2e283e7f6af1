// Readers are checked again when a message is sent: here, roles change between an evening and the next morning.
import { expect, test } from 'vitest'
import type { Address, Profile } from '../../src/chat/address.ts'
import type { Values } from '../../src/chat/inbound.ts'
import { day, hour } from '../../src/domain/core/time.ts'
import { formOf, type TestBot } from '../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  directOf,
  margaret,
  network,
  ruth,
  tom,
  whanau,
  youth,
} from '../support/fixtures.ts'

/** A network in the evening, when messages that can wait are held back until the morning. */
async function evening(): Promise<TestBot> {
  const bot = await network()
  await bot.forward(10 * hour)
  return bot
}

interface Submission {
  readonly from: Profile
  readonly place: Address
  /** The command that opens the form. */
  readonly command: string
  readonly fields?: Values
}

async function submitForm(bot: TestBot, { from, place, command, fields = {} }: Submission): Promise<void> {
  await bot.submit(from, place, formOf(await bot.say(from, place, command)), fields)
}

async function giveUp(bot: TestBot, who: Profile, role: string): Promise<void> {
  const { network: id = '' } = buttonOf(bot, 'Accept').values
  await bot.press(who, directOf(who), { action: 'give-up', values: { network: id, role, sure: 'yes' } })
}

const directMessagesTo = (bot: TestBot, from: number, who: Profile) =>
  bot.sent.slice(from).filter(({ to }) => to.kind === 'direct' && to.user === who.user)

test('an angel who steps down in the evening reads nothing in the morning that was put to them before', async () => {
  const bot = await evening()
  await submitForm(bot, { from: tom, place: whanau, command: 'ask Come with us' })
  await submitForm(bot, {
    from: tom,
    place: whanau,
    command: 'bend Paid the taxi',
    fields: { why: 'No other way' },
  })
  await submitForm(bot, { from: aroha, place: youth, command: 'go public', fields: { why: 'It works' } })
  const from = bot.sent.length
  await giveUp(bot, margaret, 'guardian-angel')
  await bot.forward(day)
  expect(directMessagesTo(bot, from, margaret)).toEqual([])
})

test('an angel who stays reads each of them once in the morning', async () => {
  const bot = await evening()
  await submitForm(bot, { from: tom, place: whanau, command: 'ask Come with us' })
  await submitForm(bot, {
    from: tom,
    place: whanau,
    command: 'bend Paid the taxi',
    fields: { why: 'No other way' },
  })
  await submitForm(bot, { from: aroha, place: youth, command: 'go public', fields: { why: 'It works' } })
  const from = bot.sent.length
  await bot.forward(day)
  expect(directMessagesTo(bot, from, margaret)).toHaveLength(3)
})

test('a member who leaves in the evening reads no answer in the morning', async () => {
  const bot = await network()
  await submitForm(bot, {
    from: tom,
    place: whanau,
    command: 'bend Paid the taxi',
    fields: { why: 'No other way' },
  })
  await bot.forward(10 * hour)
  await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Approve'))
  const from = bot.sent.length
  const { network: id = '' } = buttonOf(bot, 'Accept').values
  const staying = await bot.copy()
  await bot.press(tom, directOf(tom), { action: 'leave', values: { network: id } })
  await bot.forward(day)
  expect(directMessagesTo(bot, from, tom)).toEqual([])
  await staying.forward(day)
  expect(directMessagesTo(staying, 0, tom)).toHaveLength(1)
})

test('an entrepreneur who gives the role up in the evening no longer reads of limits and decisions', async () => {
  const bot = await evening()
  await submitForm(bot, { from: aroha, place: youth, command: 'go public', fields: { why: 'It works' } })
  await bot.forward(14 * hour)
  await submitForm(bot, { from: margaret, place: directOf(margaret), command: 'limit No names leave Health' })
  const no = formOf(await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Not yet')))
  await bot.submit(margaret, directOf(margaret), no, { word: 'After the vote' })
  const from = bot.sent.length
  const staying = await bot.copy()
  await giveUp(bot, aroha, 'public-entrepreneur')
  await bot.forward(72 * hour)
  expect(JSON.stringify(directMessagesTo(bot, from, aroha))).not.toMatch(/No names leave|After the vote/)
  await staying.forward(72 * hour)
  expect(JSON.stringify(directMessagesTo(staying, 0, aroha))).toMatch(/No names leave.*After the vote/)
})

test('messages for an angel are posted in no home, and reach no other member', async () => {
  const bot = await network()
  const from = bot.sent.length
  await submitForm(bot, { from: margaret, place: directOf(margaret), command: 'limit No names leave Health' })
  await submitForm(bot, {
    from: tom,
    place: whanau,
    command: 'bend Paid the taxi',
    fields: { why: 'No other way' },
  })
  await submitForm(bot, { from: tom, place: whanau, command: 'exposed A journalist rang' })
  await submitForm(bot, { from: tom, place: whanau, command: 'blocker Two logins', fields: { put: 'yes' } })
  await bot.forward(96 * hour)
  expect(bot.sent.slice(from).filter(({ to }) => to.kind === 'channel')).toEqual([])
  expect(directMessagesTo(bot, from, ruth)).toEqual([])
})
