// The home of a person: what waits for them, and for an angel what is at risk.
import { expect, test } from 'vitest'
import type { Reply } from '../../../src/chat/adapter.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  directOf,
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

const homeOf = async (room: TestBot, who = ruth) => textOf(await room.say(who, directOf(who), 'home'))

function buttonIn(reply: Reply, label: string) {
  const found = reply.kind === 'card' ? buttonsOf(reply).find((one) => one.label === label) : undefined
  if (found === undefined) throw new Error(`No button “${label}”: ${textOf(reply)}`)
  return found
}

test('an open check-in waits for whoever has not answered it', async () => {
  const room = await lively()
  const shown = await room.say(ruth, directOf(ruth), 'home')
  expect(textOf(shown)).toMatch(
    /What waits for you\nSouth Side: the check-in of .*\n\[I was there\] \[I couldn’t come\]/,
  )
  await room.press(ruth, directOf(ruth), buttonIn(shown, 'I couldn’t come'))
  expect(await homeOf(room)).not.toContain('the check-in of')
  expect(await homeOf(room, margaret)).not.toContain('the check-in of')
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

test('a nomination to a member waits with its buttons, until it is answered', async () => {
  const room = await network()
  await room.say(aroha, youth, 'role Ruth critical friend')
  const waits =
    /Waiting for you: will you be critical friend of South Side\? Aroha \(Health\) asks you\.\n\[Accept\]/
  expect(await homeOf(room)).toMatch(waits)
  expect(await homeOf(room)).not.toContain('Nothing just now')
  for (const who of [aroha, tom]) expect(await homeOf(room, who)).not.toContain('critical friend')
  const accept = buttonIn(await room.say(ruth, directOf(ruth), 'home'), 'Accept')
  await room.press(ruth, directOf(ruth), accept)
  expect(await homeOf(room)).not.toContain('Waiting for you')
})

test('a promise waits in the week before its day, with its buttons, only for whoever made it', async () => {
  const room = await network()
  const form = formOf(await room.say(tom, whanau, 'put'))
  await room.submit(tom, whanau, form, { what: 'a hall', until: '30 November', standing: 'no' })
  const waits =
    /Waiting for you: your promise to South Side for 30 Nov 2026, a hall from Council .*\n\[It is there now\] \[Take it back\]/
  const shown = await room.say(tom, directOf(tom), 'home')
  expect(textOf(shown)).toMatch(waits)
  expect(await homeOf(room, aroha)).not.toContain('your promise')
  const back = formOf(await room.press(tom, directOf(tom), buttonIn(shown, 'Take it back')))
  expect(back.fields[0]?.initial).toBe(buttonIn(shown, 'Take it back').values.resource)
  const kept = await room.press(tom, directOf(tom), buttonIn(shown, 'It is there now'))
  expect(textOf(kept)).toContain('On the table now: a hall')
  expect(await homeOf(room, tom)).toContain('Nothing just now.')
})

test('in a closed network nothing waits any more', async () => {
  const room = await network()
  await room.say(aroha, youth, 'role Ruth critical friend')
  const close = formOf(await room.say(aroha, youth, 'close'))
  await room.submit(aroha, youth, close, { did: 'We opened one door.' })
  expect(await homeOf(room)).not.toContain('critical friend')
})

test('a nomination waits also for who is in no network, and is seen by nobody else; accepted, they are in it', async () => {
  const room = await network()
  const role = formOf(await room.say(aroha, youth, 'role'))
  await room.submit(aroha, youth, role, { role: 'guardian-angel' }, { person: olive })
  await room.deliver()
  const shown = await room.say(olive, directOf(olive), 'home')
  expect(textOf(shown)).toMatch(
    /^What waits for you\nWaiting for you: will you be guardian angel of South Side\? Aroha \(Health\) asks you\.\n\[Accept\] \[Decline\]$/,
  )
  expect(textOf(await room.say(olive, directOf(olive), 'table'))).toContain('no network of yours here')
  for (const who of [aroha, tom, ruth]) expect(await homeOf(room, who)).not.toContain('will you be')
  const form = formOf(await room.press(olive, directOf(olive), buttonIn(shown, 'Accept')))
  await room.submit(olive, directOf(olive), form, {})
  expect(await homeOf(room, olive)).toContain('South Side, as guardian angel')
  expect(await homeOf(room, olive)).not.toContain('Waiting for you')
})

test('a nomination that was declined or withdrawn, or whose network has closed, waits no more', async () => {
  const room = await network()
  const ask = async () => {
    const role = formOf(await room.say(aroha, youth, 'role'))
    return room.submit(aroha, youth, role, { role: 'guardian-angel' }, { person: olive })
  }
  await ask()
  const shown = await room.say(olive, directOf(olive), 'home')
  await room.press(olive, directOf(olive), buttonIn(shown, 'Decline'))
  expect(await homeOf(room, olive)).not.toContain('South Side')
  const asked = await ask()
  expect(await homeOf(room, olive)).toContain('South Side')
  await room.press(aroha, youth, buttonIn(asked, 'Undo'))
  expect(await homeOf(room, olive)).not.toContain('South Side')
  await ask()
  const close = formOf(await room.say(aroha, youth, 'close'))
  await room.submit(aroha, youth, close, { did: 'We opened one door.' })
  expect(await homeOf(room, olive)).not.toContain('South Side')
})

test('what waits for an angel has the buttons where it is answered, and waits for nobody else', async () => {
  const room = await lively()
  const shown = await room.say(margaret, directOf(margaret), 'home')
  expect(textOf(shown)).toMatch(
    /South Side: 1 ask to the guardian angel\n\[Show the asks\]\nSouth Side: 1 bend to decide on\n\[Show the bends\]/,
  )
  const asks = await room.press(margaret, directOf(margaret), buttonIn(shown, 'Show the asks'))
  expect(textOf(asks)).toContain('Speak with the ministry')
  for (const who of [aroha, tom, ruth]) expect(await homeOf(room, who)).not.toContain('to decide on')
})

test('an open round waits for each member who has not looked back, and for no angel who is no member', async () => {
  const room = await network()
  const crossing = await room.say(aroha, youth, 'phase next')
  await room.press(aroha, youth, buttonIn(crossing, 'Cross into getting together'))
  const waits = /South Side: looking back .*\n\[Look back\]/
  for (const who of [aroha, tom, ruth]) expect(await homeOf(room, who)).toMatch(waits)
  expect(await homeOf(room, margaret)).not.toContain('looking back')
  const shown = await room.say(ruth, directOf(ruth), 'home')
  const form = formOf(await room.press(ruth, directOf(ruth), buttonIn(shown, 'Look back')))
  const [first, how] = form.fields
  const answer = { [first?.name ?? '']: 'The clinic closed', [how?.name ?? '']: 'named' }
  await room.submit(ruth, directOf(ruth), form, answer)
  expect(await homeOf(room)).not.toContain('looking back')
  expect(await homeOf(room, tom)).toMatch(waits)
})
