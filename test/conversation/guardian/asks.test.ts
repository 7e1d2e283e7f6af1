// Asks, sent through the whole bot: who reads what, how often, and what the buttons do and say.
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { buttonsOf, formOf, openTestBot, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  directOf,
  empty,
  margaret,
  network,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

const rangi: Profile = { ...margaret, user: 'Rangi', name: 'Rangi' }

async function askAngel(bot: TestBot, words = 'Speak with the ministry'): Promise<void> {
  const form = formOf(await bot.say(tom, whanau, `ask ${words}`))
  await bot.submit(tom, whanau, form, {})
  await bot.deliver()
}

async function becomesAngel(bot: TestBot, who: Profile): Promise<void> {
  const form = formOf(await bot.say(aroha, youth, 'angel'))
  await bot.submit(aroha, youth, form, {}, { person: who })
  await bot.deliver()
  const accepting = await bot.press(who, directOf(who), buttonOf(bot, 'Accept'))
  await bot.submit(who, directOf(who), formOf(accepting), {})
  await bot.deliver()
}

/** The messages sent after the first `from`, and whether each is new or changes an earlier one. */
function messagesSince(bot: TestBot, from: number) {
  return bot.sent.slice(from).map(({ to, card, replaces }) => ({
    to: to.kind === 'direct' ? to.user : to.channel,
    text: plainText(card),
    isNew: replaces === undefined,
  }))
}

const newMessagesTo = (bot: TestBot, from: number) =>
  messagesSince(bot, from).flatMap(({ to, isNew }) => (isNew ? [to] : []))

test('an ask reaches the angel once, and only the angel; the answer reaches the one who asked, and only them', async () => {
  const bot = await network()
  const from = bot.sent.length
  const form = formOf(await bot.say(tom, whanau, 'ask Speak with the ministry'))
  expect(form.intro).toMatch(/message to Margaret.*Every member can read it .*with your name/)
  expect(form.fields.map(({ initial }) => initial)).toEqual(['Speak with the ministry', 'advocate'])
  const confirmation = textOf(await bot.submit(tom, whanau, form, {}))
  expect(confirmation).toContain('Margaret in their next working hour')
  await bot.deliver()
  expect(newMessagesTo(bot, from)).toEqual(['Margaret'])
  expect(messagesSince(bot, from)[0]?.text).toMatch(
    /^Tom asks you to speak up: “Speak with the ministry”.*Asked in South Side.*Tom \(Council\).*call: Aroha/s,
  )

  await bot.press(margaret, directOf(margaret), buttonOf(bot, 'I’ll take it'))
  await bot.deliver()
  expect(newMessagesTo(bot, from)).toEqual(['Margaret', 'Tom'])
  expect(messagesSince(bot, from).find(({ isNew }) => !isNew)).toMatchObject({
    to: 'Margaret',
    text: expect.stringContaining('Margaret has taken it on'),
  })
  expect(messagesSince(bot, from).find(({ to }) => to === 'Tom')?.text).toMatch(
    /taken.*Margaret has taken it on/s,
  )

  const done = formOf(await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Done')))
  await bot.submit(margaret, directOf(margaret), done, { word: 'They will listen' })
  await bot.deliver()
  expect(newMessagesTo(bot, from)).toEqual(['Margaret', 'Tom', 'Tom'])
  expect(messagesSince(bot, from).findLast(({ to }) => to === 'Tom')?.text).toContain('They will listen')
  const list = textOf(await bot.say(ruth, youth, 'asks'))
  expect(list).toMatch(/Speak with the ministry.*Done by Margaret: They will listen/s)
})

test('of two angels the first has it: the card of the other changes in place, and its button says who', async () => {
  const bot = await network()
  await becomesAngel(bot, rangi)
  await askAngel(bot)
  const button = buttonOf(bot, 'I’ll take it')
  const from = bot.sent.length
  await bot.press(rangi, directOf(rangi), button)
  await bot.deliver()
  expect(newMessagesTo(bot, from)).toEqual(['Tom'])
  const changed = messagesSince(bot, from).find(({ to }) => to === 'Margaret')
  expect(changed).toMatchObject({ isNew: false, text: expect.stringContaining('Rangi has taken it on') })
  const card = bot.sent.findLast(({ to }) => to.kind === 'direct' && to.user === 'Margaret')
  expect(buttonsOf(card as never).map(({ label }) => label)).toEqual(['Show all asks'])
  expect(textOf(await bot.press(margaret, directOf(margaret), button))).toContain(
    'Rangi has already taken that ask',
  )
})

test('a button pressed by someone else, twice or a month late has a clear answer and no effect', async () => {
  const bot = await network()
  await askAngel(bot)
  const take = buttonOf(bot, 'I’ll take it')
  const finish = buttonOf(bot, 'Done')
  for (const button of [take, finish]) {
    expect(textOf(await bot.press(aroha, youth, button))).toContain('Only a guardian angel')
    expect(textOf(await bot.press(olive, youth, button))).toContain('Only members of the network')
  }
  const form = formOf(await bot.press(margaret, directOf(margaret), finish))
  await bot.submit(margaret, directOf(margaret), form, { word: 'Said and done' })
  await bot.forward(30 * day)
  const from = bot.sent.length
  for (const button of [take, finish])
    expect(textOf(await bot.press(margaret, directOf(margaret), button))).toContain('is no longer open')
  await bot.submit(margaret, directOf(margaret), form, { word: 'Twice' })
  await bot.deliver()
  expect(newMessagesTo(bot, from)).toEqual([])
  expect(textOf(await bot.say(tom, whanau, 'asks'))).not.toContain('Twice')
})

test('an ask that is taken back before the angel’s morning is never sent', async () => {
  const bot = await network()
  await bot.forward(10 * hour)
  const from = bot.sent.length
  const form = formOf(await bot.say(tom, whanau, 'ask Come with us'))
  const reply = await bot.submit(tom, whanau, form, {})
  const undo = reply.kind === 'card' && buttonsOf(reply).find(({ label }) => label === 'Undo')
  expect(textOf(await bot.press(tom, whanau, undo as never))).toContain('I’ve taken it back')
  await bot.forward(day)
  expect(messagesSince(bot, from)).toEqual([])
})

test('without an angel it says so, offers to nominate one, and the new angel reads all that is open in one message', async () => {
  const bot = await openTestBot()
  const begin = formOf(await bot.say(aroha, youth, 'start South Side'))
  await bot.submit(aroha, youth, begin, { moment: 'm', outcome: 'o' })
  await bot.deliver()
  const from = bot.sent.length
  for (const words of ['Advise us', 'Clear the way']) {
    const form = formOf(await bot.say(aroha, youth, `ask ${words}`))
    const reply = await bot.submit(aroha, youth, form, {})
    expect(textOf(reply)).toContain('no guardian angel yet')
    expect(textOf(reply)).toContain('Nominate a guardian angel')
  }
  await bot.deliver()
  expect(messagesSince(bot, from)).toEqual([])
  await becomesAngel(bot, rangi)
  const read = messagesSince(bot, from).filter(
    ({ to, text }) => to === 'Rangi' && !text.includes('Will you be'),
  )
  const news = read.filter(({ text }) => text.includes('Advise us'))
  expect(news).toHaveLength(1)
  expect(news[0]?.text).toContain('Clear the way')
})

test('the last angel steps down: the entrepreneur reads what is open, in one message, and whoever asked that nobody has it', async () => {
  const bot = await network()
  await askAngel(bot)
  await bot.press(margaret, directOf(margaret), buttonOf(bot, 'I’ll take it'))
  await bot.deliver()
  const from = bot.sent.length
  const down = await bot.press(margaret, directOf(margaret), {
    action: 'give-up',
    values: { ...buttonOf(bot, 'Done').values, role: 'guardian-angel' },
  })
  expect(textOf(down)).toContain('1 ask that you had taken is open again. I’ll tell the public entrepreneurs')
  await bot.deliver()
  expect(newMessagesTo(bot, from).toSorted()).toEqual(['Aroha', 'Tom'])
  const readBy = (who: string) => messagesSince(bot, from).find(({ to }) => to === who)?.text
  expect(readBy('Tom')).toMatch(
    /No guardian angel has this any more: “.*I’ll keep it for another guardian angel/s,
  )
  expect(readBy('Aroha')).toMatch(/Nobody is looking after 1 open ask now: “Speak with the ministry”/)
  expect(textOf(await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Done')))).toContain(
    'Only members of the network',
  )
})

test('when the last angel says that it is not theirs, whoever asked reads why and is offered to nominate another', async () => {
  const bot = await network()
  await askAngel(bot)
  const form = formOf(await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Not mine')))
  expect(form.intro).toContain('Every member can read what you write here')
  const from = bot.sent.length
  await bot.submit(margaret, directOf(margaret), form, { word: 'Ask the mayor' })
  await bot.deliver()
  expect(newMessagesTo(bot, from)).toEqual(['Tom'])
  const news = messagesSince(bot, from).find(({ to }) => to === 'Tom')?.text
  expect(news).toContain('Margaret says: Ask the mayor')
  expect(news).toContain('Nominate one')
})

test('an ask shows under what waits for the angel, until it is answered', async () => {
  const bot = await network()
  await askAngel(bot)
  expect(textOf(await bot.say(margaret, directOf(margaret), 'home'))).toContain('1 ask to the guardian angel')
  expect(textOf(await bot.say(tom, whanau, ''))).not.toContain('ask to the guardian angel')
  const form = formOf(await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Done')))
  await bot.submit(margaret, directOf(margaret), form, { word: 'Done so' })
  expect(textOf(await bot.say(margaret, directOf(margaret), 'home'))).not.toContain('ask to the guardian')
})

test('an angel of two networks answers each for itself, says which one a word means, and can leave one', async () => {
  const bot = await network()
  const begin = formOf(await bot.say(aroha, empty, 'start North Side'))
  await bot.submit(aroha, empty, begin, { moment: 'm', outcome: 'o' })
  const angel = formOf(await bot.say(aroha, empty, 'angel'))
  await bot.submit(aroha, empty, angel, {}, { person: margaret })
  await bot.deliver()
  const accepting = await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Accept'))
  await bot.submit(margaret, directOf(margaret), formOf(accepting), {})
  await askAngel(bot)
  const south = buttonOf(bot, 'I’ll take it')
  const form = formOf(await bot.say(aroha, empty, 'ask Advise us'))
  await bot.submit(aroha, empty, form, {})
  await bot.deliver()
  const north = buttonOf(bot, 'I’ll take it')
  expect(north.values.network).not.toBe(south.values.network)
  expect(textOf(await bot.say(margaret, directOf(margaret), 'asks'))).toMatch(
    /Which network do you mean\?.*\[.*North Side.*\]/s,
  )
  await bot.press(margaret, directOf(margaret), {
    action: 'give-up',
    values: { ...south.values, role: 'guardian-angel' },
  })
  expect(textOf(await bot.press(margaret, directOf(margaret), south))).toContain(
    'Only members of the network',
  )
  expect((await bot.press(margaret, directOf(margaret), north)).kind).toBe('none')
  expect(textOf(await bot.say(margaret, directOf(margaret), 'asks'))).toMatch(
    /What North Side asked.*Advise us/s,
  )
})
