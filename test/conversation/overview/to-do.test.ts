// The home of a person shows what waits for them and, for an angel, what is at risk.
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

const homeOf = async (bot: TestBot, who = ruth) => textOf(await bot.say(who, directOf(who), 'home'))

function buttonIn(reply: Reply, label: string) {
  const found = reply.kind === 'card' ? buttonsOf(reply).find((one) => one.label === label) : undefined
  if (found === undefined) throw new Error(`No button “${label}”: ${textOf(reply)}`)
  return found
}

test('an open check-in waits for whoever has not answered it', async () => {
  const bot = await lively()
  const shown = await bot.say(ruth, directOf(ruth), 'home')
  expect(textOf(shown)).toMatch(
    /What’s waiting for you\nSouth Side: the check-in for .*\n\[I was there\] \[I couldn’t come\]/,
  )
  await bot.press(ruth, directOf(ruth), buttonIn(shown, 'I couldn’t come'))
  expect(await homeOf(bot)).not.toContain('the check-in for')
  expect(await homeOf(bot, margaret)).not.toContain('the check-in for')
})
test('where nothing waits, it says so, and shows the networks', async () => {
  const bot = await network()
  const home = await homeOf(bot)
  expect(home).toContain('Nothing just now.')
  expect(home).toContain('South Side')
  expect(home).not.toContain('As guardian angel')
})
test('an angel sees what is at risk, and nobody else does there', async () => {
  const bot = await stalled()
  expect(await homeOf(bot, margaret)).toMatch(/As guardian angel\n- South Side has stopped/)
  expect(await homeOf(bot)).not.toContain('As guardian angel')
})

test('a proposed outcome waits, with its buttons, only for whoever can answer it', async () => {
  const bot = await network()
  const form = formOf(await bot.say(aroha, youth, 'reframe'))
  await bot.submit(aroha, youth, form, { outcome: 'One door by June', why: 'We know more' })
  const waits =
    /Waiting for you: a proposed new outcome for South Side, “One door by June”\n\[I agree\] \[Not like this\]/
  for (const who of [tom, ruth]) {
    expect(await homeOf(bot, who)).toMatch(waits)
    expect(textOf(await bot.say(who, directOf(who), ''))).toMatch(waits)
  }
  for (const who of [aroha, margaret]) {
    expect(await homeOf(bot, who)).not.toContain('proposed new outcome')
    expect(textOf(await bot.say(who, directOf(who), ''))).not.toContain('proposed new outcome')
  }
})

test('a nomination to a member waits with its buttons, until it is answered', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'role Ruth critical friend')
  const waits = /Waiting for you: Aroha \(Health\) asks you to be critical friend of South Side\.\n\[Accept\]/
  expect(await homeOf(bot)).toMatch(waits)
  expect(await homeOf(bot)).not.toContain('Nothing just now')
  for (const who of [aroha, tom]) expect(await homeOf(bot, who)).not.toContain('critical friend')
  const accept = buttonIn(await bot.say(ruth, directOf(ruth), 'home'), 'Accept')
  await bot.press(ruth, directOf(ruth), accept)
  expect(await homeOf(bot)).not.toContain('Waiting for you')
})

test('a promise waits in the week before its day, with its buttons, only for whoever made it', async () => {
  const bot = await network()
  const form = formOf(await bot.say(tom, whanau, 'put'))
  await bot.submit(tom, whanau, form, { what: 'a hall', until: '30 November', standing: 'no' })
  const waits =
    /Waiting for you: your promise to South Side for 30 Nov 2026, a hall from Council .*\n\[It is there now\] \[Change it\] \[Take it back\]/
  const shown = await bot.say(tom, directOf(tom), 'home')
  expect(textOf(shown)).toMatch(waits)
  expect(await homeOf(bot, aroha)).not.toContain('your promise')
  const back = formOf(await bot.press(tom, directOf(tom), buttonIn(shown, 'Take it back')))
  expect(back.fields[0]?.initial).toBe(buttonIn(shown, 'Take it back').values.resource)
  const reply = await bot.press(tom, directOf(tom), buttonIn(shown, 'It is there now'))
  expect(textOf(reply)).toContain('Now on the table: a hall')
  expect(await homeOf(bot, tom)).toContain('Nothing just now.')
})

