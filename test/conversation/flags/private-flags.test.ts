// A flag for the guardian angels alone, as an angel who came later reads of it in every place.
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
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

const desk = directOf(olive)

/** Tom raises a flag for Margaret alone; then Olive becomes an angel too. */
async function networkWithLaterAngel(): Promise<TestBot> {
  const bot = await network()
  const form = formOf(await bot.say(tom, whanau, 'flag Aroha shouts at us'))
  await bot.submit(tom, whanau, form, { severity: 'urgent', who: 'angels' })
  await bot.deliver()
  const nomination = formOf(await bot.say(aroha, youth, 'angel'))
  await bot.submit(aroha, youth, nomination, {}, { person: olive })
  await bot.deliver()
  const accept = formOf(await bot.press(olive, desk, buttonOf(bot, 'Accept')))
  await bot.submit(olive, desk, accept, { agency: 'Police' })
  return bot
}

const textsTo = (bot: TestBot, who: Profile, from: number) =>
  bot.sent
    .slice(from)
    .filter(({ to }) => to.kind === 'direct' && to.user === who.user)
    .map(({ card }) => plainText(card))

test('its words stand nowhere for a later angel, who learns that there is one', async () => {
  const bot = await networkWithLaterAngel()
  const from = bot.sent.length
  await bot.deliver()
  const told = textsTo(bot, olive, from).join('\n')
  expect(told).toContain('South Side: flag (urgent) for the guardian angels before you')
  expect(told).not.toContain('shouts')
  for (const words of ['flags', 'digest', 'home', 'my networks', '', 'story', 'export', 'picture timeline'])
    expect(textOf(await bot.say(olive, desk, words)), words).not.toContain('shouts')
  for (const words of ['flags', 'digest', 'home'])
    expect(textOf(await bot.say(olive, desk, words)), words).toContain(
      'Flag (urgent) for earlier guardian angels, raised by Tom (Council)',
    )
  expect(textOf(await bot.say(margaret, directOf(margaret), 'flags'))).toContain('shouts')
})

test('asked by a later angel, whoever raised it shows it with one press', async () => {
  const bot = await networkWithLaterAngel()
  await bot.deliver()
  const list = await bot.say(olive, desk, 'flags')
  const button = buttonsOf(list as never).find(({ label }) => label === 'Ask to read it')
  expect(textOf(await bot.press(olive, desk, button as never))).toMatch(/^I’ve asked them\./)
  await bot.deliver()
  expect(textOf(await bot.say(olive, desk, 'flags'))).toContain('You’ve asked to read it.')
  const from = bot.sent.length
  const show = buttonOf(bot, 'Show it to Olive')
  expect(textOf(await bot.press(aroha, youth, show))).toContain('I can’t find that flag')
  expect(textOf(await bot.press(tom, whanau, show))).toContain('Olive (Police) can read it now')
  await bot.deliver()
  expect(textsTo(bot, olive, from)).toEqual([expect.stringMatching(/^Flag \(urgent\): “Aroha shouts at us”/)])
})
