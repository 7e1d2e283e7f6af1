// The digest: when it comes, to whom, what it says, and how an angel changes it.
import { expect, test } from 'vitest'
import type { Address } from '../../src/chat/address.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import { day, hour, week } from '../../src/domain/core/time.ts'
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
import { buttonsIn, buttonWithAction } from '../support/reply-buttons.ts'
import { startNetwork } from '../support/stories/start-network.ts'

const angel = directOf(margaret)

/** The texts of the digests that the angel was sent, from that message on. */
function digests(bot: TestBot, from = 0): string[] {
  return bot.sent
    .slice(from)
    .filter(
      ({ to, card }) =>
        to.kind === 'direct' &&
        to.user === margaret.user &&
        buttonsOf({ card }).some(({ action }) => action === 'digest-settings'),
    )
    .map(({ card }) => plainText(card, 'Pacific/Auckland'))
}

/** Starts another network in a channel of its own, with the same angel. */
async function addNetwork(bot: TestBot, name: string): Promise<void> {
  const place = { ...youth, channel: name } as Address
  await startNetwork(bot, { by: aroha, place, name })
  const role = formOf(await bot.say(aroha, place, 'angel'))
  await bot.submit(aroha, place, role, {}, { person: margaret })
  await bot.deliver()
  const accepting = await bot.press(margaret, angel, buttonOf(bot, 'Accept'))
  await bot.submit(margaret, angel, formOf(accepting), {})
}

test('an angel gets one message on Monday at nine about all their networks, the worst first', async () => {
  const bot = await stalled()
  await addNetwork(bot, 'East Side')
  const from = bot.sent.length
  await bot.forward(8 * day)
  const [first, ...others] = digests(bot, from)
  expect(others.length).toBeLessThanOrEqual(1)
  expect(first?.split('\n')[0]).toMatch(/^South Side has stopped.*; and 1 other network$/)
  expect(first).toContain('East Side')
  expect(first).toContain('Only you can see this.')
})

test('without news there is no digest, or one line for each network if the angel prefers that', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'meet in 64 days 10:00 for an hour')
  await bot.forward(8 * day)
  const from = bot.sent.length
  await bot.forward(14 * day)
  expect(digests(bot, from)).toEqual([])
  const form = formOf(await bot.say(margaret, angel, 'pause digests'))
  const saved = textOf(await bot.submit(margaret, angel, form, { whenQuiet: 'one-line' }))
  expect(saved).toMatch(/^Saved\. Your next digest will come on Mon, .*9:00 am NZDT/)
  await bot.forward(week)
  const [line, ...more] = digests(bot, from)
  expect(more).toEqual([])
  expect(line?.split('\n')[0]).toBe('Nothing new in South Side')
})

test('an end of a pause that is not wholly understood opens the form with every word and the reason', async () => {
  const bot = await network()
  const form = formOf(await bot.say(margaret, angel, 'pause digests until 12 January or so'))
  expect(form.fields.at(-1)).toMatchObject({ name: 'until', initial: '12 January or so' })
  expect(form.errors?.until).toContain('“12 January or so”')
})

test('a person who is no longer an angel gets no digest', async () => {
  const bot = await stalled()
  const from = bot.sent.length
  const steps = await bot.say(margaret, angel, 'step down')
  for (const button of buttonsIn(steps)) {
    const answer = await bot.press(margaret, angel, button)
    if (answer.kind === 'card') for (const next of buttonsOf(answer)) await bot.press(margaret, angel, next)
  }
  await bot.forward(15 * day)
  expect(digests(bot, from)).toEqual([])
})

test('the digest can be requested at any time, and the next one still comes', async () => {
  const bot = await stalled()
  const from = bot.sent.length
  expect(textOf(await bot.say(margaret, angel, 'digest'))).toContain('South Side has stopped')
  expect(textOf(await bot.say(margaret, youth, 'digest'))).toContain('South Side has stopped')
  expect(textOf(await bot.say(aroha, youth, 'digest'))).toContain('you aren’t one just now')
  await bot.forward(8 * day)
  expect(digests(bot, from).length).toBeGreaterThan(0)
})

