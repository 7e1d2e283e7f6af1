// What is said beforehand of who will see it, and what only some see.
import { expect, test } from 'vitest'
import { formOf, textOf } from '../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  directOf,
  empty,
  lively,
  margaret,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../support/fixtures.ts'

test('what was learned at a meeting is said to be posted in every home', async () => {
  const room = await lively()
  const form = formOf(await room.press(tom, whanau, buttonOf(room, 'One thing we learned')))
  expect(form.intro).toMatch(/posted in every home .*without your name.*Everyone in those channels/)
})

test('who joins, or is asked to be an angel, reads that name and agency may show in the homes', async () => {
  const room = await lively()
  for (const place of [empty, directOf(olive)])
    expect(formOf(await room.say(olive, place, 'join')).intro).toMatch(/name and agency.* may show/)
  const form = formOf(await room.say(aroha, youth, 'angel'))
  await room.submit(aroha, youth, form, {}, { person: olive })
  await room.deliver()
  expect(textOf({ kind: 'card', card: room.sent.at(-1)?.card ?? { blocks: [] } })).toMatch(
    /may show in its homes/,
  )
  const accept = formOf(await room.press(olive, directOf(olive), buttonOf(room, 'Accept')))
  expect(accept.intro).toContain('may show in its homes')
})

test('who asks a guardian angel reads beforehand whom it goes to and who can read it; so does the angel who answers', async () => {
  const room = await lively()
  const form = formOf(await room.say(tom, whanau, 'ask Come'))
  expect(form.intro).toMatch(/A message goes to Margaret.*Every member can read it .*with your name/)
  for (const label of ['Done', 'Not mine']) {
    const answer = formOf(await room.press(margaret, directOf(margaret), buttonOf(room, label)))
    expect(answer.intro).toMatch(/Every member can read what you write here, with your name/)
  }
})

test('an ask is nowhere posted in a home, and outsiders can neither read nor answer it', async () => {
  const room = await lively()
  const posted = room.sent.filter(({ to }) => to.kind === 'channel')
  expect(JSON.stringify(posted)).not.toContain('Speak with the ministry')
  const take = buttonOf(room, 'I’ll take it')
  const outside = await room.press(olive, youth, {
    action: 'take-ask',
    values: { network: 'none', ask: 'none' },
  })
  for (const action of ['take-ask', 'finish-ask', 'pass-ask', 'take-back-ask', 'asks', 'ask'])
    expect(await room.press(olive, youth, { ...take, action })).toEqual(outside)
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
  const room = await lively()
  const { values } = buttonOf(room, 'Approve')
  const ids = { blocker: 'x', limit: 'x', exposure: 'x', proposal: 'x' }
  const missing = await room.press(olive, youth, { action, values: { ...values, ...ids, network: 'none' } })
  expect(await room.press(olive, youth, { action, values: { ...values, ...ids } })).toEqual(missing)
  expect(textOf(missing)).toContain('Only members of the network')
})

test('the form that closes says whom it thanks, by name', async () => {
  expect(formOf(await (await lively()).say(aroha, youth, 'close')).intro).toContain(
    'thanks by name and agency',
  )
})

test('who was asked and has not answered, only the one who asked sees', async () => {
  const room = await lively()
  expect(textOf(await room.say(aroha, youth, 'roles'))).toContain(
    'wait for an answer from Tom as critical friend',
  )
  for (const [who, place] of [
    [tom, whanau],
    [ruth, youth],
    [margaret, directOf(margaret)],
  ] as const)
    expect(textOf(await room.say(who, place, 'roles'))).not.toContain('wait for an answer')
})

test('whoever presses a card of a network that is not theirs reads the same, whether it exists or not', async () => {
  const room = await lively()
  const there = buttonOf(room, 'I was there')
  const cast = [olive, { ...tom, user: 'Other', name: 'Other' }]
  const replies = await Promise.all([
    ...cast.map((who) => room.press(who, youth, there)),
    room.press(olive, youth, { action: 'there', values: { network: 'none', meeting: 'none' } }),
    room.press(olive, youth, { action: 'in', values: { network: 'none' } }),
  ])
  for (const reply of replies) expect(reply).toEqual(replies[0])
  expect(textOf(replies[0] as never)).toContain('Only members of the network that posted this can answer it.')
})

test('an owner of another network reads what an outsider reads', async () => {
  const room = await lively()
  const there = buttonOf(room, 'I was there')
  const outside = await room.press(olive, youth, there)
  const form = formOf(await room.say(olive, empty, 'start North Side'))
  await room.submit(olive, empty, form, { moment: 'm', outcome: 'o' })
  expect(await room.press(olive, youth, there)).toEqual(outside)
})
