// Hard limits, sent through the whole bot: an angel states one, members read it, report it as near, and the angel settles it.
import { expect, test } from 'vitest'
import type { Reply } from '../../../src/chat/adapter.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, directOf, margaret, network, olive, tom, whanau, youth } from '../../support/fixtures.ts'

async function networkWithLimit(): Promise<TestBot> {
  const bot = await network()
  const form = formOf(await bot.say(margaret, directOf(margaret), 'limit No names leave Health'))
  await bot.submit(margaret, directOf(margaret), form, {})
  await bot.deliver()
  return bot
}

function buttonInReply(reply: Reply, label: string) {
  const found = reply.kind === 'card' ? buttonsOf(reply).find((one) => one.label === label) : undefined
  if (found === undefined) throw new Error(`No button “${label}”: ${textOf(reply)}`)
  return found
}

const directMessages = (bot: TestBot, from: number) =>
  bot.sent.slice(from).map(({ to, card }) => [to.kind === 'direct' ? to.user : to.channel, plainText(card)])

test('a limit that the angel states reaches the entrepreneur alone, and shows to every member', async () => {
  const bot = await networkWithLimit()
  expect(directMessages(bot, -1)).toEqual([
    ['Aroha', expect.stringMatching(/^South Side: a hard limit is stated: “No names leave Health”/)],
  ])
  for (const words of ['', 'limit'])
    expect(textOf(await bot.say(tom, whanau, words))).toContain('No names leave Health')
  expect(textOf(await bot.say(olive, youth, 'limit'))).not.toContain('No names')
})

test('a member who would state one is told who can, keeps their words, and can ask for it', async () => {
  const bot = await networkWithLimit()
  const reply = await bot.say(tom, whanau, 'limit Nothing to the press')
  expect(textOf(reply)).toMatch(/Only a guardian angel can state hard limits.*“Nothing to the press”/s)
  const form = formOf(await bot.press(tom, whanau, buttonInReply(reply, 'Ask a guardian angel')))
  expect(form.fields[0]?.initial).toBe('Nothing to the press')
  const flag = formOf(await bot.press(tom, whanau, buttonInReply(reply, 'Raise a flag')))
  expect(flag.fields[0]?.initial).toBe('Nothing to the press')
})

test('when a member says that it is near, the angel reads who says what; once it is settled, that message changes', async () => {
  const bot = await networkWithLimit()
  const list = await bot.say(tom, whanau, 'limit')
  const form = formOf(await bot.press(tom, whanau, buttonInReply(list, 'It is near or crossed')))
  expect(form.intro).toMatch(
    /Every member can read .*with your name.*I’ll send a message to Margaret at once/,
  )
  const from = bot.sent.length
  const reply = await bot.submit(tom, whanau, form, { word: 'A list was asked for' })
  expect(textOf(reply)).toContain('I’ll tell Margaret at once')
  await bot.deliver()
  expect(directMessages(bot, from)).toEqual([
    ['Margaret', expect.stringMatching(/No names leave Health.*Near, says Tom: A list was asked for/s)],
  ])
  const settle = buttonInReply(await bot.say(margaret, directOf(margaret), 'limit'), 'It is settled')
  expect(textOf(await bot.press(aroha, youth, settle))).toContain('Only a guardian angel')
  const settled = formOf(await bot.press(margaret, directOf(margaret), settle))
  await bot.submit(margaret, directOf(margaret), settled, { word: 'We said no' })
  await bot.deliver()
  expect(directMessages(bot, from + 1)).toEqual([
    ['Margaret', expect.stringMatching(/a hard limit is near.*settled .* by Margaret.*“We said no”/s)],
  ])
  expect(bot.sent.at(-1)?.replaces).toBeDefined()
  expect(textOf(await bot.say(tom, whanau, 'limit'))).toContain('What was done: We said no')
})

test('a button to lift a limit does nothing for who is no angel, or no longer one', async () => {
  const bot = await networkWithLimit()
  const list = await bot.say(margaret, directOf(margaret), 'limit')
  const lift = buttonInReply(list, 'Lift it')
  expect(textOf(await bot.press(tom, whanau, lift))).toContain('Only a guardian angel')
  expect(textOf(await bot.press(olive, youth, lift))).toContain('Only members of the network')
  const form = formOf(await bot.press(margaret, directOf(margaret), lift))
  const down = { action: 'give-up', values: { ...lift.values, role: 'guardian-angel' } }
  await bot.press(margaret, directOf(margaret), down)
  const late = await bot.submit(margaret, directOf(margaret), form, { word: 'Lifted' })
  expect(textOf(late)).toContain('Only members of the network')
  expect(textOf(await bot.say(tom, whanau, 'limit'))).not.toContain('Lifted')
})
