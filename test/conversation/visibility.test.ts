// People learn beforehand who will see what they write, and only those see it.
import { expect, test } from 'vitest'
import { formOf, textOf } from '../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  codeIn,
  directOf,
  empty,
  lively,
  margaret,
  nextMorning,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../support/fixtures.ts'

test('what was learned at a meeting is said to be posted in the network’s channels', async () => {
  const bot = await lively()
  const form = formOf(await bot.press(tom, whanau, buttonOf(bot, 'One thing we learned')))
  expect(form.intro).toMatch(
    /post it in the network’s channels .*without your name.*Everyone in those channels/,
  )
})

test('who joins, or is asked to be an angel, reads that name and agency may show in the homes', async () => {
  const bot = await lively()
  const code = codeIn(await bot.say(aroha, youth, 'invite'))
  for (const place of [empty, directOf(olive)])
    expect(formOf(await bot.say(olive, place, `join ${code}`)).intro).toMatch(
      /name and agency.* everyone in its channels may see/,
    )
  const form = formOf(await bot.say(aroha, youth, 'angel'))
  await bot.submit(aroha, youth, form, {}, { person: olive })
  await nextMorning(bot)
  expect(textOf({ kind: 'card', card: bot.sent.at(-1)?.card ?? { blocks: [] } })).toMatch(
    /everyone in its channels may see them too/,
  )
  const accept = formOf(await bot.press(olive, directOf(olive), buttonOf(bot, 'Accept')))
  expect(accept.intro).toContain('everyone in its channels may see them too')
})

test('who asks a guardian angel reads beforehand whom it goes to and who can read it; so does the angel who answers', async () => {
  const bot = await lively()
  const form = formOf(await bot.say(tom, whanau, 'ask Come'))
  expect(form.intro).toMatch(/I’ll send a message to Margaret.*Every member can read it .*with your name/)
  for (const label of ['Done', 'Not mine']) {
    const answer = formOf(await bot.press(margaret, directOf(margaret), buttonOf(bot, label)))
    expect(answer.intro).toMatch(/Every member can read what you write here, with your name/)
  }
})

test('an ask is nowhere posted in a home, and outsiders can neither read nor answer it', async () => {
  const bot = await lively()
  const posted = bot.sent.filter(({ to }) => to.kind === 'channel')
  expect(JSON.stringify(posted)).not.toContain('Speak with the ministry')
  const take = buttonOf(bot, 'I’ll take it')
  const outside = await bot.press(olive, youth, {
    action: 'take-ask',
    values: { network: 'none', ask: 'none' },
  })
  for (const action of ['take-ask', 'finish-ask', 'pass-ask', 'take-back-ask', 'asks', 'ask'])
    expect(await bot.press(olive, youth, { ...take, action })).toEqual(outside)
})

test.each([
  'blocker',
  'blockers',
  'put-blocker',
  'clear-blocker',
  'limit',
  'limits',
  'touch-limit',
  'settle-limit',
  'lift-limit',
  'bend',
  'bends',
  'approve-bend',
  'decline-bend',
  'talk-first',
  'take-back-bend',
  'exposed',
  'settle-exposure',
  'radar',
  'propose-going-public',
  'go-public',
  'not-yet-public',
  'take-back-going-public',
  'go-under-the-radar',
])('an outsider who presses “%s” reads the same, whether there is such a network or not', async (action) => {
  const bot = await lively()
  const { values } = buttonOf(bot, 'Approve')
  const ids = { blocker: 'x', limit: 'x', exposure: 'x', proposal: 'x' }
  const missing = await bot.press(olive, youth, { action, values: { ...values, ...ids, network: 'none' } })
  expect(await bot.press(olive, youth, { action, values: { ...values, ...ids } })).toEqual(missing)
  expect(textOf(missing)).toContain('Only members of the network')
})

test('the form that closes says whom it thanks, by name', async () => {
  expect(formOf(await (await lively()).say(aroha, youth, 'close')).intro).toContain(
    'thanks by name and agency',
  )
})

test('who was asked and has not answered, only the one who asked sees', async () => {
  const bot = await lively()
  expect(textOf(await bot.say(aroha, youth, 'roles'))).toContain(
    'waiting for an answer from Tom as critical friend',
  )
  for (const [who, place] of [
    [tom, whanau],
    [ruth, youth],
    [margaret, directOf(margaret)],
  ] as const)
    expect(textOf(await bot.say(who, place, 'roles'))).not.toContain('wait for an answer')
})

test('whoever presses a card of a network that is not theirs reads the same, whether it exists or not', async () => {
  const bot = await lively()
  const there = buttonOf(bot, 'I was there')
  const cast = [olive, { ...tom, user: 'Other', name: 'Other' }]
  const replies = await Promise.all([
    ...cast.map((who) => bot.press(who, youth, there)),
    bot.press(olive, youth, { action: 'there', values: { network: 'none', meeting: 'none' } }),
    bot.press(olive, youth, { action: 'in', values: { network: 'none' } }),
  ])
  for (const reply of replies) expect(reply).toEqual(replies[0])
  expect(textOf(replies[0] as never)).toContain('Only members of the network that posted this can answer it.')
})

test('an owner of another network reads what an outsider reads', async () => {
  const bot = await lively()
  const there = buttonOf(bot, 'I was there')
  const outside = await bot.press(olive, youth, there)
  const form = formOf(await bot.say(olive, empty, 'start North Side'))
  await bot.submit(olive, empty, form, { moment: 'm', outcome: 'o' })
  expect(await bot.press(olive, youth, there)).toEqual(outside)
})