test('in a closed network nothing waits any more', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'role Ruth critical friend')
  const close = formOf(await bot.say(aroha, youth, 'close'))
  await bot.submit(aroha, youth, close, { did: 'We opened one door.' })
  expect(await homeOf(bot)).not.toContain('critical friend')
})

test('a nomination waits also for who is in no network, and is seen by nobody else; accepted, they are in it', async () => {
  const bot = await network()
  const role = formOf(await bot.say(aroha, youth, 'role'))
  await bot.submit(aroha, youth, role, { role: 'guardian-angel' }, { person: olive })
  await bot.deliver()
  const shown = await bot.say(olive, directOf(olive), 'home')
  expect(textOf(shown)).toMatch(
    /^What’s waiting for you\nWaiting for you: Aroha \(Health\) asks you to be guardian angel of South Side\.\n\[Accept\] \[Decline\]$/,
  )
  expect(textOf(await bot.say(olive, directOf(olive), 'table'))).toContain('not in a network here')
  for (const who of [aroha, tom, ruth]) expect(await homeOf(bot, who)).not.toContain('asks you to be')
  const form = formOf(await bot.press(olive, directOf(olive), buttonIn(shown, 'Accept')))
  await bot.submit(olive, directOf(olive), form, {})
  expect(await homeOf(bot, olive)).toContain('South Side, as guardian angel')
  expect(await homeOf(bot, olive)).not.toContain('Waiting for you')
})

test('a nomination that was declined or withdrawn, or whose network has closed, waits no more', async () => {
  const bot = await network()
  const ask = async () => {
    const role = formOf(await bot.say(aroha, youth, 'role'))
    return bot.submit(aroha, youth, role, { role: 'guardian-angel' }, { person: olive })
  }
  await ask()
  const shown = await bot.say(olive, directOf(olive), 'home')
  await bot.press(olive, directOf(olive), buttonIn(shown, 'Decline'))
  expect(await homeOf(bot, olive)).not.toContain('South Side')
  const shownAgain = await ask()
  expect(await homeOf(bot, olive)).toContain('South Side')
  await bot.press(aroha, youth, buttonIn(shownAgain, 'Undo'))
  expect(await homeOf(bot, olive)).not.toContain('South Side')
  await ask()
  const close = formOf(await bot.say(aroha, youth, 'close'))
  await bot.submit(aroha, youth, close, { did: 'We opened one door.' })
  expect(await homeOf(bot, olive)).not.toContain('South Side')
})

test('what waits for an angel has the buttons where it is answered, and waits for nobody else', async () => {
  const bot = await lively()
  const shown = await bot.say(margaret, directOf(margaret), 'home')
  expect(textOf(shown)).toMatch(
    /South Side: 1 ask to the guardian angel\n\[Show the asks\]\nSouth Side: 1 bend to decide on\n\[Show the bends\]/,
  )
  const asks = await bot.press(margaret, directOf(margaret), buttonIn(shown, 'Show the asks'))
  expect(textOf(asks)).toContain('Speak with the ministry')
  for (const who of [aroha, tom, ruth]) expect(await homeOf(bot, who)).not.toContain('to decide on')
})

test('an open round waits for each member who has not looked back, and for no angel who is no member', async () => {
  const bot = await network()
  const crossing = await bot.say(aroha, youth, 'phase next')
  await bot.press(aroha, youth, buttonIn(crossing, 'Cross into getting together'))
  const waits = /South Side: looking back .*\n\[Look back\]/
  for (const who of [aroha, tom, ruth]) expect(await homeOf(bot, who)).toMatch(waits)
  expect(await homeOf(bot, margaret)).not.toContain('looking back')
  const shown = await bot.say(ruth, directOf(ruth), 'home')
  const form = formOf(await bot.press(ruth, directOf(ruth), buttonIn(shown, 'Look back')))
  const [first, how] = form.fields
  const answer = { [first?.name ?? '']: 'The clinic closed', [how?.name ?? '']: 'named' }
  await bot.submit(ruth, directOf(ruth), form, answer)
  expect(await homeOf(bot)).not.toContain('looking back')
  expect(await homeOf(bot, tom)).toMatch(waits)
})
