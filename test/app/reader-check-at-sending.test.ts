// Who may read is checked again when a message leaves: roles change between what is done in the evening and the morning.
import { expect, test } from 'vitest'
import type { Profile } from '../../src/chat/address.ts'
import { formOf, type TestBot } from '../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  directOf,
  margaret,
  network,
  ruth,
  tom,
  whanau,
  youth,
} from '../support/fixtures.ts'

const hour = 3_600_000

/** The evening: nothing that can wait for the morning has left yet. */
async function evening(): Promise<TestBot> {
  const room = await network()
  await room.forward(10 * hour)
  return room
}

async function said(room: TestBot, who: Profile, place: typeof youth, words: string, fields = {}) {
  await room.submit(who, place, formOf(await room.say(who, place, words)), fields)
}

async function givesUp(room: TestBot, who: Profile, role: string): Promise<void> {
  const { network: id = '' } = buttonOf(room, 'Accept').values
  await room.press(who, directOf(who), { action: 'give-up', values: { network: id, role } })
}

const sentTo = (room: TestBot, from: number, who: Profile) =>
  room.sent.slice(from).filter(({ to }) => to.kind === 'direct' && to.user === who.user)

test('an angel who steps down in the evening reads nothing in the morning that was put to them before', async () => {
  const room = await evening()
  await said(room, tom, whanau, 'ask Come with us')
  await said(room, tom, whanau, 'bend Paid the taxi', { why: 'No other way' })
  await said(room, aroha, youth, 'go public', { why: 'It works' })
  const from = room.sent.length
  await givesUp(room, margaret, 'guardian-angel')
  await room.forward(24 * hour)
  expect(sentTo(room, from, margaret)).toEqual([])
})

test('an angel who stays reads them in the morning, each once', async () => {
  const room = await evening()
  await said(room, tom, whanau, 'ask Come with us')
  await said(room, tom, whanau, 'bend Paid the taxi', { why: 'No other way' })
  await said(room, aroha, youth, 'go public', { why: 'It works' })
  const from = room.sent.length
  await room.forward(24 * hour)
  expect(sentTo(room, from, margaret)).toHaveLength(3)
})

test('who leaves in the evening reads no answer in the morning', async () => {
  const room = await network()
  await said(room, tom, whanau, 'bend Paid the taxi', { why: 'No other way' })
  await room.forward(10 * hour)
  await room.press(margaret, directOf(margaret), buttonOf(room, 'Approve'))
  const from = room.sent.length
  const { network: id = '' } = buttonOf(room, 'Accept').values
  const staying = await room.copy()
  await room.press(tom, directOf(tom), { action: 'leave', values: { network: id } })
  await room.forward(24 * hour)
  expect(sentTo(room, from, tom)).toEqual([])
  await staying.forward(24 * hour)
  expect(sentTo(staying, 0, tom)).toHaveLength(1)
})

test('who gives up being entrepreneur in the evening no longer reads of limits and decisions', async () => {
  const room = await evening()
  await said(room, aroha, youth, 'go public', { why: 'It works' })
  await room.forward(14 * hour)
  await said(room, margaret, directOf(margaret), 'limit No names leave Health')
  const no = formOf(await room.press(margaret, directOf(margaret), buttonOf(room, 'Not yet')))
  await room.submit(margaret, directOf(margaret), no, { word: 'After the vote' })
  const from = room.sent.length
  const staying = await room.copy()
  await givesUp(room, aroha, 'public-entrepreneur')
  await room.forward(72 * hour)
  expect(JSON.stringify(sentTo(room, from, aroha))).not.toMatch(/No names leave|After the vote/)
  await staying.forward(72 * hour)
  expect(JSON.stringify(sentTo(staying, 0, aroha))).toMatch(/No names leave.*After the vote/)
})

test('what goes to an angel is posted in no home, and comes to no other member', async () => {
  const room = await network()
  const from = room.sent.length
  await said(room, margaret, directOf(margaret), 'limit No names leave Health')
  await said(room, tom, whanau, 'bend Paid the taxi', { why: 'No other way' })
  await said(room, tom, whanau, 'exposed A journalist rang')
  await said(room, tom, whanau, 'blocker Two logins', { put: 'yes' })
  await room.forward(96 * hour)
  expect(room.sent.slice(from).filter(({ to }) => to.kind === 'channel')).toEqual([])
  expect(sentTo(room, from, ruth)).toEqual([])
})
