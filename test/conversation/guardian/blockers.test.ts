// Blockers, sent through the whole bot: naming one, the reminder, the question to the angel, and clearing it.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day } from '../../../src/domain/core/time.ts'
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

async function nameBlocker(bot: TestBot, fields = {}) {
  const form = formOf(await bot.say(tom, whanau, 'blocker Two logins to the systems'))
  const reply = await bot.submit(tom, whanau, form, fields)
  await bot.deliver()
  return { form, reply }
}

test('who names a blocker reads beforehand who will see it; then it stands in the list, on the network’s card and in the reminder', async () => {
  const bot = await network()
  const { form, reply } = await nameBlocker(bot)
  expect(form.intro).toMatch(
    /Every member can read it .*with your name.*in the reminder .*without your name, for everyone in the network’s channels/,
  )
  expect(textOf(reply)).toContain('in the list, under systems')
  expect(textOf(await bot.say(aroha, youth, 'blocker'))).toMatch(
    /Two logins to the systems.*Systems, named by Tom \(Council\)/s,
  )
  expect(textOf(await bot.say(aroha, youth, ''))).toContain('Systems: Two logins to the systems')
  await bot.say(aroha, youth, 'meet tomorrow 10:00 for an hour')
  await bot.forward(day)
  const reminder = bot.sent.find(({ card }) => /Next meeting|Meeting soon/.test(plainText(card)))
  expect(plainText(reminder?.card ?? { blocks: [] })).toContain(
    'Blocker (systems): Two logins to the systems',
  )
  expect(plainText(reminder?.card ?? { blocks: [] })).not.toContain('Tom')
})

test('the angel answers a blocker that is put to them, and once it is done it is cleared for all', async () => {
  const bot = await network()
  const { reply } = await nameBlocker(bot, { put: 'yes' })
  expect(textOf(reply)).toContain('I’ll put it to Margaret in their next working hour')
  const take = buttonOf(bot, 'I’ll take it')
  await bot.press(margaret, directOf(margaret), take)
  expect(textOf(await bot.say(aroha, youth, 'blocker'))).toMatch(
    /With the guardian angel\. Margaret has taken it on/,
  )
  const done = formOf(await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Done')))
  await bot.submit(margaret, directOf(margaret), done, { word: 'IT gives one login' })
  expect(textOf(await bot.say(aroha, youth, 'blocker'))).toMatch(/Cleared by Margaret: IT gives one login/)
  expect(textOf(await bot.say(aroha, youth, ''))).not.toContain('Two logins')
})

test('when a member clears it, the person who named it reads how, and the angel’s card changes in place', async () => {
  const bot = await network()
  await nameBlocker(bot, { put: 'yes' })
  const from = bot.sent.length
  const list = await bot.say(aroha, youth, 'blocker')
  const button = list.kind === 'card' && buttonsOf(list).find(({ label }) => label === 'It is cleared')
  const form = formOf(await bot.press(aroha, youth, button as never))
  await bot.submit(aroha, youth, form, { word: 'We share one login' })
  await bot.deliver()
  const messagesSince = bot.sent.slice(from).map(({ to, card, replaces }) => ({
    to: to.kind === 'direct' ? to.user : to.channel,
    text: plainText(card),
    isNew: replaces === undefined,
  }))
  expect(messagesSince.map(({ to, isNew }) => `${to} ${isNew}`).sort()).toEqual([
    'Margaret false',
    'Tom true',
  ])
  expect(messagesSince.find(({ to }) => to === 'Tom')?.text).toContain('Cleared by Aroha: We share one login')
  expect(messagesSince.find(({ to }) => to === 'Margaret')?.text).toContain(
    'cleared in the meantime: We share one login',
  )
  expect(textOf(await bot.press(tom, whanau, button as never))).toContain('already been cleared')
  expect(textOf(await bot.press(olive, youth, button as never))).toContain('Only members of the network')
})

test('a blocker that is kept from the angel says before and after that they hear of it in three weeks, and they do', async () => {
  const bot = await network()
  const form = formOf(await bot.say(tom, whanau, 'blocker Two logins for one job'))
  expect(form.intro).toContain('If it’s still open after three weeks, I’ll tell Margaret.')
  const named = textOf(await bot.submit(tom, whanau, form, { put: 'no' }))
  expect(named).toMatch(/If it’s still open on .*15 Dec 2026, I’ll tell Margaret\./)
  const from = bot.sent.length
  await bot.forward(22 * day)
  const told = bot.sent.slice(from).map(({ card }) => plainText(card))
  const flag = told.find((text) => text.includes('Two logins') && text.includes('[Seen]'))
  expect(flag).toMatch(/South Side has been blocked for three weeks: “Two logins for one job”/)
  expect(told.join()).not.toMatch(/stopped/)
})

test('the digest names an open blocker that nobody has put to the angel', async () => {
  const bot = await network()
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'blocker Two logins')), { put: 'no' })
  expect(textOf(await bot.say(margaret, directOf(margaret), 'digest'))).toContain('1 blocker open.')
  await bot.forward(day)
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'blocker No room')), { put: 'no' })
  const digest = textOf(await bot.say(margaret, directOf(margaret), 'digest'))
  expect(digest).toMatch(/Blocker, open since .*: “Two logins”/)
})
