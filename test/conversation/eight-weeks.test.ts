// The life of a network over eight weeks, through the bot: every message that its angel and its channels read is counted.
import { expect, test } from 'vitest'
import type { Address } from '../../src/chat/address.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import { day, hour, week } from '../../src/domain/core/time.ts'
import { buttonsOf, formOf, openTestBot, type TestBot } from '../support/bot-harness.ts'
import { aroha, directOf, margaret, network, ruth, tom, whanau, youth } from '../support/fixtures.ts'

const angel = directOf(margaret)
const maxMessages = 8

/** What a place reads as new messages: posts that change no other post, and answers to what its people pressed. */
class Messages {
  readonly answers: string[] = []
  readonly bot: TestBot

  constructor(bot: TestBot) {
    this.bot = bot
  }

  to(place: Address): readonly string[] {
    return this.bot.sent
      .filter((one) => one.replaces === undefined && isAt(one.to, place))
      .map(({ card }) => firstLine(plainText(card)))
  }

  /** Margaret presses the newest button with this label that she was sent, and submits the form if one opens. */
  async angelPresses(label: string, fields = {}): Promise<void> {
    const { bot } = this
    await bot.deliver()
    const toAngel = bot.sent.filter(({ to }) => isAt(to, angel))
    const button = toAngel.flatMap(buttonsOf).findLast((one) => one.label === label)
    if (button === undefined) throw new Error(`She was sent no button “${label}”.`)
    const reply = await bot.press(margaret, angel, button)
    const answer = reply.kind === 'form' ? await bot.submit(margaret, angel, reply.form, fields) : reply
    if (answer.kind === 'card') this.answers.push(`${label} → ${firstLine(plainText(answer.card))}`)
    await bot.deliver()
  }
}

function isAt(one: Address, other: Address): boolean {
  if (one.kind === 'direct') return other.kind === 'direct' && one.user === other.user
  return other.kind === 'channel' && one.channel === other.channel
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}

async function fillIn(bot: TestBot, who: typeof tom, words: string, fields = {}): Promise<void> {
  const place = who === tom ? whanau : youth
  await bot.submit(who, place, formOf(await bot.say(who, place, words)), fields)
}

/** From Tuesday 10:00 to the next: the meeting of the week, its check-in, and the days until the next one. */
async function meet(bot: TestBot, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
  await bot.forward(1.5 * hour)
  const checkIn = bot.sent.flatMap(buttonsOf).findLast(({ action }) => action === 'there')
  if (checkIn === undefined) throw new Error('There is no check-in.')
  await bot.press(aroha, youth, checkIn)
  await bot.press(tom, whanau, checkIn)
  await bot.forward(day + 2 * hour)
  await meanwhile()
  await bot.forward(week - day - 3.5 * hour)
}

test('in eight weeks of a network its angel reads at most eight messages', { timeout: 60_000 }, async () => {
  // Tuesday 24 November 2026, 10:00 in Auckland.
  const bot = await network('West Side', await openTestBot())
  const messages = new Messages(bot)
  await bot.say(aroha, youth, 'meet every Tuesday 10–11am')
  await bot.forward(week)
  await meet(bot, async () => {
    await fillIn(bot, tom, 'ask Speak with the ministry')
    await messages.angelPresses('I’ll take it')
  })
  await meet(bot)
  await meet(bot, async () => {
    await fillIn(bot, ruth, 'flag The landlord wants the hall back', { severity: 'warning' })
    await messages.angelPresses('Seen')
  })
  await meet(bot, async () => {
    await fillIn(bot, tom, 'blocker Two logins to the case system')
    const blockers = await bot.say(tom, whanau, 'blocker')
    if (blockers.kind !== 'card') throw new Error('The blockers are a card.')
    const put = buttonsOf(blockers).find(({ action }) => action === 'put-blocker')
    if (put === undefined) throw new Error('The blocker cannot be put to the angel.')
    await bot.press(tom, whanau, put)
    await messages.angelPresses('I’ll take it')
    await messages.angelPresses('Done', { word: 'One login from Monday on' })
  })
  await meet(bot, () => messages.angelPresses('Seen'))
  // The sixth meeting with nothing on the table stops the network.
  await meet(bot, async () => {
    await messages.angelPresses('Extend by one meeting')
    await fillIn(bot, aroha, 'reframe', { outcome: 'One key for all', why: 'The door was never the point' })
    await bot.deliver()
    const agree = bot.sent.flatMap(buttonsOf).findLast(({ action }) => action === 'agree')
    if (agree === undefined) throw new Error('There is no proposal to agree to.')
    await bot.press(tom, whanau, agree)
  })
  await meet(bot)
  await meet(bot)
  const read = [...messages.to(angel), ...messages.answers]
  expect(messages.answers, 'answers to her own presses').toEqual([])
  expect(read.length, `She read:\n${read.join('\n')}`).toBeLessThanOrEqual(maxMessages)
})
