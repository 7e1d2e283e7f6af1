// Bends, sent through the whole bot: noting one with the limits in sight, and the decision in a direct message.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day } from '../../../src/domain/core/time.ts'
import { formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  directOf,
  margaret,
  network,
  olive,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

async function noteBend(bot: TestBot) {
  const form = formOf(await bot.say(tom, whanau, 'bend Paid the taxi without an order'))
  const reply = await bot.submit(tom, whanau, form, { why: 'She had no other way home' })
  await bot.deliver()
  return { form, reply }
}

const messagesSince = (bot: TestBot, from: number) =>
  bot.sent.slice(from).map(({ to, card, replaces }) => ({
    to: to.kind === 'direct' ? to.user : to.channel,
    text: plainText(card),
    isNew: replaces === undefined,
  }))

/** The last message to that person. */
const readBy = (user: string, bot: TestBot) => messagesSince(bot, 0).findLast(({ to }) => to === user)?.text

test('who notes a bend reads the hard limits and who decides; the angel reads what, why and who', async () => {
  const bot = await network()
  const limit = formOf(await bot.say(margaret, directOf(margaret), 'limit No names leave Health'))
  await bot.submit(margaret, directOf(margaret), limit, {})
  await bot.deliver()
  const from = bot.sent.length
  const { form, reply } = await noteBend(bot)
  expect(form.intro).toMatch(/Every member can read it.*put it to Margaret to decide.*No names leave Health/s)
  expect(textOf(reply)).toContain('I’ll put it to Margaret')
  expect(messagesSince(bot, from)).toEqual([
    {
      to: 'Margaret',
      isNew: true,
      text: expect.stringMatching(
        /Was it right to bend this\? “Paid the taxi.*Bent in South Side:.*Paid the taxi.*Tom \(Council\) says why: She had no other way home.*No names leave Health/s,
      ),
    },
  ])
})

test('an approval reaches the person who noted it, changes the card, and can be read by every member', async () => {
  const bot = await network()
  await noteBend(bot)
  const from = bot.sent.length
  const approve = buttonOf(bot, 'Approve')
  expect((await bot.press(margaret, directOf(margaret), approve)).kind).toBe('none')
  await bot.deliver()
  expect(readBy('Margaret', bot)).toContain('Approved by Margaret')
  expect(
    messagesSince(bot, from)
      .map(({ to, isNew }) => `${to} ${isNew}`)
      .sort(),
  ).toEqual(['Margaret false', 'Tom true'])
  expect(readBy('Tom', bot)).toMatch(/Approved: “Paid the taxi.*South Side: Approved by Margaret/s)
  expect(textOf(await bot.say(aroha, youth, 'bend'))).toContain('Approved by Margaret')
  expect(textOf(await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Decline')))).toContain(
    'already been decided',
  )
})

test('a bend is declined with a reason; one that is to be talked about first still waits', async () => {
  const bot = await network()
  await noteBend(bot)
  const first = formOf(await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Talk first')))
  expect(first.intro).toContain('Every member can read what you write here')
  await bot.submit(margaret, directOf(margaret), first, { word: 'Who pays next time?' })
  await bot.deliver()
  expect(readBy('Tom', bot)).toMatch(
    /wants to talk about this first: “.*Who pays next time\?.*It’s still waiting/s,
  )
  expect(textOf(await bot.say(margaret, directOf(margaret), 'home'))).toContain('1 bend to decide on')
  expect(textOf(await bot.say(margaret, directOf(margaret), 'digest'))).toContain('Paid the taxi')
  const no = formOf(await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Decline')))
  await bot.submit(margaret, directOf(margaret), no, { word: 'Order it next time' })
  await bot.deliver()
  expect(readBy('Tom', bot)).toContain('says Margaret: Order it next time')
  expect(textOf(await bot.say(margaret, directOf(margaret), 'home'))).not.toContain('bend to decide on')
})

test('a button pressed by someone else, by an angel who stepped down, or a month late has a clear answer', async () => {
  const bot = await network()
  await noteBend(bot)
  const approve = buttonOf(bot, 'Approve')
  expect(textOf(await bot.press(tom, whanau, approve))).toContain('Only a guardian angel')
  expect(textOf(await bot.press(olive, youth, approve))).toContain('Only members of the network')
  const from = bot.sent.length
  await bot.press(margaret, directOf(margaret), {
    action: 'give-up',
    values: { ...approve.values, role: 'guardian-angel' },
  })
  await bot.deliver()
  expect(messagesSince(bot, from)[0]).toMatchObject({
    to: 'Aroha',
    text: expect.stringContaining('1 matter is waiting for a guardian angel to decide'),
  })
  await bot.forward(30 * day)
  expect(textOf(await bot.press(margaret, directOf(margaret), approve))).toContain(
    'Only members of the network',
  )
  expect(textOf(await bot.say(aroha, youth, 'bend'))).toContain('Waiting for a guardian angel')
})
