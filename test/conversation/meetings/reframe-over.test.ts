// A proposed outcome that nobody can answer any more says so where it was read, without buttons.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, buttonOf, network, tom, whanau, youth } from '../../support/fixtures.ts'

async function proposed(): Promise<TestBot> {
  const bot = await network()
  const form = formOf(await bot.say(aroha, youth, 'reframe'))
  await bot.submit(aroha, youth, form, { outcome: 'One door by June', why: 'We know more' })
  await bot.deliver()
  return bot
}

/** The posts about the proposal that were changed by what is done. */
async function changedBy(bot: TestBot, act: () => Promise<unknown>) {
  const from = bot.sent.length
  await act()
  await bot.deliver()
  return bot.sent.slice(from).filter(({ card }) => plainText(card).startsWith('A new shared outcome?'))
}

/** The last entrepreneur is asked for a successor first, and goes anyway. */
async function stepDown(bot: TestBot) {
  const choices = await bot.say(aroha, youth, 'step down')
  const question = await bot.press(aroha, youth, buttonsOf(choices as never)[0] as never)
  return bot.press(aroha, youth, buttonsOf(question as never)[1] as never)
}

test.each([
  [
    'the network has closed',
    async (bot: TestBot) =>
      bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'close')), { did: 'Much' }),
    'the network has closed.',
  ],
  ['its proposer is no entrepreneur', stepDown, 'Aroha isn’t a public entrepreneur here any more.'],
])('once %s, both channels read that and why', async (_, act, why) => {
  const bot = await proposed()
  const agree = buttonOf(bot, 'I agree')
  const posts = await changedBy(bot, () => act(bot))
  expect(posts).toHaveLength(2)
  for (const post of posts) {
    expect(post.replaces).toBeDefined()
    expect(plainText(post.card)).toContain(`This no longer needs an answer: ${why}`)
    expect(buttonsOf(post)).toEqual([])
  }
  expect(textOf(await bot.press(tom, whanau, agree))).not.toContain('agreed')
})
