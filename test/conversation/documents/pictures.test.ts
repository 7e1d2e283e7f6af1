// Pictures are asked for by command or button, and sent to the person who asked and to nobody else.
import { expect, test } from 'vitest'
import { renderCard as renderSlack } from '../../../adapters/slack/render/cards.ts'
import { renderCard as renderTeams } from '../../../adapters/teams/render/cards.ts'
import { buttonsOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  closed,
  directOf,
  empty,
  lively,
  network,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

const picturesOf = (bot: TestBot) =>
  bot.sent.flatMap(({ to, card }) =>
    card.blocks.flatMap((block) =>
      block.kind === 'image' ? [{ to, alt: block.alt, bytes: block.png.length }] : [],
    ),
  )

test.each(['timeline', 'table', 'bonds'])(
  'whoever asks for the %s gets it in their direct messages',
  async (of) => {
    const bot = await lively()
    expect(textOf(await bot.say(tom, whanau, `picture ${of}`))).toContain('send it to your direct messages')
    await bot.deliver()
    const [picture, ...others] = picturesOf(bot)
    expect(others).toEqual([])
    expect(picture?.to).toEqual(directOf(tom))
    expect(picture?.alt).toContain(`The ${of} of South Side`)
    expect(picture?.bytes).toBeGreaterThan(5_000)
    const message = bot.sent.findLast(({ card }) => card.blocks.some(({ kind }) => kind === 'image'))
    expect(message?.card.blocks.map(({ kind }) => kind).slice(0, 3)).toEqual(['text', 'image', 'table'])
  },
)

test('without saying which, the buttons ask; each button sends one', async () => {
  const bot = await network()
  const reply = await bot.say(tom, whanau, 'picture of what')
  expect(textOf(reply)).toContain('Which picture of South Side?')
  for (const button of buttonsOf(reply as never)) await bot.press(tom, whanau, button)
  await bot.deliver()
  expect(picturesOf(bot).map(({ alt }) => alt.split(' of ')[0])).toEqual([
    'The timeline',
    'The table',
    'The bonds',
  ])
})

test.each([
  ['table', 'table'],
  ['meetings', 'timeline'],
  ['roles', 'bonds'],
])('where “%s” shows it in words, a button draws the %s', async (word, of) => {
  const bot = await lively()
  const reply = await bot.say(tom, whanau, word)
  const button = buttonsOf(reply as never).find(({ label }) => label === 'As a picture')
  if (button === undefined) throw new Error('There is no button.')
  await bot.press(tom, whanau, button)
  await bot.deliver()
  expect(picturesOf(bot).map(({ alt }) => alt)).toEqual([expect.stringContaining(`The ${of} of South Side`)])
})

test('Teams shows each of them as a picture, and so does Slack', async () => {
  const bot = await lively()
  for (const of of ['timeline', 'table', 'bonds']) await bot.say(tom, whanau, `picture ${of}`)
  await bot.deliver()
  const cards = bot.sent.filter(({ card }) => card.blocks.some(({ kind }) => kind === 'image'))
  expect(cards).toHaveLength(3)
  for (const { to, card } of cards) {
    const messages = renderTeams(card, { shownIn: to, place: to })
    // A small one stands in the card, a larger one follows it.
    expect(JSON.stringify(messages)).toContain('data:image/png;base64,')
    for (const message of messages) expect(JSON.stringify(message).length).toBeLessThan(80_000)
    const slack = renderSlack(card, { workspace: 'w2', place: to, files: ['F1'] })
    expect(JSON.stringify(slack)).toContain('"slack_file":{"id":"F1"}')
  }
})

test('an outsider gets the same answer as where there is no network, also by a button of others', async () => {
  const bot = await network()
  expect(await bot.say(olive, youth, 'picture bonds')).toEqual(await bot.say(olive, empty, 'picture bonds'))
  const [button] = buttonsOf((await bot.say(tom, whanau, 'picture')) as never)
  if (button === undefined) throw new Error('There is no button.')
  expect(textOf(await bot.press(olive, youth, button))).toContain('Only members of the network')
  await bot.deliver()
  expect(picturesOf(bot)).toEqual([])
})

test('whoever left before it was sent does not get it', async () => {
  const bot = await network()
  await bot.say(ruth, youth, 'picture timeline')
  for (const button of buttonsOf((await bot.say(ruth, youth, 'leave')) as never))
    await bot.press(ruth, youth, button)
  await bot.deliver()
  expect(picturesOf(bot)).toEqual([])
})

test('members of a closed network can still have its pictures', async () => {
  const bot = await closed()
  await bot.say(tom, whanau, 'picture timeline')
  await bot.deliver()
  expect(picturesOf(bot)).toHaveLength(1)
})
