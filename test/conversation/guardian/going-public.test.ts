// Going public, sent through the whole bot: before it nobody outside finds anything, after it exactly four things.
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  directOf,
  empty,
  margaret,
  network,
  olive,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

const outsider: Profile = { ...olive, workspace: 'w3', user: 'Wiremu', name: 'Wiremu' }

async function networkWithProposal(): Promise<TestBot> {
  const bot = await network()
  await bot.say(aroha, youth, 'put 0.5 FTE secret-analyst')
  const form = formOf(await bot.say(aroha, youth, 'go public'))
  expect(form.intro).toMatch(
    /name, shared outcome, phase and agencies. Nothing else.*put it to Margaret to decide/s,
  )
  await bot.submit(aroha, youth, form, { why: 'secret-why' })
  await bot.deliver()
  return bot
}

const nothing = /I couldn’t find a public network in this workspace/

test('before it is public nobody outside finds it, proposed or not; the answer is that of an empty workspace', async () => {
  const bot = await networkWithProposal()
  const outside = await bot.say(outsider, directOf(outsider), 'find')
  for (const who of [olive, aroha, margaret])
    expect(await bot.say(who, directOf(who), 'find')).toEqual(outside)
  expect(textOf(outside)).toMatch(nothing)
  expect(await bot.say(olive, youth, 'find South')).toEqual(
    await bot.say(outsider, directOf(outsider), 'find South'),
  )
})

test('once an angel has decided, anybody in the workspaces of its homes finds name, outcome, phase and agencies, nothing else', async () => {
  const bot = await networkWithProposal()
  const from = bot.sent.length
  await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Go public'))
  await bot.deliver()
  const posted = bot.sent.slice(from).filter(({ to }) => to.kind === 'channel')
  expect(posted).toHaveLength(2)
  for (const { card } of posted) expect(plainText(card)).toContain('South Side is public now')
  const found = textOf(await bot.say(olive, empty, 'find'))
  expect(found).toBe(
    [
      'Public networks in this workspace',
      'South Side: before starting; Health, Council and Community',
      '“One door for all”',
      'Would you like to join one? Ask somebody from one of its agencies for a code.',
    ].join('\n'),
  )
  for (const words of ['south', 'DOOR council', 'community'])
    expect(textOf(await bot.say(olive, empty, `find ${words}`))).toBe(found)
  for (const words of ['secret', 'Aroha', 'turned away', 'analyst'])
    expect(textOf(await bot.say(olive, empty, `find ${words}`))).toContain('I couldn’t find a public network')
  expect(textOf(await bot.say(outsider, directOf(outsider), 'find'))).toMatch(nothing)
})

test('it is found in the workspace of each home, and nowhere once it is under the radar again', async () => {
  const bot = await networkWithProposal()
  await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Go public'))
  const inSecond: Profile = { ...tom, user: 'Ngaio', name: 'Ngaio' }
  expect(textOf(await bot.say(inSecond, directOf(inSecond), 'find'))).toContain('South Side')
  const card = await bot.say(margaret, directOf(margaret), 'go public')
  const hide =
    card.kind === 'card' && buttonsOf(card).find(({ label }) => label === 'Go under the radar again')
  expect(textOf(await bot.press(tom, whanau, hide as never))).toContain('Only a guardian angel')
  await bot.press(margaret, directOf(margaret), hide as never)
  expect(textOf(await bot.say(inSecond, directOf(inSecond), 'find'))).toMatch(nothing)
})

test('a public network that loses its home in a workspace is no longer found there', async () => {
  const bot = await networkWithProposal()
  await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Go public'))
  await bot.bot.handlePlatformEvent({
    kind: 'channel-gone',
    channel: { kind: 'channel', platform: 'test', workspace: 'w2', channel: 'whanau' },
  })
  const inSecond: Profile = { ...tom, user: 'Ngaio', name: 'Ngaio' }
  expect(textOf(await bot.say(inSecond, directOf(inSecond), 'find'))).toMatch(nothing)
  expect(textOf(await bot.say(olive, empty, 'find'))).toContain('South Side')
})

test('“not yet” comes to the entrepreneur with its reason, and the network stays hidden', async () => {
  const bot = await networkWithProposal()
  const form = formOf(await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Not yet')))
  expect(form.intro).toContain('secret-why')
  const from = bot.sent.length
  await bot.submit(margaret, directOf(margaret), form, { word: 'After the vote' })
  await bot.deliver()
  const news = bot.sent.slice(from).find(({ to }) => to.kind === 'direct' && to.user === 'Aroha')
  expect(plainText(news?.card ?? { blocks: [] })).toMatch(
    /not public yet.*Margaret decided: not yet. After the vote/s,
  )
  expect(textOf(await bot.say(olive, empty, 'find'))).toMatch(nothing)
  expect(textOf(await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Go public')))).toContain(
    'already been decided',
  )
})

test('the decision is not for members, outsiders, or an angel who has stepped down', async () => {
  const bot = await networkWithProposal()
  const go = buttonOf(bot, 'Go public')
  expect(textOf(await bot.press(tom, whanau, go))).toContain('Only a guardian angel')
  expect(textOf(await bot.press(olive, youth, go))).toContain('Only members of the network')
  await bot.press(margaret, directOf(margaret), {
    action: 'give-up',
    values: { ...go.values, role: 'guardian-angel' },
  })
  expect(textOf(await bot.press(margaret, directOf(margaret), go))).toContain('Only members of the network')
  expect(textOf(await bot.say(olive, empty, 'find'))).toMatch(nothing)
})
