// Leaving, and giving up a role: who hears of it, and what is said before.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  directOf,
  margaret,
  network,
  ruth,
  stalled,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

type Who = typeof aroha

/** What arrives by direct message while something is done. */
async function told(room: TestBot, does: () => Promise<unknown>) {
  const before = room.sent.length
  await does()
  await room.deliver()
  return room.sent
    .slice(before)
    .flatMap(({ to, card }) => (to.kind === 'direct' ? [`${to.user}: ${plainText(card)}`] : []))
}

async function press(room: TestBot, who: Who, said: string, label: string) {
  const button = buttonsOf((await room.say(who, directOf(who), said)) as never).find(
    (one) => one.label === label,
  )
  return room.press(who, directOf(who), button as never)
}

test('when a member leaves, the entrepreneurs hear of it', async () => {
  const room = await network()
  expect(await told(room, () => press(room, tom, 'leave', 'Leave the network'))).toEqual([
    expect.stringMatching(/^Aroha: Tom has left South Side\.\nThere is no fellow traveller now/),
  ])
})

test('when an angel steps down, they hear it once, and can nominate another', async () => {
  const room = await network()
  expect(await told(room, () => press(room, margaret, 'step down', 'guardian angel'))).toEqual([
    'Aroha: Margaret is no longer guardian angel of South Side, and gave the role up.\nThere is no guardian angel now. Whom could you ask?\n[Nominate: guardian angel]',
  ])
  for (const word of ['', 'roles'])
    expect(textOf(await room.say(aroha, youth, word))).toMatch(/Guardian angel: nobody now/i)
})

test('when the last entrepreneur goes, the angels hear of it; a refusal says how to nominate one', async () => {
  const room = await stalled()
  expect(await told(room, () => press(room, aroha, 'leave', 'Leave the network'))).toContainEqual(
    expect.stringMatching(
      /^Margaret: South Side has no public entrepreneur any more\nAroha was the last one, .*\[Nominate: public entrepreneur\]/s,
    ),
  )
  expect(textOf(await room.say(tom, whanau, 'reframe'))).toMatch(
    /Only a public entrepreneur.*has no public entrepreneur now.*\n\[Nominate one\]/,
  )
})

test('the last member is warned before leaving', async () => {
  const room = await network('East Side')
  expect(textOf(await room.say(tom, whanau, 'leave'))).not.toContain('last member')
  await press(room, tom, 'leave', 'Leave the network')
  await press(room, ruth, 'leave', 'Leave the network')
  expect(textOf(await room.say(aroha, youth, 'leave'))).toMatch(/You are its last member\..*\[Close well\]/s)
})

test('only who may take a channel out is offered to', async () => {
  const room = await network()
  expect(textOf(await room.say(aroha, youth, 'leave'))).toContain('Only take this channel out')
  expect(textOf(await room.say(tom, whanau, 'leave'))).not.toContain('Only take this channel out')
})
