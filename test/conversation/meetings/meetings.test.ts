// What is shown and said of meetings: on hold, passed, cancelled, repeating.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, buttonOf, entriesIn, lively, network, youth } from '../../support/fixtures.ts'

const hour = 3_600_000

/** Stopped, with a meeting that is on hold. */
async function onHold(): Promise<TestBot> {
  const room = await network()
  await room.say(aroha, youth, 'meet every week Monday 10:00')
  for (let meeting = 0; meeting < 6; meeting += 1) {
    await room.forward(2 * hour)
    await room.say(aroha, youth, 'met 1 hour ago')
    await room.forward(14 * hour)
  }
  await room.forward(12 * hour)
  return room
}

test('a meeting that passed while it was on hold is no next meeting, and cannot be cancelled', async () => {
  const room = await onHold()
  const cancel = buttonsOf((await room.say(aroha, youth, 'meetings')) as never).find(
    ({ label }) => label === 'Cancel this one',
  )
  expect(textOf(await room.say(aroha, youth, ''))).toMatch(/Next meeting: .*, on hold/)
  await room.forward(8 * 24 * hour)
  expect(textOf(await room.say(aroha, youth, ''))).toContain('Next meeting: none planned')
  expect(textOf(await room.say(aroha, youth, 'meetings'))).not.toContain('To come')
  const before = room.sent.length
  expect(textOf(await room.press(aroha, youth, cancel as never))).toContain('no longer planned')
  await room.deliver()
  expect(room.sent).toHaveLength(before)
})

test('meetings of a stopped network ask nothing, and offer no move', async () => {
  const said = textOf(await (await onHold()).say(aroha, youth, 'meetings'))
  expect(said).toContain('met its limit of meetings with nothing on the table.')
  expect(said).not.toContain('?')
  expect(said).toMatch(/on hold\n\[Cancel this one\]/)
})

test('the list says what repeats, and how many earlier meetings it leaves out', async () => {
  const room = await network()
  await room.say(aroha, youth, 'put a hall')
  await room.say(aroha, youth, 'meet every second Monday 10:00')
  for (let meeting = 0; meeting < 9; meeting += 1) {
    await room.forward(2 * hour)
    await room.say(aroha, youth, 'met 1 hour ago')
  }
  const said = textOf(await room.say(aroha, youth, 'meetings'))
  expect(said).toMatch(/To come: .*, and every 2 weeks\n/)
  expect(said).toContain('And 1 earlier meeting.')
})

test('the two reminders of one meeting are told apart', async () => {
  const room = await network()
  await room.say(aroha, youth, 'meet Sat 10:00')
  const before = room.sent.length
  for (let hours = 0; hours < 7 * 24; hours += 1) await room.forward(hour)
  const sent = room.sent.slice(before).map(({ card }) => plainText(card).split('\n')[0])
  // To each of its two homes.
  expect(sent.filter((heading) => /Next|soon/.test(heading ?? ''))).toEqual([
    'Next meeting',
    'Next meeting',
    'Meeting soon',
    'Meeting soon',
  ])
})

const pressed = async (room: TestBot, label: string) => {
  const button = buttonsOf((await room.say(aroha, youth, 'meetings')) as never).find(
    (one) => one.label === label,
  )
  return textOf(await room.press(aroha, youth, button as never))
}

test('who cancels a series reads which meeting it was, and that it no longer repeats; so do the homes', async () => {
  const room = await network()
  await room.say(aroha, youth, 'meet every week Monday 10:00')
  await room.deliver()
  const before = room.sent.length
  expect(await pressed(room, 'Cancel it and all that follow')).toMatch(
    /^Cancelled: the meeting of Mon.* It no longer repeats\. Every home has been told\.\n\[Plan another\]/,
  )
  await room.deliver()
  const sent = room.sent.slice(before).map(({ card }) => plainText(card))
  expect(sent).toHaveLength(4)
  for (const text of sent) expect(text).toMatch(/Mon.*, and it no longer repeats\./)
})

test('one of a series is cancelled alone', async () => {
  const room = await network()
  await room.say(aroha, youth, 'meet every week Monday 10:00')
  expect(await pressed(room, 'Cancel this one')).toContain('Those after it stay.')
})

test('a stopped network that cancels is not asked to plan another', async () => {
  expect(await pressed(await onHold(), 'Cancel this one')).not.toContain('Plan another')
})

test('each card about a meeting names the network: planned, moved, reminded, checked in, held, cancelled', async () => {
  const room = await network()
  const before = room.sent.length
  await room.say(aroha, youth, 'meet Thu 10:00')
  await room.say(aroha, youth, 'move Fri 10:00')
  await room.forward(4 * 24 * hour)
  await room.forward(2 * 24 * hour)
  await room.say(aroha, youth, 'meet Thu 10:00')
  await pressed(room, 'Cancel this one')
  await room.deliver()
  const sent = room.sent.slice(before).map(({ card }) => plainText(card))
  for (const phrase of [
    'Meeting planned',
    'has moved',
    'Next meeting',
    'What is on the table?',
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
  const room = await lively()
  const said = textOf(await room.press(aroha, youth, buttonOf(room, 'Nothing this time')))
  expect(said).toContain('nothing from you this time')
  expect(said).not.toContain('?')
})

test.each([
  ['meet yesterday 3pm', 'passed', 'Record it', 'Recorded: a meeting on'],
  ['met tomorrow 3pm', 'still to come', 'Plan it', 'Planned:'],
])('“%s” shows the time that was understood, and the other way', async (typed, why, label, done) => {
  const room = await network()
  await room.forward(5 * 24 * hour)
  const reply = await room.say(aroha, youth, typed)
  expect(textOf(reply)).toMatch(new RegExp(`^I understood \\w+, .*${why}`))
  const button = buttonsOf(reply as never).find((one) => one.label === label)
  expect(textOf(await room.press(aroha, youth, button as never))).toContain(done)
  const planned = await entriesIn(room)
  await room.press(aroha, youth, button as never)
  expect(await entriesIn(room)).toBe(planned)
})
