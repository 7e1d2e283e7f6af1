// The digest through the door: when it comes, to whom, what it says, and how an angel changes it.
import { expect, test } from 'vitest'
import type { Address } from '../../src/chat/address.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, openTestBot, type TestBot, textOf } from '../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  directOf,
  margaret,
  network,
  stalled,
  tom,
  whanau,
  youth,
} from '../support/fixtures.ts'

const hour = 3_600_000
const day = 24 * hour
const angel = directOf(margaret)

/** What reached the angel since then that is a digest. */
function digests(room: TestBot, from = 0): string[] {
  return room.sent
    .slice(from)
    .filter(
      ({ to, card }) =>
        to.kind === 'direct' &&
        to.user === margaret.user &&
        buttonsOf({ card }).some(({ action }) => action === 'digest-settings'),
    )
    .map(({ card }) => plainText(card, 'Pacific/Auckland'))
}

/** One more network in a channel of its own, whose angel is the same. */
async function watched(room: TestBot, name: string): Promise<void> {
  const place = { ...youth, channel: name } as Address
  const form = formOf(await room.say(aroha, place, `start ${name}`))
  await room.submit(aroha, place, form, { moment: 'm', outcome: 'o' })
  const role = formOf(await room.say(aroha, place, 'angel'))
  await room.submit(aroha, place, role, {}, { person: margaret })
  await room.deliver()
  const accepting = await room.press(margaret, angel, buttonOf(room, 'Accept'))
  await room.submit(margaret, angel, formOf(accepting), {})
}

test('an angel gets one message on Monday at nine about all networks, the worst first', async () => {
  const room = await stalled()
  await watched(room, 'East Side')
  const from = room.sent.length
  await room.forward(8 * day)
  const [first, ...others] = digests(room, from)
  expect(others.length).toBeLessThanOrEqual(1)
  expect(first?.split('\n')[0]).toMatch(/^South Side has stopped.*; and 1 other network$/)
  expect(first).toContain('East Side')
  expect(first).toContain('Only you see this.')
})

test('with nothing new nothing comes, or a line for each network where the angel wants that', async () => {
  const room = await network()
  await room.say(aroha, youth, 'meet in 60 days 10:00')
  await room.forward(8 * day)
  const from = room.sent.length
  await room.forward(14 * day)
  expect(digests(room, from)).toEqual([])
  const form = formOf(await room.say(margaret, angel, 'pause digests'))
  const saved = textOf(await room.submit(margaret, angel, form, { whenQuiet: 'one-line' }))
  expect(saved).toMatch(/^Saved\. Your next digest comes on Mon, .*9:00 am NZDT/)
  await room.forward(7 * day)
  const [line, ...more] = digests(room, from)
  expect(more).toEqual([])
  expect(line?.split('\n')[0]).toBe('Nothing new in South Side')
})

test('whoever is an angel no longer gets none', async () => {
  const room = await stalled()
  const from = room.sent.length
  const steps = await room.say(margaret, angel, 'step down')
  for (const button of buttonsOf(steps as never)) {
    const answer = await room.press(margaret, angel, button)
    if (answer.kind === 'card') for (const next of buttonsOf(answer)) await room.press(margaret, angel, next)
  }
  await room.forward(15 * day)
  expect(digests(room, from)).toEqual([])
})

test('it can be asked for at any time, and does not take the place of the next one', async () => {
  const room = await stalled()
  const from = room.sent.length
  expect(textOf(await room.say(margaret, angel, 'digest'))).toContain('South Side has stopped')
  expect(textOf(await room.say(margaret, youth, 'digest'))).toContain('South Side has stopped')
  expect(textOf(await room.say(aroha, youth, 'digest'))).toContain('you are none just now')
  await room.forward(8 * day)
  expect(digests(room, from).length).toBeGreaterThan(0)
})

test.each([
  ['an hour', hour],
  ['three days', 3 * day],
  ['15 days', 15 * day],
])('after %s of outage over its hour one comes, which says that it is late', async (_, down) => {
  const room = await network()
  await room.forward(hour)
  await room.say(tom, whanau, 'put 0.5 FTE analyst')
  // From Tuesday 11:00 to Monday 08:30, half an hour before it is due.
  await room.forward(6 * day - 2.5 * hour)
  expect(digests(room)).toEqual([])
  await room.outage(down)
  await room.deliver()
  expect(digests(room)).toEqual([expect.stringContaining('This comes late')])
  await room.forward(4 * day)
  expect(digests(room)).toHaveLength(1)
})

