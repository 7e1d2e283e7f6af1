// Going public through the door: before it nobody outside finds anything, after it exactly four things.
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

const elsewhere: Profile = { ...olive, workspace: 'w3', user: 'Wiremu', name: 'Wiremu' }

async function proposed(): Promise<TestBot> {
  const room = await network()
  await room.say(aroha, youth, 'put 0.5 FTE secret-analyst')
  const form = formOf(await room.say(aroha, youth, 'go public'))
  expect(form.intro).toMatch(/name, shared outcome, phase and agencies. Nothing else.*goes to Margaret/s)
  await room.submit(aroha, youth, form, { why: 'secret-why' })
  await room.deliver()
  return room
}

const nothing = /I find no public network in this workspace/

test('before it is public nobody outside finds it, proposed or not; the answer is that of an empty workspace', async () => {
  const room = await proposed()
  const outside = await room.say(elsewhere, directOf(elsewhere), 'find')
  for (const who of [olive, aroha, margaret])
    expect(await room.say(who, directOf(who), 'find')).toEqual(outside)
  expect(textOf(outside)).toMatch(nothing)
  expect(await room.say(olive, youth, 'find South')).toEqual(
    await room.say(elsewhere, directOf(elsewhere), 'find South'),
  )
})

test('once an angel has decided, anybody in the workspaces of its homes finds name, outcome, phase and agencies, nothing else', async () => {
  const room = await proposed()
  const from = room.sent.length
  await room.press(margaret, directOf(margaret), buttonOf(room, 'Go public'))
  await room.deliver()
  const posted = room.sent.slice(from).filter(({ to }) => to.kind === 'channel')
  expect(posted).toHaveLength(2)
  for (const { card } of posted) expect(plainText(card)).toContain('South Side is public now')
  const found = textOf(await room.say(olive, empty, 'find'))
  expect(found).toBe(
    [
      'Public networks of this workspace',
      'South Side: before starting; Health, Council and Community',
      '“One door for all”',
      'Would you join one? Ask somebody of these agencies for a code.',
    ].join('\n'),
  )
  for (const words of ['south', 'DOOR council', 'community'])
    expect(textOf(await room.say(olive, empty, `find ${words}`))).toBe(found)
  for (const words of ['secret', 'Aroha', 'turned away', 'analyst'])
    expect(textOf(await room.say(olive, empty, `find ${words}`))).toContain('I find no public network')
  expect(textOf(await room.say(elsewhere, directOf(elsewhere), 'find'))).toMatch(nothing)
})

test('found in the workspace of each home, and nowhere once it is under the radar again', async () => {
  const room = await proposed()
  await room.press(margaret, directOf(margaret), buttonOf(room, 'Go public'))
  const inSecond: Profile = { ...tom, user: 'Ngaio', name: 'Ngaio' }
  expect(textOf(await room.say(inSecond, directOf(inSecond), 'find'))).toContain('South Side')
  const card = await room.say(margaret, directOf(margaret), 'go public')
  const hide =
    card.kind === 'card' && buttonsOf(card).find(({ label }) => label === 'Go under the radar again')
  expect(textOf(await room.press(tom, whanau, hide as never))).toContain('Only a guardian angel')
  await room.press(margaret, directOf(margaret), hide as never)
  expect(textOf(await room.say(inSecond, directOf(inSecond), 'find'))).toMatch(nothing)
})

test('a public network that loses its home in a workspace is no longer found there', async () => {
  const room = await proposed()
  await room.press(margaret, directOf(margaret), buttonOf(room, 'Go public'))
  await room.bot.handlePlatformEvent({
    kind: 'channel-gone',
    channel: { kind: 'channel', platform: 'test', workspace: 'w2', channel: 'whanau' },
  })
  const inSecond: Profile = { ...tom, user: 'Ngaio', name: 'Ngaio' }
  expect(textOf(await room.say(inSecond, directOf(inSecond), 'find'))).toMatch(nothing)
  expect(textOf(await room.say(olive, empty, 'find'))).toContain('South Side')
})

test('“not yet” comes to the entrepreneur with its reason, and the network stays hidden', async () => {
  const room = await proposed()
  const form = formOf(await room.press(margaret, directOf(margaret), buttonOf(room, 'Not yet')))
  expect(form.intro).toContain('secret-why')
  const from = room.sent.length
  await room.submit(margaret, directOf(margaret), form, { word: 'After the vote' })
  await room.deliver()
  const news = room.sent.slice(from).find(({ to }) => to.kind === 'direct' && to.user === 'Aroha')
  expect(plainText(news?.card ?? { blocks: [] })).toMatch(
    /not public yet.*Margaret decided: not yet. After the vote/s,
  )
  expect(textOf(await room.say(olive, empty, 'find'))).toMatch(nothing)
  expect(textOf(await room.press(margaret, directOf(margaret), buttonOf(room, 'Go public')))).toContain(
    'decided already',
  )
})

test('the decision is not for members, outsiders, or an angel who has stepped down', async () => {
  const room = await proposed()
  const go = buttonOf(room, 'Go public')
  expect(textOf(await room.press(tom, whanau, go))).toContain('Only a guardian angel')
  expect(textOf(await room.press(olive, youth, go))).toContain('Only members of the network')
  await room.press(margaret, directOf(margaret), {
    action: 'give-up',
    values: { ...go.values, role: 'guardian-angel' },
  })
  expect(textOf(await room.press(margaret, directOf(margaret), go))).toContain('Only members of the network')
  expect(textOf(await room.say(olive, empty, 'find'))).toMatch(nothing)
})