test.each([
  ['an hour', hour],
  ['three days', 3 * day],
  ['15 days', 15 * day],
])('after an outage of %s over its hour one digest comes, and says that it is late', async (_, down) => {
  const bot = await network()
  await bot.forward(hour)
  await bot.say(tom, whanau, 'put 0.5 FTE analyst')
  // From Tuesday 11:00 to Monday 08:30, which is half an hour before the digest is due.
  await bot.forward(6 * day - 2.5 * hour)
  expect(digests(bot)).toEqual([])
  await bot.outage(down)
  await bot.deliver()
  expect(digests(bot)).toEqual([expect.stringContaining('This is late')])
  await bot.forward(4 * day)
  expect(digests(bot)).toHaveLength(1)
})

test('two processes send one digest', async () => {
  const bot = await stalled()
  const beside = await bot.openBeside()
  const from = bot.sent.length
  for (let days = 0; days < 8; days += 1) {
    await bot.forward(day)
    await beside.forward(day)
  }
  expect(digests(bot, from).length + digests(beside).length).toBeLessThanOrEqual(2)
  expect(digests(bot, from).length + digests(beside).length).toBeGreaterThan(0)
})

test('a pause holds the digest back until its day; a day that cannot be read is asked for in the form', async () => {
  const bot = await network()
  await bot.say(tom, whanau, 'put 0.5 FTE analyst')
  expect(textOf(await bot.say(margaret, angel, 'pause digests until 12 January'))).toMatch(
    /Your next digest will come on Mon, 18 Jan 2027, 9:00 am NZDT/,
  )
  await bot.forward(30 * day)
  expect(digests(bot)).toEqual([])
  const form = formOf(await bot.say(margaret, angel, 'pause digests qwzx'))
  expect(await bot.submit(margaret, angel, form, {})).toMatchObject({
    kind: 'form-errors',
    errors: { until: expect.stringContaining('“qwzx”') },
  })
})

test('a digest that is off stays off, and can be turned on again', async () => {
  const bot = await stalled()
  const form = formOf(await bot.say(margaret, angel, 'pause digests'))
  expect(textOf(await bot.submit(margaret, angel, form, { weeks: '0' }))).toContain('Your digest is off')
  const from = bot.sent.length
  await bot.forward(15 * day)
  expect(digests(bot, from)).toEqual([])
  await bot.submit(margaret, angel, form, { weeks: '1' })
  await bot.forward(week)
  expect(digests(bot, from)).toHaveLength(1)
})

test('an angel answers an open ask in the digest', async () => {
  const bot = await network()
  const form = formOf(await bot.say(tom, whanau, 'ask Speak with the ministry'))
  await bot.submit(tom, whanau, form, {})
  const now = await bot.say(margaret, angel, 'digest')
  expect(textOf(now).split('\n')[0]).toBe('1 ask waiting for you in South Side')
  await bot.press(margaret, angel, buttonWithAction(now, 'take-ask'))
  await bot.deliver()
  expect(textOf(await bot.say(tom, whanau, 'asks'))).toContain('Margaret has taken it on.')
})

test('an answer of the angel edits the digest in place, and no second one comes', async () => {
  const bot = await network()
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'ask Speak with the ministry')), {})
  await bot.forward(week)
  expect(digests(bot)).toHaveLength(1)
  const from = bot.sent.length
  const take =
    bot.sent.flatMap(buttonsOf).findLast(({ action }) => action === 'take-ask') ??
    expect.unreachable('the ask can be taken')
  await bot.press(margaret, angel, take)
  await bot.deliver()
  expect(digests(bot, from)).toEqual([expect.stringContaining('Margaret has taken it on.')])
  const changed = bot.sent.slice(from).find(({ card }) => plainText(card).includes('When this comes'))
  expect(changed?.replaces).toBeDefined()
})

