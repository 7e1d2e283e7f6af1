// Planning, recording and moving: what had to be assumed, or is unusual, is shown to its author before others see it.
import { expect, test } from 'vitest'
import { hour } from '../../../src/domain/core/time.ts'
import { createPublicHolidays } from '../../../src/holidays/public-holidays.ts'
import { buttonsOf, formOf, openTestBot, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, network, youth } from '../../support/fixtures.ts'

/** Returns the answer, having checked that no channel was told. */
async function privately(bot: TestBot, words: string) {
  await bot.deliver()
  const before = bot.sent.length
  const reply = await bot.say(aroha, youth, words)
  await bot.deliver()
  expect(bot.sent).toHaveLength(before)
  return reply
}

test.each([
  ['meet Thu 2pm', 'Plan a meeting on Thursday 26 November, 2–3 pm NZDT?', 'You gave no end'],
  ['meet fridya 2pm for an hour', 'Friday 27 November, 2–3 pm NZDT', 'I guessed the spelling'],
  ['meet dec 3rd 2:00 to 4:00', 'Thursday 3 December, 2–4 pm NZDT', 'as the afternoon'],
  ['meet Thu 2pm AEST for an hour', 'Thursday 26 November, 5–6 pm NZDT', 'another time zone'],
  ['meet 14 Jan 10am for an hour', 'Thursday 14 January 2027, 10–11 am NZDT', 'no year'],
  ['meet Sat 10am to 11:30am', 'Saturday 28 November, 10:00–11:30 am NZDT', 'on a weekend'],
  ['meet Thu 11pm for an hour', 'Thursday 26 November, 11 pm', 'late in the evening'],
])('“%s” asks first', async (words, understood, why) => {
  const text = textOf(await privately(await network(), words))
  expect(text).toContain(understood)
  expect(text).toContain(why)
  expect(text).toContain('I haven’t told anyone else yet.')
})

test('a bare hour of a meeting that took place is confirmed too', async () => {
  const bot = await network()
  await bot.forward(48 * hour)
  const text = textOf(await privately(bot, 'met yesterday 2:00'))
  expect(text).toMatch(/^Record a meeting on \w+ 2\d November, 2–3 pm NZDT\?/)
})

test('what is confirmed is planned as it was shown', async () => {
  const bot = await network()
  const reply = await privately(bot, 'meet every second Thursday 2pm')
  const [yes, change] = buttonsOf(reply as never)
  expect(formOf(await bot.press(aroha, youth, change as never)).fields[0]).toMatchObject({
    initial: 'every second Thursday 2pm',
  })
  expect(textOf(await bot.press(aroha, youth, yes as never))).toMatch(
    /^Planned: Thu, 26 Nov 2026.*, an hour, fortnightly/,
  )
})

test('a meeting at the time of another one asks first', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'meet Thu 2pm to 4pm')
  await bot.deliver()
  const text = textOf(await privately(bot, 'meet Thu 3pm for an hour'))
  expect(text).toContain('There’s already a meeting at that time: Thursday 26 November, 2–4 pm NZDT.')
  const twice = textOf(await privately(bot, 'meet Thu 2pm to 4pm'))
  expect(twice).toContain('There’s already a meeting at that time')
})

test('a recorded meeting at the time of another one asks first', async () => {
  const bot = await network()
  await bot.forward(2 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.deliver()
  expect(textOf(await privately(bot, 'met 1 hour ago'))).toContain('There’s already a meeting at that time')
})

test.each([
  ['meet Thu 2pm or Fri', 'I understood Thursday 26 November, 2–3 pm NZDT, but not “or Fri”.'],
  ['meet first Monday 2pm', 'but not “first”'],
  ['meet Thursday maybe', 'didn’t understand “maybe”'],
  ['met yesterday 3pm in room 4', 'but not “in room 4”'],
  ['met every Monday 3pm', 'but not “every week”'],
])('“%s” opens the form with what was understood, what was not, and every word', async (words, error) => {
  const form = formOf(await privately(await network(), words))
  expect(form.errors?.when).toContain(error)
  expect(form.fields[0]).toMatchObject({ initial: words.replace(/^\w+ /, '') })
})

test('a meeting that is moved keeps its length, or takes the one that was written', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'meet Thu 2pm to 4pm')
  expect(textOf(await privately(bot, 'move fridya 2pm'))).toContain('to Friday 27 November, 2–4 pm NZDT?')
  expect(textOf(await bot.say(aroha, youth, 'move to Fri 10am to 1pm'))).toContain('Moved to Fri')
  expect(textOf(await privately(bot, 'move Sat 10am'))).toContain('Saturday 28 November, 10 am–1 pm NZDT')
})

test('the form does not let a choice and the words say two things', async () => {
  const bot = await network()
  const form = formOf(await bot.say(aroha, youth, 'meet'))
  const twoLengths = await bot.submit(aroha, youth, form, { when: 'Thu 2pm til 4pm', minutes: '90' })
  expect(twoLengths).toMatchObject({ kind: 'form-errors', errors: { minutes: /2 hours/ } })
  const twoRepeats = await bot.submit(aroha, youth, form, { when: 'every Thursday 2pm', weeks: '2' })
  expect(twoRepeats).toMatchObject({ kind: 'form-errors', errors: { weeks: /every week/ } })
  const done = await bot.submit(aroha, youth, form, { when: 'Thu 2pm til 4pm' })
  expect(textOf(done)).toMatch(/^Planned: Thu, 26 Nov 2026.*2 hours/)
})

test('a public holiday of somebody in the network asks first', async () => {
  const holidays = createPublicHolidays({
    log: { error: () => expect.unreachable('the holidays are known') },
    compute: async () => ['2026-11-26'],
  })
  const bot = await network('North Side', await openTestBot({ holidays }))
  const text = textOf(await privately(bot, 'meet Thu 2pm for an hour'))
  expect(text).toContain('It’s a public holiday for Aroha, Tom, Ruth and 1 other.')
})

test('a time that is refused stays in the form', async () => {
  const form = formOf(await privately(await network(), 'meet 3 December 2035 10am for an hour'))
  expect(form.fields[0]).toMatchObject({ initial: '3 December 2035 10am for an hour' })
  expect(form.errors?.when).toContain('more than two years away')
})
