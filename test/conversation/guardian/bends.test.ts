// Bends through the door: noted with the limits in sight, decided in a direct message, and the decision kept.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
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

async function noted(room: TestBot) {
  const form = formOf(await room.say(tom, whanau, 'bend Paid the taxi without an order'))
  const reply = await room.submit(tom, whanau, form, { why: 'She had no other way home' })
  await room.deliver()
  return { form, reply }
}

const since = (room: TestBot, from: number) =>
  room.sent.slice(from).map(({ to, card, replaces }) => ({
    to: to.kind === 'direct' ? to.user : to.channel,
    text: plainText(card),
    isNew: replaces === undefined,
  }))

/** The last message to that person. */
const readBy = (user: string, room: TestBot) => since(room, 0).findLast(({ to }) => to === user)?.text

test('who notes a bend reads the hard limits and who decides; the angel reads what, why and who', async () => {
  const room = await network()
  const limit = formOf(await room.say(margaret, directOf(margaret), 'limit No names leave Health'))
  await room.submit(margaret, directOf(margaret), limit, {})
  await room.deliver()
  const from = room.sent.length
  const { form, reply } = await noted(room)
  expect(form.intro).toMatch(/Every member can read it.*goes to Margaret to decide.*No names leave Health/s)
  expect(textOf(reply)).toContain('I put it to Margaret')
  expect(since(room, from)).toEqual([
    {
      to: 'Margaret',
      isNew: true,
      text: expect.stringMatching(
        /was it right to bend this\?.*Paid the taxi.*Why, says Tom \(Council\): She had no other way home.*No names leave Health/s,
      ),
    },
  ])
})

test('approved: who noted it hears so, the card changes, and every member can read the decision', async () => {
  const room = await network()
  await noted(room)
  const from = room.sent.length
  const approve = buttonOf(room, 'Approve')
  expect(textOf(await room.press(margaret, directOf(margaret), approve))).toContain('I tell Tom')
  await room.deliver()
  expect(
    since(room, from)
      .map(({ to, isNew }) => `${to} ${isNew}`)
      .sort(),
  ).toEqual(['Margaret false', 'Tom true'])
  expect(readBy('Tom', room)).toMatch(/what you bent is approved.*Approved by Margaret/s)
  expect(textOf(await room.say(aroha, youth, 'bend'))).toContain('Approved by Margaret')
  expect(textOf(await room.press(margaret, directOf(margaret), buttonOf(room, 'Decline')))).toContain(
    'decided already',
  )
})

test('declined with a reason; talked about first with a word, and it waits on', async () => {
  const room = await network()
  await noted(room)
  const first = formOf(await room.press(margaret, directOf(margaret), buttonOf(room, 'Talk first')))
  expect(first.intro).toContain('Every member can read what you write here')
  await room.submit(margaret, directOf(margaret), first, { word: 'Who pays next time?' })
  await room.deliver()
  expect(readBy('Tom', room)).toMatch(/is to be talked about first.*Who pays next time\?.*It still waits/s)
  expect(textOf(await room.say(margaret, directOf(margaret), 'home'))).toContain('1 bend to decide on')
  expect(textOf(await room.say(margaret, directOf(margaret), 'digest'))).toContain('Paid the taxi')
  const no = formOf(await room.press(margaret, directOf(margaret), buttonOf(room, 'Decline')))
  await room.submit(margaret, directOf(margaret), no, { word: 'Order it next time' })
  await room.deliver()
  expect(readBy('Tom', room)).toContain('says Margaret: Order it next time')
  expect(textOf(await room.say(margaret, directOf(margaret), 'home'))).not.toContain('bend to decide on')
})

test('a button pressed by someone else, by an angel who stepped down, or a month late has a clear answer', async () => {
  const room = await network()
  await noted(room)
  const approve = buttonOf(room, 'Approve')
  expect(textOf(await room.press(tom, whanau, approve))).toContain('Only a guardian angel')
  expect(textOf(await room.press(olive, youth, approve))).toContain('Only members of the network')
  const from = room.sent.length
  await room.press(margaret, directOf(margaret), {
    action: 'give-up',
    values: { ...approve.values, role: 'guardian-angel' },
  })
  await room.deliver()
  expect(since(room, from)[0]).toMatchObject({
    to: 'Aroha',
    text: expect.stringContaining('1 matter waits for the decision of a guardian angel'),
  })
  await room.forward(30 * 24 * 3_600_000)
  expect(textOf(await room.press(margaret, directOf(margaret), approve))).toContain(
    'Only members of the network',
  )
  expect(textOf(await room.say(aroha, youth, 'bend'))).toContain('Waiting for a guardian angel')
})
