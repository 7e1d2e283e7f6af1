// Urgent flags that are over before the hour at which their message may go: the angel still reads of each, once.
import { expect, test } from 'vitest'
import type { Address, Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { buttonsOf, formOf, type TestBot } from '../../support/bot-harness.ts'
import { aroha, directOf, margaret, network, stalled, tom, whanau, youth } from '../../support/fixtures.ts'

const desk = directOf(margaret)

/** The messages to a person from that one on: those that are new, or those that change an earlier one. */
function sentTo(bot: TestBot, who: Profile, from: number, isNew = true): readonly string[] {
  return bot.sent
    .slice(from)
    .filter(({ to }) => to.kind === 'direct' && to.user === who.user)
    .filter(({ replaces }) => (replaces === undefined) === isNew)
    .map(({ card }) => plainText(card))
}

/** A network with a hard limit, at 23:00 where all of them are. */
async function networkAtNight(): Promise<TestBot> {
  const bot = await network()
  const form = formOf(await bot.say(margaret, desk, 'limit No names leave Health'))
  await bot.submit(margaret, desk, form, {})
  await bot.forward(13 * hour)
  return bot
}

/** Presses the button with this label in what the words show. */
async function pressIn(
  bot: TestBot,
  [who, place]: readonly [Profile, Address],
  words: string,
  label: string,
) {
  const found = buttonsOf((await bot.say(who, place, words)) as never).find((one) => one.label === label)
  if (found === undefined) throw new Error(`No button “${label}”`)
  return bot.press(who, place, found)
}

test('attention settled by an entrepreneur at night reaches the angel at 07:00, with who settled it and how', async () => {
  const bot = await networkAtNight()
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'exposed A journalist rang')), {})
  const from = bot.sent.length
  const form = formOf(await pressIn(bot, [aroha, youth], 'exposed', 'It is settled'))
  await bot.submit(aroha, youth, form, { word: 'She waits for the report' })
  await bot.forward(10 * hour)
  expect(sentTo(bot, margaret, from)).toEqual([
    expect.stringMatching(
      /^Raised and settled: South Side has drawn media attention: “A journalist rang”.*11:00 pm NZDT, settled .*11:00 pm NZDT by Aroha \(Health\): “She waits for the report”/s,
    ),
  ])
  await bot.forward(7 * day)
  const later = sentTo(bot, margaret, from).slice(1)
  expect(later.filter((text) => text.includes('journalist'))).toEqual([])
})

test('an urgent flag raised by hand and cleared at night reaches the angel at 07:00', async () => {
  const bot = await networkAtNight()
  const from = bot.sent.length
  const flag = formOf(await bot.say(tom, whanau, 'flag The lease ends'))
  await bot.submit(tom, whanau, flag, { severity: 'urgent' })
  const form = formOf(await pressIn(bot, [tom, whanau], 'flags', 'Clear it'))
  await bot.submit(tom, whanau, form, { word: 'It was extended' })
  await bot.forward(10 * hour)
  expect(sentTo(bot, margaret, from)).toEqual([
    expect.stringMatching(
      /^Cleared: Flag \(urgent\): “The lease ends”.*Cleared on .*11:00 pm NZDT by Tom \(Council\): “It was extended”/s,
    ),
  ])
})

test('a limit that the angel settled at night is no news to that angel', async () => {
  const bot = await networkAtNight()
  const from = bot.sent.length
  const report = formOf(await pressIn(bot, [tom, whanau], 'limit', 'It is near or crossed'))
  await bot.submit(tom, whanau, report, { word: 'A list was sent', how: 'crossed' })
  const form = formOf(await pressIn(bot, [margaret, desk], 'limit', 'It is settled'))
  await bot.submit(margaret, desk, form, { word: 'They deleted it' })
  await bot.forward(10 * hour)
  expect(sentTo(bot, margaret, from)).toEqual([])
})

test('who is no angel any more at 07:00 reads nothing of what was raised and settled', async () => {
  const bot = await networkAtNight()
  const from = bot.sent.length
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'exposed A journalist rang')), {})
  const form = formOf(await pressIn(bot, [aroha, youth], 'exposed', 'It is settled'))
  await bot.submit(aroha, youth, form, { word: 'She waits for the report' })
  await bot.press(
    margaret,
    desk,
    buttonsOf((await bot.say(margaret, desk, 'step down')) as never)[0] as never,
  )
  await bot.forward(10 * hour)
  expect(sentTo(bot, margaret, from).filter((text) => text.includes('journalist'))).toEqual([])
})

test('once a network moves again, the message that it has stopped still says so, and how it went on', async () => {
  const bot = await stalled()
  const from = bot.sent.length
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'put')), {
    what: 'analyst',
    kind: 'time',
    state: 'put',
  })
  await bot.deliver()
  expect(sentTo(bot, margaret, from, false).join('\n')).toMatch(
    /South Side has stopped: 6 meetings.*settled .* by Tom \(Council\): it’s moving again/s,
  )
})
