// What people read about meetings: on hold, passed, cancelled, repeating.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { buttonsOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, buttonOf, entriesIn, lively, network, youth } from '../../support/fixtures.ts'

/** A network that has stopped, with a meeting that is on hold. */
async function networkOnHold(): Promise<TestBot> {
  const bot = await network()
  await bot.say(aroha, youth, 'meet every week Monday 10:00 for an hour')
  for (let meeting = 0; meeting < 6; meeting += 1) {
    await bot.forward(2 * hour)
    await bot.say(aroha, youth, 'met 1 hour ago')
    await bot.forward(14 * hour)
  }
  await bot.forward(12 * hour)
  return bot
}

test('a meeting that passed while it was on hold is no next meeting, and cannot be cancelled', async () => {
  const bot = await networkOnHold()
  const cancel = buttonsOf((await bot.say(aroha, youth, 'meetings')) as never).find(
    ({ label }) => label === 'Cancel this one',
  )
  expect(textOf(await bot.say(aroha, youth, ''))).toMatch(/Next meeting: .*, on hold/)
  await bot.forward(8 * day)
  expect(textOf(await bot.say(aroha, youth, ''))).toContain('Next meeting: none planned')
  expect(textOf(await bot.say(aroha, youth, 'meetings'))).not.toContain('Coming up')
  const before = bot.sent.length
  expect(textOf(await bot.press(aroha, youth, cancel as never))).toContain('no longer planned')
  await bot.deliver()
  expect(bot.sent).toHaveLength(before)
})

test('meetings of a stopped network ask nothing, and offer no move', async () => {
  const text = textOf(await (await networkOnHold()).say(aroha, youth, 'meetings'))
  expect(text).toContain('reached its limit of meetings with nothing on the table.')
  expect(text).not.toContain('?')
  expect(text).toMatch(/on hold\n\[Cancel this one\]/)
})

test('the list says what repeats, and how many earlier meetings it leaves out', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'put a hall')
  await bot.say(aroha, youth, 'meet every second Monday 10:00 for an hour')
  for (let meeting = 0; meeting < 9; meeting += 1) {
    await bot.forward(2 * hour)
    await bot.say(aroha, youth, 'met 1 hour ago')
  }
  const text = textOf(await bot.say(aroha, youth, 'meetings'))
  expect(text).toMatch(/Coming up: .*, then fortnightly\n/)
  expect(text).toContain('And 1 earlier meeting.')
})

test('the two reminders of one meeting are told apart', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'meet Fri 10:00 for an hour')
  const before = bot.sent.length
  for (let hours = 0; hours < 7 * 24; hours += 1) await bot.forward(hour)
  const sent = bot.sent.slice(before).map(({ card }) => plainText(card).split('\n')[0])
  // To each of its two homes.
  expect(sent.filter((heading) => /Next|soon/.test(heading ?? ''))).toEqual([
    'Next meeting',
    'Next meeting',
    'Meeting soon',
    'Meeting soon',
  ])
})

const replyToButton = async (bot: TestBot, label: string) => {
  const button = buttonsOf((await bot.say(aroha, youth, 'meetings')) as never).find(
    (one) => one.label === label,
  )
  return textOf(await bot.press(aroha, youth, button as never))
}

test('who cancels a series reads which meeting it was, and that it no longer repeats; so do the homes', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'meet every week Monday 10:00 for an hour')
  await bot.forward(hour)
  const before = bot.sent.length
  expect(await replyToButton(bot, 'Cancel it and all that follow')).toMatch(
    /^Cancelled: the meeting on Mon.* It no longer repeats\. I’ve told the network’s channels\.\n\[Undo\] \[Plan another\]/,
  )
  await bot.deliver()
  const sent = bot.sent.slice(before).map(({ card }) => plainText(card))
  expect(sent).toHaveLength(4)
  for (const text of sent) expect(text).toMatch(/Mon.*\. It no longer repeats\./)
})

test('one meeting of a series can be cancelled alone', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'meet every week Monday 10:00 for an hour')
  expect(await replyToButton(bot, 'Cancel this one')).toContain('The later ones stay as planned.')
})

test('a stopped network that cancels is not asked to plan another', async () => {
  expect(await replyToButton(await networkOnHold(), 'Cancel this one')).not.toContain('Plan another')
})

test('each card about a meeting names the network: planned, moved, reminded, checked in, held, cancelled', async () => {
  const bot = await network()
  const before = bot.sent.length
  await bot.say(aroha, youth, 'meet Thu 10:00 for an hour')
  await bot.say(aroha, youth, 'move Fri 10:00')
  await bot.forward(4 * day)
  await bot.forward(2 * day)
  await bot.say(aroha, youth, 'meet Thu 10:00 for an hour')
  await bot.forward(hour)
  await replyToButton(bot, 'Cancel this one')
  await bot.deliver()
  const sent = bot.sent.slice(before).map(({ card }) => plainText(card))
  for (const phrase of [
    'Meeting planned',
    'has moved its meeting',
    'Next meeting',
    'What’s on the table?',
    'missed',
    'cancelled',
  ])
    expect(
      sent.some((text) => text.includes(phrase)),
      phrase,
    ).toBe(true)
  for (const text of sent) expect(text).toContain('South Side')
})

test('who brings nothing this time is asked nothing that could not be answered', async () => {
  const bot = await lively()
  const text = textOf(await bot.press(aroha, youth, buttonOf(bot, 'Nothing this time')))
  expect(text).toContain('You have nothing this time')
  expect(text).not.toContain('?')
})

test.each([
  ['meet yesterday 3pm', 'passed', 'Record it', 'Recorded: a meeting on'],
  ['met tomorrow 3pm', 'still to come', 'Plan it', 'Planned:'],
])('“%s” shows the time that was understood, and the other way', async (typed, why, label, done) => {
  const bot = await network()
  await bot.forward(5 * day)
  const reply = await bot.say(aroha, youth, typed)
  expect(textOf(reply)).toMatch(new RegExp(`^I understood \\w+day \\d+ \\w+, .*${why}`))
  const button = buttonsOf(reply as never).find((one) => one.label === label)
  expect(textOf(await bot.press(aroha, youth, button as never))).toContain(done)
  const planned = await entriesIn(bot)
  await bot.press(aroha, youth, button as never)
  expect(await entriesIn(bot)).toBe(planned)
})
