// An angel calls the public entrepreneurs: who reads it, when, and who may not.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  directOf,
  margaret,
  network,
  olive,
  stalled,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

const hour = 3_600_000
const angel = directOf(margaret)

async function callButton(room: TestBot) {
  const found = buttonsOf((await room.say(margaret, angel, 'digest')) as never).find(
    ({ action }) => action === 'call',
  )
  if (found === undefined) throw new Error('No button to call with.')
  return found
}

function called(room: TestBot, from = 0) {
  return room.sent
    .slice(from)
    .filter(({ card }) => plainText(card).includes('asks you to call'))
    .map(({ to }) => (to.kind === 'direct' ? to.user : to.channel))
}

test('it goes to each public entrepreneur once, with the angel’s words, and to nobody else', async () => {
  const room = await stalled()
  const form = formOf(await room.press(margaret, angel, await callButton(room)))
  expect(form.fields).toHaveLength(1)
  const done = textOf(await room.submit(margaret, angel, form, { text: 'Ring me <!channel>' }))
  expect(done).toContain('Sent to Aroha (Health).')
  await room.submit(margaret, angel, form, { text: 'Ring me <!channel>' })
  await room.forward(24 * hour)
  expect(called(room)).toEqual([aroha.user])
  const card = room.sent.find(({ card: one }) => plainText(one).includes('asks you to call'))?.card
  expect(card?.blocks).toContainEqual({ kind: 'quote', text: 'Ring me <!channel>' })
})

test('only an angel calls, and an empty call is asked for again', async () => {
  const room = await stalled()
  const button = await callButton(room)
  expect(textOf(await room.press(tom, whanau, button))).toContain('Only a guardian angel')
  expect(textOf(await room.press(olive, youth, button))).toContain('Only members of the network')
  const form = formOf(await room.press(margaret, angel, button))
  expect(await room.submit(margaret, angel, form, { text: ' ' })).toMatchObject({ kind: 'form-errors' })
  expect(textOf(await room.submit(tom, whanau, form, { text: 'me' }))).toContain('Only a guardian angel')
})

test('where nobody else is a public entrepreneur the angel hears so', async () => {
  const room = await network()
  const button = { action: 'call', values: { network: String((await idOf(room)) ?? '') } }
  const steps = buttonsOf((await room.say(aroha, youth, 'step down')) as never)
  for (const step of steps) {
    const answer = await room.press(aroha, youth, step)
    if (answer.kind === 'card') for (const next of buttonsOf(answer)) await room.press(aroha, youth, next)
  }
  expect(textOf(await room.press(margaret, angel, button))).toContain('there is nobody to call')
})

async function idOf(room: TestBot): Promise<string | undefined> {
  return buttonsOf((await room.say(margaret, angel, 'my networks')) as never)[0]?.values.network
}
