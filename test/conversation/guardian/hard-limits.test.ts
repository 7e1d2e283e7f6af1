// Hard limits through the door: stated by the angel, seen by the members, said to be near, settled.
import { expect, test } from 'vitest'
import type { Reply } from '../../../src/chat/adapter.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, directOf, margaret, network, olive, tom, whanau, youth } from '../../support/fixtures.ts'

async function stated(): Promise<TestBot> {
  const room = await network()
  const form = formOf(await room.say(margaret, directOf(margaret), 'limit No names leave Health'))
  await room.submit(margaret, directOf(margaret), form, {})
  await room.deliver()
  return room
}

function inReply(reply: Reply, label: string) {
  const found = reply.kind === 'card' ? buttonsOf(reply).find((one) => one.label === label) : undefined
  if (found === undefined) throw new Error(`No button “${label}”: ${textOf(reply)}`)
  return found
}

const directs = (room: TestBot, from: number) =>
  room.sent.slice(from).map(({ to, card }) => [to.kind === 'direct' ? to.user : to.channel, plainText(card)])

test('a limit that the angel states reaches the entrepreneur alone, and shows to every member', async () => {
  const room = await stated()
  expect(directs(room, -1)).toEqual([
    ['Aroha', expect.stringMatching(/a hard limit is stated\n“No names leave Health”/)],
  ])
  for (const words of ['', 'limit'])
    expect(textOf(await room.say(tom, whanau, words))).toContain('No names leave Health')
  expect(textOf(await room.say(olive, youth, 'limit'))).not.toContain('No names')
})

test('a member who would state one is told who can, keeps their words, and can ask for it', async () => {
  const room = await stated()
  const reply = await room.say(tom, whanau, 'limit Nothing to the press')
  expect(textOf(reply)).toMatch(/Only a guardian angel states hard limits.*“Nothing to the press”/s)
  const form = formOf(await room.press(tom, whanau, inReply(reply, 'Ask a guardian angel')))
  expect(form.fields[0]?.initial).toBe('Nothing to the press')
})

test('a member says that it is near: the angel reads who says so and what of; settled, that message changes', async () => {
  const room = await stated()
  const list = await room.say(tom, whanau, 'limit')
  const form = formOf(await room.press(tom, whanau, inReply(list, 'It is near or crossed')))
  expect(form.intro).toMatch(/Every member can read .*with your name.*A message goes to Margaret at once/)
  const from = room.sent.length
  const said = await room.submit(tom, whanau, form, { word: 'A list was asked for' })
  expect(textOf(said)).toContain('I tell Margaret at once')
  await room.deliver()
  expect(directs(room, from)).toEqual([
    ['Margaret', expect.stringMatching(/No names leave Health.*Near, says Tom: A list was asked for/s)],
  ])
  const settle = inReply(await room.say(aroha, youth, 'limit'), 'It is settled')
  const settled = formOf(await room.press(aroha, youth, settle))
  await room.submit(aroha, youth, settled, { word: 'We said no' })
  await room.deliver()
  expect(directs(room, from + 1)).toEqual([['Margaret', expect.stringContaining('no limit is near')]])
  expect(room.sent.at(-1)?.replaces).toBeDefined()
  expect(textOf(await room.say(tom, whanau, 'limit'))).toContain('What was done: We said no')
})

test('a button to lift a limit does nothing for who is no angel, or no longer one', async () => {
  const room = await stated()
  const list = await room.say(margaret, directOf(margaret), 'limit')
  const lift = inReply(list, 'Lift it')
  expect(textOf(await room.press(tom, whanau, lift))).toContain('Only a guardian angel')
  expect(textOf(await room.press(olive, youth, lift))).toContain('Only members of the network')
  const form = formOf(await room.press(margaret, directOf(margaret), lift))
  const down = { action: 'give-up', values: { ...lift.values, role: 'guardian-angel' } }
  await room.press(margaret, directOf(margaret), down)
  const late = await room.submit(margaret, directOf(margaret), form, { word: 'Lifted' })
  expect(textOf(late)).toContain('Only members of the network')
  expect(textOf(await room.say(tom, whanau, 'limit'))).not.toContain('Lifted')
})
