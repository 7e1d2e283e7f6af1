// Correcting a meeting, and taking back what was answered to its check-in.
import { expect, test } from 'vitest'
import type { Reply } from '../../../src/chat/adapter.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { buttonsOf, formOf, textOf } from '../../support/bot-harness.ts'
import { aroha, buttonOf, lively, network, tom, whanau, youth } from '../../support/fixtures.ts'

test('an entrepreneur mends the attendance of anybody within seven days', async () => {
  const bot = await network()
  await bot.forward(2 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.forward(2 * day)
  const list = await bot.say(aroha, youth, 'meetings')
  const correct = buttonsOf(list as never).find(({ label }) => label === 'Correct one')
  const form = formOf(await bot.press(aroha, youth, correct as never))
  const who = form.fields.find(({ name }) => name === 'who')
  const theirs = who?.kind === 'choice' ? who.options.find(({ label }) => label.startsWith('Tom')) : undefined
  const done = await bot.submit(aroha, youth, form, { who: theirs?.value ?? '', what: 'there' })
  expect(textOf(done)).toMatch(/^I’ve corrected the meeting\.\n.*2 people there/)
})

test('who can correct nothing any more is offered nothing, and reads why', async () => {
  const bot = await network()
  await bot.forward(2 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.forward(2 * day)
  const offered = await bot.say(tom, whanau, 'meetings')
  const correct = buttonsOf(offered as never).find(({ label }) => label === 'Correct one')
  const form = formOf(await bot.press(tom, whanau, correct as never))
  expect(form.fields.map(({ name }) => name)).toEqual(['meeting', 'what'])
  await bot.forward(8 * day)
  expect(textOf(await bot.say(tom, whanau, 'meetings'))).not.toContain('[Correct one]')
  expect(textOf(await bot.press(tom, whanau, correct as never))).toContain(
    'You can correct whether you were there for 7 days',
  )
})

test('“nothing this time” can be taken back while the check-in is open', async () => {
  const bot = await lively()
  const reply = await bot.press(aroha, youth, buttonOf(bot, 'Nothing this time'))
  const back = buttonsOf(reply as never).find(({ label }) => label === 'Take that back')
  expect(textOf(await bot.press(aroha, youth, back as never))).toContain('I’ve taken that back')
})

test('attendance, the private answer and a lesson can each be taken back where they were given', async () => {
  const bot = await network()
  await bot.forward(2 * hour)
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.deliver()
  const takeBack = async (reply: Reply) => {
    const back = buttonsOf(reply as never).find(({ label }) => label === 'Take that back')
    return textOf(await bot.press(tom, whanau, back as never))
  }
  const there = await bot.press(tom, whanau, buttonOf(bot, 'I was there'))
  const yes = buttonsOf(there as never).find(({ label }) => label === 'Yes')
  expect(await takeBack(await bot.press(tom, whanau, yes as never))).toContain(
    'taken back your private answer',
  )
  expect(await takeBack(there)).toContain('You haven’t said whether you were there')
  await bot.deliver()
  const form = formOf(await bot.press(tom, whanau, buttonOf(bot, 'One thing we learned')))
  const kept = await bot.submit(tom, whanau, form, { text: 'Ask first' })
  expect(textOf(kept)).toContain('Until then you can take it back')
  expect(await takeBack(kept)).toContain('I’ve taken that lesson away again')
})
