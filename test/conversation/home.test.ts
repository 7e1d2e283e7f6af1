// The home of a person: what waits for them, and for an angel what is at risk.
import { expect, test } from 'vitest'
import { aroha, directOf, lively, margaret, network, ruth, stalled, tom, youth } from '../support/cast.ts'
import { formOf, type Room, textOf } from '../support/room.ts'

const homeOf = async (room: Room, who = ruth) => textOf(await room.say(who, directOf(who), 'home'))

test('an open check-in waits for whoever has not answered it', async () => {
  const room = await lively()
  expect(await homeOf(room)).toMatch(/What waits for you\n- South Side: the check-in of/)
})
test('where nothing waits, it says so, and shows the networks', async () => {
  const room = await network()
  const home = await homeOf(room)
  expect(home).toContain('Nothing just now.')
  expect(home).toContain('South Side')
  expect(home).not.toContain('As guardian angel')
})
test('an angel sees what is at risk, and nobody else does there', async () => {
  const room = await stalled()
  expect(await homeOf(room, margaret)).toMatch(/As guardian angel\n- South Side has stopped/)
  expect(await homeOf(room)).not.toContain('As guardian angel')
})

test('a proposed outcome waits, with its buttons, only for whoever can answer it', async () => {
  const room = await network()
  const form = formOf(await room.say(aroha, youth, 'reframe'))
  await room.submit(aroha, youth, form, { outcome: 'One door by June', why: 'We know more' })
  const waits =
    /Waiting for you: a proposed new outcome for South Side, “One door by June”\n\[I agree\] \[Not like this\]/
  for (const who of [tom, ruth]) {
    expect(await homeOf(room, who)).toMatch(waits)
    expect(textOf(await room.say(who, directOf(who), ''))).toMatch(waits)
  }
  for (const who of [aroha, margaret]) {
    expect(await homeOf(room, who)).not.toContain('proposed new outcome')
    expect(textOf(await room.say(who, directOf(who), ''))).not.toContain('proposed new outcome')
  }
})
