// Phases: the signs, crossing, going back, and who reads about it.
import { expect, test } from 'vitest'
import type { Reply } from '../../../src/chat/adapter.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Form } from '../../../src/chat/form.ts'
import { hour } from '../../../src/domain/core/time.ts'
import { formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  closed,
  directOf,
  entriesIn,
  lively,
  margaret,
  network,
  olive,
  ruth,
  stalled,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'
import { buttonsIn, buttonWithLabel } from '../../support/reply-buttons.ts'

function inlineForm(reply: Reply): Form {
  const block = reply.kind === 'card' ? reply.card.blocks.find(({ kind }) => kind === 'inputs') : undefined
  if (block?.kind !== 'inputs') throw new Error(`No form stands open: ${textOf(reply)}`)
  return block.form
}

/** The posts in channels since then, as channel and text. */
const homePosts = (bot: TestBot, from: number) =>
  bot.sent
    .slice(from)
    .filter(({ to }) => to.kind === 'channel')
    .map(({ to, card }) => [to.kind === 'direct' ? to.user : to.channel, plainText(card)])

/** Aroha crosses into getting together, which asks no question. */
async function cross(bot: TestBot): Promise<Reply> {
  const reply = await bot.say(aroha, youth, 'phase next')
  return bot.press(aroha, youth, buttonWithLabel(reply, 'Cross into getting together'))
}

test('the phase card says where the network is, since when, and which signs are there or missing', async () => {
  const bot = await network()
  for (const [who, where] of [
    [aroha, youth],
    [tom, whanau],
    [margaret, directOf(margaret)],
  ] as const) {
    const text = textOf(await bot.say(who, where, 'phase'))
    expect(text).toMatch(/South Side: before starting\nIn this phase since .*24 Nov 2026/)
    expect(text).toMatch(/“Mothers were turned away”.*“One door for all”/s)
    expect(text).toContain('Next comes getting together. 4 of 5 signs are there.')
    expect(textOf(await bot.say(who, where, ''))).toContain(
      'Phase: before starting; 4 of 5 signs are there for getting together (/network phase)',
    )
    expect(text).toContain('There: people of two agencies (Health, Council and Community)')
    expect(text).toContain(
      'Missing: a diagnosis that says collaborate (not asked yet); /network diagnose asks',
    )
  }
  expect(textOf(await bot.say(olive, youth, 'phase'))).not.toContain('South Side')
  expect(textOf(await bot.say(tom, whanau, 'phase'))).not.toContain('[Cross')
})

test('phase next shows the signs and the readers before anything happens; then every home reads of it once', async () => {
  const bot = await network()
  const before = await entriesIn(bot)
  const reply = await bot.say(aroha, youth, 'phase next')
  expect(textOf(reply)).toMatch(
    /Is it time for getting together\?.*Everyone in the channels of South Side will read/s,
  )
  expect(await entriesIn(bot)).toBe(before)
  const from = bot.sent.length
  const crossButton = buttonWithLabel(reply, 'Cross into getting together')
  for (let press = 0; press < 2; press += 1)
    expect(textOf(await bot.press(aroha, youth, crossButton))).toContain(
      'now in another phase: getting together',
    )
  await bot.deliver()
  const text = expect.stringMatching(
    /South Side: getting together\nAroha \(Health\) took the network on from before starting\.\nSigns that are there: .*\nNot there yet: a diagnosis that says collaborate\./,
  )
  expect(homePosts(bot, from)).toEqual([
    ['youth', text],
    ['whanau', text],
  ])
})

test('without an active client the crossing asks why, and every home reads the answer', async () => {
  const bot = await network()
  await cross(bot)
  const withRuth = textOf(await bot.say(aroha, youth, 'phase next'))
  expect(withRuth).toContain('There: an active client, or why there is none (Ruth (Community))')
  const { network: id = '' } = buttonWithLabel(
    await bot.say(aroha, youth, 'phase'),
    'Change the moment',
  ).values
  await bot.press(ruth, youth, { action: 'give-up', values: { network: id, role: 'active-client' } })
  await bot.deliver()
  const form = inlineForm(await bot.say(aroha, youth, 'phase next'))
  expect(form.fields[0]?.hint).toContain('Everyone in the network’s channels will read it')
  const from = bot.sent.length
  await bot.submit(aroha, youth, form, { why: 'The families asked for rest' })
  await bot.deliver()
  expect(
    homePosts(bot, from)
      .slice(0, 2)
      .map(([home]) => home),
  ).toEqual(['youth', 'whanau'])
  expect(homePosts(bot, from)[0]?.[1]).toMatch(
    /Signs that are there: .*an active client, or why there is none\.\n.*“The families asked for rest”/s,
  )
  // After going back, the form of the next crossing is filled in with the reason.
  const back = await bot.say(aroha, youth, 'phase back')
  await bot.press(aroha, youth, buttonWithLabel(back, 'Go back to getting together'))
  const again = inlineForm(await bot.say(aroha, youth, 'phase next'))
  expect(again.fields[0]?.initial).toBe('The families asked for rest')
})

test('going back asks first, and is said out loud in every home', async () => {
  const bot = await network()
  await cross(bot)
  await bot.deliver()
  const from = bot.sent.length
  const confirmation = await bot.say(aroha, youth, 'phase back')
  expect(textOf(confirmation)).toMatch(
    /Go back to before starting\?.*everyone in the channels of South Side will read/s,
  )
  await bot.press(aroha, youth, buttonWithLabel(confirmation, 'Go back to before starting'))
  await bot.deliver()
  const text = expect.stringMatching(
    /South Side: back to before starting\nAroha \(Health\) took the network back from getting together\./,
  )
  expect(homePosts(bot, from)).toEqual([
    ['youth', text],
    ['whanau', text],
  ])
  const history = textOf(await bot.say(tom, whanau, 'phase'))
  expect(history).toMatch(
    /What came before:\n- .*crossed into getting together, decided by Aroha \(Health\); not there yet: .*\n- .*went back to before starting/,
  )
})

test('going back from the first phase or on from the last is refused, with what to do instead', async () => {
  const bot = await network()
  expect(textOf(await bot.say(aroha, youth, 'phase back'))).toMatch(
    /“Before starting” is the first phase.*\[Show the phase\]/s,
  )
  for (const into of ['getting together', 'working together', 'sustaining']) {
    const reply = await bot.say(aroha, youth, 'phase next')
    await bot.press(aroha, youth, buttonWithLabel(reply, `Cross into ${into}`))
  }
  expect(textOf(await bot.say(aroha, youth, 'phase next'))).toMatch(
    /Sustaining is the last phase.*close well.*\[Close well\]/s,
  )
  expect(textOf(await bot.say(aroha, youth, 'phase'))).toContain('In this phase since')
})

test('a card from an earlier phase does nothing any more, and says so', async () => {
  const bot = await network()
  const earlyReply = await bot.say(aroha, youth, 'phase next')
  const back = { ...buttonWithLabel(earlyReply, 'Cross into getting together') }
  for (const into of ['getting together', 'working together']) {
    const reply = await bot.say(aroha, youth, 'phase next')
    await bot.press(aroha, youth, buttonWithLabel(reply, `Cross into ${into}`))
  }
  const before = await entriesIn(bot)
  expect(textOf(await bot.press(aroha, youth, back))).toMatch(/moved to another phase.*\[Show the phase\]/s)
  expect(await entriesIn(bot)).toBe(before)
})

test('people who are no entrepreneurs read who can cross, also when they press somebody else’s button', async () => {
  const bot = await network()
  const crossButton = buttonWithLabel(
    await bot.say(aroha, youth, 'phase next'),
    'Cross into getting together',
  )
  for (const [who, where] of [
    [tom, whanau],
    [margaret, directOf(margaret)],
  ] as const) {
    expect(textOf(await bot.say(who, where, 'phase next'))).toContain('Only a public entrepreneur')
    expect(textOf(await bot.say(who, where, 'phase back'))).toContain('Only a public entrepreneur')
    expect(textOf(await bot.press(who, where, crossButton))).toContain('Only a public entrepreneur')
  }
  expect(textOf(await bot.press(olive, youth, crossButton))).toContain('Only members of the network')
})

test('two crossings at the same moment in two processes take effect once', async () => {
  const bot = await network()
  const other = await bot.openBeside()
  const reply = await Promise.all([bot, other].map((one) => one.say(aroha, youth, 'phase next')))
  const from = await entriesIn(bot)
  await Promise.all(
    [bot, other].map((one, index) =>
      one.press(aroha, youth, buttonWithLabel(reply[index] as Reply, 'Cross into getting together')),
    ),
  )
  // One entry is the crossing, and one the round of reflection that it opens.
  expect(await entriesIn(bot)).toBe(from + 2)
})

test('a stalled network shows its phase and crosses; a closed one can be read, and refuses with the way to reopen', async () => {
  const still = await stalled()
  expect(textOf(await cross(still))).toContain('now in another phase: getting together')
  const bot = await closed()
  const reply = await bot.say(tom, whanau, 'phase')
  expect(textOf(reply)).toMatch(/South Side: closed\nClosed on .*until then it was before starting/)
  expect(buttonsIn(reply)).toEqual([])
  for (const word of ['phase next', 'phase back'])
    expect(textOf(await bot.say(aroha, youth, word))).toMatch(/South Side is closed\..*\[Reopen\]/s)
})

test('the forms for the moment and the outcome are filled in; every home reads a new outcome', async () => {
  const bot = await lively()
  const card = await bot.say(aroha, youth, 'phase')
  const moment = formOf(await bot.press(aroha, youth, buttonWithLabel(card, 'Change the moment')))
  expect(moment.fields[0]?.initial).toBe('Mothers were turned away')
  const outcome = formOf(await bot.press(aroha, youth, buttonWithLabel(card, 'Change the shared outcome')))
  expect(outcome.intro).toContain('For a different aim, reframe instead')
  const from = bot.sent.length
  await bot.submit(aroha, youth, moment, { words: 'Forty mothers were turned away' })
  await bot.submit(aroha, youth, outcome, { words: 'One door for every mother' })
  await bot.deliver()
  const text = expect.stringMatching(
    /Aroha \(Health\) reworded the shared outcome of South Side.*“One door for every/s,
  )
  expect(homePosts(bot, from)).toEqual([
    ['youth', text],
    ['whanau', text],
  ])
  expect(textOf(await bot.say(tom, whanau, 'phase'))).toMatch(
    /“Forty mothers.*The moment until .*: “Mothers were turned away”, changed by Aroha.*outcome until .*“One door for all”/s,
  )
  const late = await bot.press(tom, whanau, { action: 'change-moment', values: moment.values })
  expect(textOf(late)).toContain('Only a public entrepreneur')
})

test('the angel’s digest says that the network crossed, and without which signs, or went back', async () => {
  const bot = await network()
  const digest = async () => textOf(await bot.say(margaret, directOf(margaret), 'digest'))
  expect(await digest()).not.toContain('Crossed')
  await bot.forward(hour)
  await cross(bot)
  expect(await digest()).toContain('Crossed into getting together, without a diagnosis that says collaborate')
  const back = await bot.say(aroha, youth, 'phase back')
  await bot.press(aroha, youth, buttonWithLabel(back, 'Go back to before starting'))
  expect(await digest()).toContain('Went back from getting together to before starting')
})

test('a long history shows its newest part, with crossings and wordings in the order in which they came', async () => {
  const bot = await network()
  const card = await bot.say(aroha, youth, 'phase')
  const outcome = formOf(await bot.press(aroha, youth, buttonWithLabel(card, 'Change the shared outcome')))
  for (let change = 1; change <= 6; change += 1) {
    await bot.submit(aroha, youth, outcome, { words: `One door, version ${change}` })
    await bot.forward(hour)
  }
  await cross(bot)
  await bot.forward(hour)
  for (let change = 7; change <= 13; change += 1) {
    await bot.submit(aroha, youth, outcome, { words: `One door, version ${change}` })
    await bot.forward(hour)
  }
  const reply = textOf(await bot.say(tom, whanau, 'phase'))
  expect(reply).toMatch(/version 5”[^\n]*\n- [^\n]*into getting together[^\n]*\n- [^\n]*version 6”/)
  expect(reply).toMatch(/version 12”[^\n]*\nand 2 earlier ones, which are in \/network story/)
  expect(reply).not.toContain('“One door for all”')
})
