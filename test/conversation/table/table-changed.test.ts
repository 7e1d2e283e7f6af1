// What the channels read when something comes onto the table or leaves it.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { hour, minute } from '../../../src/domain/core/time.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, network, ruth, stalled, tom, whanau, youth } from '../../support/fixtures.ts'

const undoIn = (reply: Parameters<typeof buttonsOf>[0]) => {
  const undo = buttonsOf(reply).find(({ label }) => label === 'Undo')
  if (undo === undefined) throw new Error('There is no Undo.')
  return undo
}

/** The new messages in the channel that are about the table, by their first line. */
function told(bot: TestBot, from = 0, place = youth): readonly string[] {
  return bot.sent
    .slice(from)
    .filter(({ to, replaces }) => to.kind === 'channel' && to.channel === place.channel && !replaces)
    .map(({ card }) => plainText(card).split('\n')[0] ?? '')
    .filter((line) => / on the table of /.test(line))
}

test('every channel reads in one line, ten minutes later, what was put on the table', async () => {
  const bot = await network()
  const said = textOf(await bot.say(aroha, youth, 'put $20,000 flexible'))
  expect(said).toContain('I’ll tell the network’s channels in ten minutes, unless you undo it before then.')
  await bot.forward(9 * minute)
  expect(told(bot)).toEqual([])
  await bot.forward(2 * minute)
  const line = 'Now on the table of South Side: $20,000 from Health (flexible across agencies).'
  expect(told(bot)).toEqual([line])
  expect(told(bot, 0, whanau)).toEqual([line])
})

test('the form says who reads it', async () => {
  const bot = await network()
  const { intro } = formOf(await bot.say(aroha, youth, 'put'))
  expect(intro).toContain('Ten minutes later I’ll post it in the network’s channels')
})

test('what was undone or taken back within ten minutes is told to no channel', async () => {
  const bot = await network()
  await bot.press(aroha, youth, undoIn((await bot.say(aroha, youth, 'put $20,000')) as never))
  await bot.say(tom, whanau, 'put a van')
  await bot.forward(3 * minute)
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'withdraw van')), {})
  await bot.forward(hour)
  expect(told(bot)).toEqual([])
})

test('what comes within minutes is told in one line', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'put $20,000')
  await bot.forward(6 * minute)
  await bot.say(tom, whanau, 'put a van')
  const last = await bot.say(ruth, youth, 'put a hall')
  await bot.forward(6 * minute)
  expect(told(bot)).toEqual([])
  await bot.press(ruth, youth, undoIn(last as never))
  await bot.forward(hour)
  expect(told(bot)).toEqual([expect.stringMatching(/: \$20,000 from Health.* and a van from Council .*\.$/)])
})

test('the line stands in the thread of the last check-in', async () => {
  const bot = await network()
  await bot.forward(2 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.forward(30 * hour)
  const from = bot.sent.length
  await bot.say(aroha, youth, 'put $20,000')
  await bot.forward(hour)
  expect(bot.sent.slice(from).filter(({ to }) => to.kind === 'channel')).toHaveLength(2)
  for (const { to, under } of bot.sent.slice(from)) if (to.kind === 'channel') expect(under).toBeDefined()
})

test('before the first check-in it stands in the thread of the meeting that is planned', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'meet in 9 days 10:00 for an hour')
  const from = bot.sent.length
  await bot.say(aroha, youth, 'put $20,000')
  await bot.forward(hour)
  const lines = bot.sent.slice(from).filter(({ card }) => plainText(card).startsWith('Now on the table'))
  expect(lines).toHaveLength(2)
  for (const { under } of lines) expect(under).toBeDefined()
})

test('an open check-in shows it, so that nothing more is told', async () => {
  const bot = await network()
  await bot.forward(2 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.deliver()
  const said = textOf(await bot.say(aroha, youth, 'put $20,000'))
  expect(said).toContain('You’ll see it in the open check-in in the network’s channels.')
  await bot.forward(hour)
  expect(told(bot)).toEqual([])
})

test('what ends a stop is named by the post that says so', async () => {
  const bot = await stalled()
  const from = bot.sent.length
  expect(textOf(await bot.say(aroha, youth, 'put $20,000'))).toContain(
    'I’m telling the network’s channels now.',
  )
  await bot.forward(hour)
  expect(told(bot, from)).toEqual([])
  const posts = bot.sent.slice(from).map(({ card }) => plainText(card))
  expect(posts).toContainEqual(
    expect.stringContaining('South Side is moving again: $20,000 from Health is on the table.'),
  )
})

test('a promise is told once it is there', async () => {
  const bot = await network()
  const form = formOf(await bot.say(tom, whanau, 'put'))
  const promised = await bot.submit(tom, whanau, form, { what: 'a hall', kind: 'space', standing: 'no' })
  await bot.forward(hour)
  expect(told(bot)).toEqual([])
  const kept = buttonsOf(promised as never).find(({ action }) => action === 'put-offered')
  if (kept === undefined) throw new Error('There is no button for a promise that was kept.')
  expect(textOf(await bot.press(tom, whanau, kept))).toContain(
    'I’ll tell the network’s channels in ten minutes',
  )
  await bot.forward(hour)
  expect(told(bot)).toEqual(['Now on the table of South Side: a hall from Council (space or equipment).'])
})

test('what leaves the table is told without the reason, unless it was undone', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'put $20,000')
  await bot.say(tom, whanau, 'put a van')
  await bot.forward(hour)
  const from = bot.sent.length
  const withdraw = formOf(await bot.say(tom, whanau, 'withdraw van'))
  const said = await bot.submit(tom, whanau, withdraw, { more: 'The minister rang' })
  expect(textOf(said)).toContain(
    'I’ll tell the network’s channels in ten minutes, unless you undo it before then.',
  )
  await bot.press(tom, whanau, undoIn(said as never))
  await bot.forward(hour)
  expect(told(bot, from)).toEqual([])
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'withdraw van')), {
    more: 'The minister rang',
  })
  const use = formOf(await bot.say(aroha, youth, 'use'))
  await bot.submit(aroha, youth, use, { resource: String(use.fields[0]?.initial ?? ''), how: 'used-up' })
  await bot.forward(hour)
  expect(told(bot, from)).toEqual([
    expect.stringMatching(/^No longer on the table of South Side: .*a van from Council \(taken back\)/),
  ])
  expect(
    bot.sent
      .slice(from)
      .map(({ card }) => plainText(card))
      .join(),
  ).not.toContain('minister')
})
