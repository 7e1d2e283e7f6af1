// Asks through the door: who reads what, how often, and what the buttons do and say.
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, openTestBot, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  directOf,
  empty,
  margaret,
  network,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

const hour = 3_600_000
const rangi: Profile = { ...margaret, user: 'Rangi', name: 'Rangi' }

async function put(room: TestBot, words = 'Speak with the ministry'): Promise<void> {
  const form = formOf(await room.say(tom, whanau, `ask ${words}`))
  await room.submit(tom, whanau, form, {})
  await room.deliver()
}

async function becomesAngel(room: TestBot, who: Profile): Promise<void> {
  const form = formOf(await room.say(aroha, youth, 'angel'))
  await room.submit(aroha, youth, form, {}, { person: who })
  await room.deliver()
  const accepting = await room.press(who, directOf(who), buttonOf(room, 'Accept'))
  await room.submit(who, directOf(who), formOf(accepting), {})
  await room.deliver()
}

/** What reached whom since then, and whether it changed what was there. */
function since(room: TestBot, from: number) {
  return room.sent.slice(from).map(({ to, card, replaces }) => ({
    to: to.kind === 'direct' ? to.user : to.channel,
    text: plainText(card),
    isNew: replaces === undefined,
  }))
}

const noise = (room: TestBot, from: number) =>
  since(room, from).flatMap(({ to, isNew }) => (isNew ? [to] : []))

test('an ask reaches the angel once, and only the angel; the answer reaches the one who asked, and only them', async () => {
  const room = await network()
  const from = room.sent.length
  const form = formOf(await room.say(tom, whanau, 'ask Speak with the ministry'))
  expect(form.intro).toMatch(/goes to Margaret.*Every member can read it .*with your name/)
  expect(form.fields.map(({ initial }) => initial)).toEqual(['Speak with the ministry', 'advocate'])
  const said = textOf(await room.submit(tom, whanau, form, {}))
  expect(said).toContain('Margaret in the next working hour')
  await room.deliver()
  expect(noise(room, from)).toEqual(['Margaret'])
  expect(since(room, from)[0]?.text).toMatch(/Speak with the ministry.*Tom \(Council\).*call: Aroha/s)

  await room.press(margaret, directOf(margaret), buttonOf(room, 'I’ll take it'))
  await room.deliver()
  expect(noise(room, from)).toEqual(['Margaret', 'Tom'])
  expect(since(room, from).find(({ isNew }) => !isNew)).toMatchObject({
    to: 'Margaret',
    text: expect.stringContaining('Margaret has it'),
  })
  expect(since(room, from).find(({ to }) => to === 'Tom')?.text).toMatch(/taken.*Margaret has it/s)

  const done = formOf(await room.press(margaret, directOf(margaret), buttonOf(room, 'Done')))
  await room.submit(margaret, directOf(margaret), done, { word: 'They will listen' })
  await room.deliver()
  expect(noise(room, from)).toEqual(['Margaret', 'Tom', 'Tom'])
  expect(since(room, from).findLast(({ to }) => to === 'Tom')?.text).toContain('They will listen')
  const list = textOf(await room.say(ruth, youth, 'asks'))
  expect(list).toMatch(/Speak with the ministry.*Done, by Margaret: They will listen/s)
})

test('of two angels the first has it: the card of the other changes in place, and its button says who', async () => {
  const room = await network()
  await becomesAngel(room, rangi)
  await put(room)
  const button = buttonOf(room, 'I’ll take it')
  const from = room.sent.length
  await room.press(rangi, directOf(rangi), button)
  await room.deliver()
  expect(noise(room, from)).toEqual(['Tom'])
  const changed = since(room, from).find(({ to }) => to === 'Margaret')
  expect(changed).toMatchObject({ isNew: false, text: expect.stringContaining('Rangi has it') })
  const card = room.sent.findLast(({ to }) => to.kind === 'direct' && to.user === 'Margaret')
  expect(buttonsOf(card as never).map(({ label }) => label)).toEqual(['Show all asks'])
  expect(textOf(await room.press(margaret, directOf(margaret), button))).toContain(
    'Rangi has that ask already',
  )
})

test('a button pressed by someone else, twice or a month late has a clear answer and no effect', async () => {
  const room = await network()
  await put(room)
  const take = buttonOf(room, 'I’ll take it')
  const finish = buttonOf(room, 'Done')
  for (const button of [take, finish]) {
    expect(textOf(await room.press(aroha, youth, button))).toContain('Only a guardian angel')
    expect(textOf(await room.press(olive, youth, button))).toContain('Only members of the network')
  }
  const form = formOf(await room.press(margaret, directOf(margaret), finish))
  await room.submit(margaret, directOf(margaret), form, { word: 'Said and done' })
  await room.forward(30 * 24 * hour)
  const from = room.sent.length
  for (const button of [take, finish])
    expect(textOf(await room.press(margaret, directOf(margaret), button))).toContain('is over already')
  await room.submit(margaret, directOf(margaret), form, { word: 'Twice' })
  await room.deliver()
  expect(noise(room, from)).toEqual([])
  expect(textOf(await room.say(tom, whanau, 'asks'))).not.toContain('Twice')
})

test('an ask that is taken back before the angel’s morning is never sent', async () => {
  const room = await network()
  await room.forward(10 * hour)
  const from = room.sent.length
  const form = formOf(await room.say(tom, whanau, 'ask Come with us'))
  const reply = await room.submit(tom, whanau, form, {})
  const undo = reply.kind === 'card' && buttonsOf(reply).find(({ label }) => label === 'Undo')
  expect(textOf(await room.press(tom, whanau, undo as never))).toContain('Taken back')
  await room.forward(24 * hour)
  expect(since(room, from)).toEqual([])
})

