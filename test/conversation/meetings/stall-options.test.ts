// What is offered to a network that has stopped, or closed, and to whom.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { hour } from '../../../src/domain/core/time.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, directOf, margaret, network, stalled, tom, whanau, youth } from '../../support/fixtures.ts'

/** A network that has stopped, was extended by one meeting, and stopped again. */
async function stalledAgain(): Promise<TestBot> {
  const bot = await stalled()
  const values = { network: await networkOf(bot), meetings: '1' }
  await bot.press(margaret, directOf(margaret), { action: 'extend-by', values })
  await bot.forward(2 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.forward(26 * hour)
  return bot
}

async function networkOf(bot: TestBot): Promise<string> {
  const reply = await bot.say(aroha, youth, 'table')
  const buttons =
    reply.kind === 'card'
      ? reply.card.blocks.flatMap((one) => (one.kind === 'buttons' ? one.buttons : []))
      : []
  return buttons[0]?.values.network ?? ''
}

test('a network that was extended once is not offered an extension again', async () => {
  const bot = await stalledAgain()
  const once = 'It was extended once already.'
  const sent = bot.sent.map(({ card }) => plainText(card)).filter((text) => text.includes('has stopped'))
  const [home, angel] = ['Which way on fits?', 'Who could you call?'].map(
    (words) => sent.findLast((text) => text.includes(words)) ?? '',
  )
  expect(angel).toContain(once)
  expect(angel).not.toContain('[Extend')
  expect(home).toContain(once)
  expect(home).not.toContain('can extend')
  const question = textOf(await bot.say(margaret, directOf(margaret), 'extend'))
  expect(question).toContain(once)
  expect(question).not.toContain('One more meeting')
})

test('everyone in a stopped network sees the ways on that are theirs', async () => {
  const bot = await stalled()
  const [put, reframe, close, extend] = [
    '[Put something on the table]',
    '[Reframe]',
    '[Close well]',
    '[Extend]',
  ]
  expect(textOf(await bot.say(margaret, directOf(margaret), ''))).toContain(`${put} ${extend}\n`)
  expect(textOf(await bot.say(aroha, youth, ''))).toContain(`${put} ${reframe} ${close}\n`)
  for (const word of ['', 'meet']) expect(textOf(await bot.say(tom, whanau, word))).toContain(`${put}\n`)
  expect(textOf(await (await stalledAgain()).say(margaret, directOf(margaret), ''))).not.toContain(extend)
})

test.each([
  ['1', 'A guardian angel has given it one more meeting. That can be done only once. One is left.'],
  ['2', 'A guardian angel has given it two more meetings. That can be done only once. Two are left.'],
])('an extension by %s is told in the homes with what is left', async (meetings, words) => {
  const bot = await stalled()
  const before = bot.sent.length
  const values = { network: await networkOf(bot), meetings }
  await bot.press(margaret, directOf(margaret), { action: 'extend-by', values })
  await bot.deliver()
  const texts = bot.sent.slice(before).map(({ card }) => plainText(card))
  expect(texts.filter((text) => text.includes(`South Side is moving again. ${words}`))).toHaveLength(2)
})

test('after an extension the seventh meeting is read as the seventh', async () => {
  const bot = await stalled()
  const values = { network: await networkOf(bot), meetings: '2' }
  await bot.press(margaret, directOf(margaret), { action: 'extend-by', values })
  await bot.forward(2 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.forward(26 * hour)
  expect(textOf(await bot.say(aroha, youth, ''))).toContain(
    'Meeting 7 of 8 with nothing on the table yet. The next one is the last.',
  )
})

test('at one before the limit, and only there, the count says that the next meeting is the last', async () => {
  const bot = await network()
  for (let meeting = 1; meeting <= 5; meeting += 1) {
    await bot.forward(2 * hour)
    await bot.say(aroha, youth, 'met 1 hour ago')
    await bot.forward(26 * hour)
    expect(textOf(await bot.say(aroha, youth, '')).includes('The next one is the last.')).toBe(meeting === 5)
  }
})

test('a meeting that took place while stopped can be recorded, and its form says what follows', async () => {
  const bot = await stalled()
  expect(formOf(await bot.say(aroha, youth, 'met')).intro).toContain(
    'the record will say that the meeting was held while stopped',
  )
  await bot.forward(2 * hour)
  const before = bot.sent.length
  expect(textOf(await bot.say(aroha, youth, 'met 1 hour ago'))).toContain(
    'held while the network was stopped',
  )
  await bot.forward(72 * hour)
  expect(textOf(await bot.say(aroha, youth, 'meetings'))).toContain(
    'held while the network was stopped, 1 person there',
  )
  const angel = bot.sent.slice(before).filter(({ to }) => to.kind === 'direct' && to.user === margaret.user)
  expect(angel.map(({ card }) => plainText(card)).join('\n')).toMatch(
    /met on .* although it had stopped: 1 person was there\. Stopped: 7 meetings with nothing on the table \(7 of 6\)\./,
  )
})

test('what was said of a stop stays as it was sent, whatever is held or put since, and its end is added', async () => {
  const bot = await stalled()
  const seen = bot.sent.flatMap((one) => buttonsOf(one)).findLast(({ label }) => label === 'Seen')
  await bot.forward(2 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.forward(72 * hour)
  const title = 'South Side has stopped: 6 meetings, nothing on the table'
  const changedFrom = async (from: number) => {
    await bot.deliver()
    const changed = bot.sent.slice(from).filter(({ replaces }) => replaces !== undefined)
    return changed.map(({ card }) => plainText(card)).filter((text) => text.includes('has stopped'))
  }
  const beforeSeen = bot.sent.length
  await bot.press(margaret, directOf(margaret), seen as never)
  expect(new Set((await changedFrom(beforeSeen)).map((text) => text.split('\n')[0]))).toEqual(
    new Set([title]),
  )

  const beforeEnd = bot.sent.length
  await bot.say(aroha, youth, 'put $20,000')
  const ended = await changedFrom(beforeEnd)
  expect(ended).toHaveLength(4)
  for (const text of ended) {
    expect(text.split('\n')[0]).toBe(title)
    expect(text).toMatch(/Moving again since|moving again/)
  }
})