test('one press acknowledges the flags of the digest, which then no longer asks for it', async () => {
  const bot = await stalled()
  const acknowledge = buttonWithAction(await bot.say(margaret, angel, 'digest'), 'see-flags')
  expect(textOf(await bot.press(margaret, angel, acknowledge))).toContain('marked it as seen by you')
  const actions = buttonsIn(await bot.say(margaret, angel, 'digest')).map(({ action }) => action)
  expect(actions).not.toContain('see-flags')
  expect(textOf(await bot.say(margaret, angel, 'digest'))).toContain('South Side has stopped')
})

test('a flag that was seen before the last digest is neither its title nor among what is new', async () => {
  const bot = await stalled()
  await bot.press(margaret, angel, buttonWithAction(await bot.say(margaret, angel, 'digest'), 'see-flags'))
  // The meetings before the stop bring a digest, which shows the stop for the last time.
  await bot.forward(5 * week)
  const from = bot.sent.length
  const [older] = digests(bot).slice(-1)
  expect(older?.split('\n')[0]).toBe('South Side has stopped: 6 meetings, nothing on the table')
  await bot.say(tom, whanau, 'lesson Ask the families first')
  await bot.forward(4 * week)
  const [digest = '', ...more] = digests(bot, from)
  expect(more).toEqual([])
  expect(digest.split('\n')[0]).toBe('News from South Side')
  expect(digest).toContain('1 older flag that you know about')
  expect(digest).not.toContain('Flag:')
})

test('a way on and a new outcome are the news, and the new outcome is the title', async () => {
  const bot = await stalled()
  await bot.press(margaret, angel, buttonWithAction(await bot.say(margaret, angel, 'digest'), 'see-flags'))
  await bot.deliver()
  const from = bot.sent.length
  const proposal = formOf(await bot.say(aroha, youth, 'reframe'))
  await bot.submit(aroha, youth, proposal, { outcome: 'One key for all', why: 'The door was not the point' })
  await bot.deliver()
  await bot.press(tom, whanau, buttonOf(bot, 'I agree'))
  await bot.forward(week)
  const [digest = '', ...more] = digests(bot, from)
  expect(more).toEqual([])
  expect(digest.split('\n')[0]).toBe('South Side has a new shared outcome')
  expect(digest).toContain('Moving again since')
  expect(digest).toContain('The shared outcome is now: “One key for all”')
})

test('eighty networks are all reached by a button, the worst first', async () => {
  const bot = await openTestBot()
  for (let n = 0; n < 80; n += 1) await addNetwork(bot, `Network ${n}`)
  const names = new Set<string>()
  let reply = await bot.say(margaret, angel, 'digest')
  for (let page = 0; page < 12; page += 1) {
    for (const [, name = ''] of textOf(reply).matchAll(/(Network \d+):/g)) names.add(name)
    const more = buttonsIn(reply).find(({ label }) => label.startsWith('Show the other'))
    if (more === undefined) break
    reply = await bot.press(margaret, angel, more)
  }
  expect(names.size).toBe(80)
})

test('each network hears once that a digest cannot reach its angel', async () => {
  const bot = await stalled()
  await addNetwork(bot, 'East Side')
  const from = bot.sent.length
  await bot.bot.notifyUndeliverable(
    { id: 0, network: '', to: angel, about: '{"since":0}', due: 0, state: 'failed' },
    'user_disabled: the account was deactivated.',
  )
  await bot.deliver()
  const texts = bot.sent.slice(from).map(({ card }) => plainText(card))
  for (const name of ['South Side', 'East Side'])
    expect(texts.filter((text) => text.includes('couldn’t') && text.includes(name))).toHaveLength(1)
})