test('without an angel it says so, offers to nominate one, and the new angel reads all that is open in one message', async () => {
  const room = await openTestBot()
  const begin = formOf(await room.say(aroha, youth, 'start South Side'))
  await room.submit(aroha, youth, begin, { moment: 'm', outcome: 'o' })
  await room.deliver()
  const from = room.sent.length
  for (const words of ['Advise us', 'Clear the way']) {
    const form = formOf(await room.say(aroha, youth, `ask ${words}`))
    const reply = await room.submit(aroha, youth, form, {})
    expect(textOf(reply)).toContain('no guardian angel yet')
    expect(textOf(reply)).toContain('Nominate a guardian angel')
  }
  await room.deliver()
  expect(since(room, from)).toEqual([])
  await becomesAngel(room, rangi)
  const read = since(room, from).filter(({ to, text }) => to === 'Rangi' && !text.includes('Will you be'))
  const news = read.filter(({ text }) => text.includes('Advise us'))
  expect(news).toHaveLength(1)
  expect(news[0]?.text).toContain('Clear the way')
})

test('the last angel steps down: the entrepreneur reads what is open, in one message, and whoever asked that nobody has it', async () => {
  const room = await network()
  await put(room)
  await room.press(margaret, directOf(margaret), buttonOf(room, 'I’ll take it'))
  await room.deliver()
  const from = room.sent.length
  const down = await room.press(margaret, directOf(margaret), {
    action: 'give-up',
    values: { ...buttonOf(room, 'Done').values, role: 'guardian-angel' },
  })
  expect(textOf(down)).toContain(
    '1 ask that you had taken is open again; the public entrepreneurs hear of it',
  )
  await room.deliver()
  expect(noise(room, from).toSorted()).toEqual(['Aroha', 'Tom'])
  const readBy = (who: string) => since(room, from).find(({ to }) => to === who)?.text
  expect(readBy('Tom')).toMatch(
    /what you asked is with nobody any more.*I keep it for another guardian angel/s,
  )
  expect(readBy('Aroha')).toMatch(/Nobody has 1 open ask now: “Speak with the ministry”/)
  expect(textOf(await room.press(margaret, directOf(margaret), buttonOf(room, 'Done')))).toContain(
    'Only members of the network',
  )
})

test('when the last angel says that it is not theirs, whoever asked reads why and is offered to nominate another', async () => {
  const room = await network()
  await put(room)
  const form = formOf(await room.press(margaret, directOf(margaret), buttonOf(room, 'Not mine')))
  expect(form.intro).toContain('Every member can read what you write here')
  const from = room.sent.length
  await room.submit(margaret, directOf(margaret), form, { word: 'Ask the mayor' })
  await room.deliver()
  expect(noise(room, from)).toEqual(['Tom'])
  const news = since(room, from).find(({ to }) => to === 'Tom')?.text
  expect(news).toContain('Margaret says: Ask the mayor')
  expect(news).toContain('Nominate one')
})

test('an ask shows under what waits for the angel, until it is answered', async () => {
  const room = await network()
  await put(room)
  expect(textOf(await room.say(margaret, directOf(margaret), 'home'))).toContain(
    '1 ask to the guardian angel',
  )
  expect(textOf(await room.say(tom, whanau, ''))).not.toContain('ask to the guardian angel')
  const form = formOf(await room.press(margaret, directOf(margaret), buttonOf(room, 'Done')))
  await room.submit(margaret, directOf(margaret), form, { word: 'Done so' })
  expect(textOf(await room.say(margaret, directOf(margaret), 'home'))).not.toContain('ask to the guardian')
})

test('an angel of two networks answers each for itself, says which one a word means, and can leave one', async () => {
  const room = await network()
  const begin = formOf(await room.say(aroha, empty, 'start North Side'))
  await room.submit(aroha, empty, begin, { moment: 'm', outcome: 'o' })
  const angel = formOf(await room.say(aroha, empty, 'angel'))
  await room.submit(aroha, empty, angel, {}, { person: margaret })
  await room.deliver()
  const accepting = await room.press(margaret, directOf(margaret), buttonOf(room, 'Accept'))
  await room.submit(margaret, directOf(margaret), formOf(accepting), {})
  await put(room)
  const south = buttonOf(room, 'I’ll take it')
  const form = formOf(await room.say(aroha, empty, 'ask Advise us'))
  await room.submit(aroha, empty, form, {})
  await room.deliver()
  const north = buttonOf(room, 'I’ll take it')
  expect(north.values.network).not.toBe(south.values.network)
  expect(textOf(await room.say(margaret, directOf(margaret), 'asks'))).toMatch(
    /Which network do you mean\?.*\[.*North Side.*\]/s,
  )
  await room.press(margaret, directOf(margaret), {
    action: 'give-up',
    values: { ...south.values, role: 'guardian-angel' },
  })
  expect(textOf(await room.press(margaret, directOf(margaret), south))).toContain(
    'Only members of the network',
  )
  expect(textOf(await room.press(margaret, directOf(margaret), north))).toContain('You have it')
  expect(textOf(await room.say(margaret, directOf(margaret), 'asks'))).toMatch(
    /What North Side asked.*Advise us/s,
  )
})