test('two processes send one digest', async () => {
  const room = await stalled()
  const beside = await room.beside()
  const from = room.sent.length
  for (let days = 0; days < 8; days += 1) {
    await room.forward(day)
    await beside.forward(day)
  }
  expect(digests(room, from).length + digests(beside).length).toBeLessThanOrEqual(2)
  expect(digests(room, from).length + digests(beside).length).toBeGreaterThan(0)
})

test('a pause holds it back until its day; what cannot be read as a day is asked for in the form', async () => {
  const room = await network()
  await room.say(tom, whanau, 'put 0.5 FTE analyst')
  expect(textOf(await room.say(margaret, angel, 'pause digests until 12 January'))).toMatch(
    /Your next digest comes on Mon, 18 Jan 2027, 9:00 am NZDT/,
  )
  await room.forward(30 * day)
  expect(digests(room)).toEqual([])
  const form = formOf(await room.say(margaret, angel, 'pause digests qwzx'))
  expect(await room.submit(margaret, angel, form, {})).toMatchObject({
    kind: 'form-errors',
    errors: { until: expect.stringContaining('“qwzx”') },
  })
})

test('turned off it stays off, and can be turned on again', async () => {
  const room = await stalled()
  const form = formOf(await room.say(margaret, angel, 'pause digests'))
  expect(textOf(await room.submit(margaret, angel, form, { weeks: '0' }))).toContain('Your digest is off')
  const from = room.sent.length
  await room.forward(15 * day)
  expect(digests(room, from)).toEqual([])
  await room.submit(margaret, angel, form, { weeks: '1' })
  await room.forward(7 * day)
  expect(digests(room, from)).toHaveLength(1)
})

test('what waits for the angel is answered in it', async () => {
  const room = await network()
  const form = formOf(await room.say(tom, whanau, 'ask Speak with the ministry'))
  await room.submit(tom, whanau, form, {})
  const now = await room.say(margaret, angel, 'digest')
  expect(textOf(now).split('\n')[0]).toBe('1 ask for you from South Side')
  const take = buttonsOf(now as never).find(({ action }) => action === 'take-ask')
  await room.press(margaret, angel, take as never)
  await room.deliver()
  expect(textOf(await room.say(tom, whanau, 'asks'))).toContain('Margaret has it.')
})

test('what the angel answers changes the digest in place, and no second one comes', async () => {
  const room = await network()
  await room.submit(tom, whanau, formOf(await room.say(tom, whanau, 'ask Speak with the ministry')), {})
  await room.forward(7 * day)
  expect(digests(room)).toHaveLength(1)
  const from = room.sent.length
  const take = room.sent.flatMap(buttonsOf).findLast(({ action }) => action === 'take-ask')
  await room.press(margaret, angel, take as never)
  await room.deliver()
  expect(digests(room, from)).toEqual([expect.stringContaining('Margaret has it.')])
  const changed = room.sent.slice(from).find(({ card }) => plainText(card).includes('When this comes'))
  expect(changed?.replaces).toBeDefined()
})

test('its flags are seen with one press, which the digest then no longer asks for', async () => {
  const room = await stalled()
  const find = async (action: string) =>
    buttonsOf((await room.say(margaret, angel, 'digest')) as never).find((button) => button.action === action)
  const seen = await find('see-flags')
  expect(textOf(await room.press(margaret, angel, seen as never))).toContain('you have seen it')
  expect(await find('see-flags')).toBeUndefined()
  expect(textOf(await room.say(margaret, angel, 'digest'))).toContain('South Side has stopped')
})

test('of eighty networks the worst come first, and the others are reached by a button', async () => {
  const room = await openTestBot()
  for (let n = 0; n < 80; n += 1) await watched(room, `Network ${n}`)
  const seen = new Set<string>()
  let reply = await room.say(margaret, angel, 'digest')
  for (let page = 0; page < 12; page += 1) {
    for (const [, name = ''] of textOf(reply).matchAll(/(Network \d+):/g)) seen.add(name)
    const more = buttonsOf(reply as never).find(({ label }) => label.startsWith('Show the other'))
    if (more === undefined) break
    reply = await room.press(margaret, angel, more)
  }
  expect(seen.size).toBe(80)
})

test('an angel whom a digest cannot reach is told of in each of their networks, once', async () => {
  const room = await stalled()
  await watched(room, 'East Side')
  const from = room.sent.length
  await room.bot.notifyUndeliverable(
    { id: 0, network: '', to: angel, about: '{"since":0}', due: 0, state: 'failed' },
    'user_disabled: the account was deactivated.',
  )
  await room.deliver()
  const told = room.sent.slice(from).map(({ card }) => plainText(card))
  for (const name of ['South Side', 'East Side'])
    expect(told.filter((text) => text.includes('could not') && text.includes(name))).toHaveLength(1)
})
