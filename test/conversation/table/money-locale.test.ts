// Amounts and dates are read in the reader's own locale, and in a channel in that of the network.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { hour, week } from '../../../src/domain/core/time.ts'
import { buttonsOf, formOf, textOf } from '../../support/bot-harness.ts'
import { aroha, directOf, margaret, network, whanau, youth } from '../../support/fixtures.ts'

const german = { ...aroha, locale: 'de-DE' }
const germanAngel = { ...margaret, locale: 'de-DE' }

test('who reads in German sees German amounts and dates wherever a resource is named', async () => {
  const bot = await network()
  const put = textOf(await bot.say(german, youth, 'put $20,000 flexible until 30 June'))
  expect(put).toContain('$20.000 from Health (flexible across agencies, until 30. Juni 2027)')
  expect(textOf(await bot.say(german, youth, 'status'))).toContain('$20.000 from Health')
  expect(textOf(await bot.say(german, youth, 'undo'))).toContain('$20.000')
  await bot.say(german, youth, 'put $1,500')
  expect(textOf(await bot.say(german, youth, 'change'))).toContain('$20.000 from Health')
  const [use] = formOf(await bot.say(german, youth, 'use 20000')).fields
  expect(JSON.stringify(use)).toContain('$20.000 (Health)')
  const withdraw = formOf(await bot.say(german, youth, 'withdraw 1,500'))
  expect(textOf(await bot.submit(german, youth, withdraw, {}))).toContain('Taken back: $1.500.')
})

test('the digest of an angel who reads in German has German amounts', async () => {
  const bot = await network()
  await bot.forward(hour)
  await bot.say(aroha, youth, 'put $20,000')
  await bot.forward(hour)
  expect(textOf(await bot.say(germanAngel, directOf(germanAngel), 'digest'))).toContain('$20.000 from Health')
})

test('what stands in a field is read again as it was', async () => {
  const bot = await network()
  await bot.say(german, youth, 'put $20,000 until 30 June')
  const form = formOf(await bot.say(german, youth, 'change 20000'))
  const changed = textOf(await bot.submit(german, youth, form, { terms: 'flexible' }))
  expect(changed).toContain('$20.000 from Health (flexible across agencies, until 30. Juni 2027)')
})

test('a message about a last day that has passed has it as its reader writes it', async () => {
  const bot = await network()
  await bot.say(german, youth, 'put $20,000 until 10 December')
  await bot.forward(4 * week)
  const over = bot.sent.map(({ card }) => plainText(card)).find((text) => text.includes('it was there until'))
  expect(over).toMatch(/^\$20\.000 from Health .* until 10\. Dez\. 2026/)
})

test('a channel reads amounts as New Zealand writes them, whoever put them there', async () => {
  const bot = await network()
  await bot.forward(2 * hour)
  await bot.say(german, youth, 'met 1 hour ago')
  await bot.deliver()
  await bot.say(german, youth, 'put $20,000')
  await bot.deliver()
  const posts = bot.sent.filter((one) => one.to.kind === 'channel' && buttonsOf(one).length > 0)
  const last = posts.findLast(({ to }) => to.kind === 'channel' && to.channel === whanau.channel)
  expect(last === undefined ? '' : plainText(last.card)).toContain('$20,000 from Health')
})

test('an angel who reads in German reads of a late promise in German, wherever its flag stands', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'put $20,000 from 26 November')
  await bot.forward(2 * week)
  const read = async (words: string) =>
    textOf(await bot.say(germanAngel, directOf(germanAngel), words)).replaceAll('\n', ' ')
  for (const words of ['digest', 'home', 'status', 'flags'])
    expect(await read(words), words).toContain('$20.000 from Health is overdue')
  expect(await read('flags')).toContain('$20.000 from Health was due from 26. Nov. 2026')
})
