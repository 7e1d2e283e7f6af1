// Blockers through the door: named, in the reminder, put to the angel, cleared.
import { expect, test } from 'vitest'
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

async function named(room: TestBot, fields = {}) {
  const form = formOf(await room.say(tom, whanau, 'blocker Two logins to the systems'))
  const reply = await room.submit(tom, whanau, form, fields)
  await room.deliver()
  return { form, reply }
}

test('who names a blocker reads beforehand who will see it; then it stands in the list, on the network’s card and in the reminder', async () => {
  const room = await network()
  const { form, reply } = await named(room)
  expect(form.intro).toMatch(
    /Every member can read it .*with your name.*without your name, in the reminder .*everyone in the channels/,
  )
  expect(textOf(reply)).toContain('Named: systems')
  expect(textOf(await room.say(aroha, youth, 'blocker'))).toMatch(
    /Two logins to the systems.*Systems, named by Tom \(Council\)/s,
  )
  expect(textOf(await room.say(aroha, youth, ''))).toContain('Systems: Two logins to the systems')
  await room.say(aroha, youth, 'meet tomorrow 10:00')
  await room.forward(24 * 3_600_000)
  const reminder = room.sent.find(({ card }) => /Next meeting|Meeting soon/.test(plainText(card)))
  expect(plainText(reminder?.card ?? { blocks: [] })).toContain(
    'stops us (systems): Two logins to the systems',
  )
  expect(plainText(reminder?.card ?? { blocks: [] })).not.toContain('Tom')
})

test('put to the angel it is answered there, and what is done is cleared for all', async () => {
  const room = await network()
  const { reply } = await named(room, { put: 'yes' })
  expect(textOf(reply)).toContain('I tell Margaret in the next working hour')
  const take = buttonOf(room, 'I’ll take it')
  await room.press(margaret, directOf(margaret), take)
  expect(textOf(await room.say(aroha, youth, 'blocker'))).toMatch(/With the guardian angel\. Margaret has it/)
  const done = formOf(await room.press(margaret, directOf(margaret), buttonOf(room, 'Done')))
  await room.submit(margaret, directOf(margaret), done, { word: 'IT gives one login' })
  expect(textOf(await room.say(aroha, youth, 'blocker'))).toMatch(/Cleared, by Margaret: IT gives one login/)
  expect(textOf(await room.say(aroha, youth, ''))).not.toContain('Two logins')
})

test('cleared by a member, whoever named it reads what cleared it, and the angel’s card changes without noise', async () => {
  const room = await network()
  await named(room, { put: 'yes' })
  const from = room.sent.length
  const list = await room.say(aroha, youth, 'blocker')
  const button = list.kind === 'card' && buttonsOf(list).find(({ label }) => label === 'It is cleared')
  const form = formOf(await room.press(aroha, youth, button as never))
  await room.submit(aroha, youth, form, { word: 'We share one login' })
  await room.deliver()
  const since = room.sent.slice(from).map(({ to, card, replaces }) => ({
    to: to.kind === 'direct' ? to.user : to.channel,
    text: plainText(card),
    isNew: replaces === undefined,
  }))
  expect(since.map(({ to, isNew }) => `${to} ${isNew}`).sort()).toEqual(['Margaret false', 'Tom true'])
  expect(since.find(({ to }) => to === 'Tom')?.text).toContain('Cleared, by Aroha: We share one login')
  expect(since.find(({ to }) => to === 'Margaret')?.text).toContain('cleared meanwhile: We share one login')
  expect(textOf(await room.press(tom, whanau, button as never))).toContain('cleared already')
  expect(textOf(await room.press(olive, youth, button as never))).toContain('Only members of the network')
})
