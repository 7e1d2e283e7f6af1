// Leaving a network and giving up a role: the warning before it, and who hears of it.
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  directOf,
  margaret,
  network,
  ruth,
  stalled,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'
import { buttonWithLabel } from '../../support/reply-buttons.ts'

/** Runs something, and returns the direct messages that it caused, each as `user: text`. */
async function directMessagesDuring(bot: TestBot, run: () => Promise<unknown>) {
  const before = bot.sent.length
  await run()
  await bot.deliver()
  return bot.sent
    .slice(before)
    .flatMap(({ to, card }) => (to.kind === 'direct' ? [`${to.user}: ${plainText(card)}`] : []))
}

/** Types a command in a direct message, and presses a button of the answer. */
async function pressAfter(
  bot: TestBot,
  who: Profile,
  { command, label }: { command: string; label: string },
) {
  const reply = await bot.say(who, directOf(who), command)
  return bot.press(who, directOf(who), buttonWithLabel(reply, label))
}

const leaving = { command: 'leave', label: 'Leave the network' }

test('when the last member of an agency leaves, the entrepreneurs hear of it, and the angel as of a risk', async () => {
  const bot = await network()
  expect(await directMessagesDuring(bot, () => pressAfter(bot, tom, leaving))).toEqual([
    expect.stringMatching(/^Aroha: Tom has left South Side\.\nThere’s now no fellow traveller/),
    expect.stringMatching(
      /^Margaret: South Side: Tom, the last person from Council, has gone[\s\S]*Nobody from Council is left/,
    ),
  ])
})

test('when an angel steps down, they hear it once, and can nominate another', async () => {
  const bot = await network()
  expect(
    await directMessagesDuring(bot, () =>
      pressAfter(bot, margaret, { command: 'step down', label: 'guardian angel' }),
    ),
  ).toEqual([
    'Aroha: Margaret has stepped down as guardian angel of South Side.\nThere’s now no guardian angel. Who could you ask?\n[Nominate a guardian angel]',
  ])
  for (const word of ['', 'roles'])
    expect(textOf(await bot.say(aroha, youth, word))).toMatch(/Guardian angel: nobody now/i)
})

test('when the last entrepreneur goes, the angels hear of it; a refusal says how to nominate one', async () => {
  const bot = await stalled()
  expect(await directMessagesDuring(bot, () => pressAfter(bot, aroha, leaving))).toContainEqual(
    expect.stringMatching(
      /^Margaret: South Side has no public entrepreneur any more\nAroha was the last one, .*\[Nominate a public entrepreneur\]/s,
    ),
  )
  expect(textOf(await bot.say(tom, whanau, 'reframe'))).toMatch(
    /Only a public entrepreneur.*has no public entrepreneur now.*\n\[Nominate one\]/,
  )
})

test('the last member is warned before leaving', async () => {
  const bot = await network('East Side')
  expect(textOf(await bot.say(tom, whanau, 'leave'))).not.toContain('last member')
  await pressAfter(bot, tom, leaving)
  await pressAfter(bot, ruth, leaving)
  expect(textOf(await bot.say(aroha, youth, 'leave'))).toMatch(/You’re its last member\..*\[Close well\]/s)
})

test('taking the channel out is offered only to somebody who may do it', async () => {
  const bot = await network()
  expect(textOf(await bot.say(aroha, youth, 'leave'))).toContain('Only remove this channel')
  expect(textOf(await bot.say(tom, whanau, 'leave'))).not.toContain('Only remove this channel')
})
