// An angel calls the public entrepreneurs: who reads it, when, and who may not.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day } from '../../../src/domain/core/time.ts'
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

const angel = directOf(margaret)

async function callButton(bot: TestBot) {
  const found = buttonsOf((await bot.say(margaret, angel, 'digest')) as never).find(
    ({ action }) => action === 'call',
  )
  if (found === undefined) throw new Error('No button to call with.')
  return found
}

function callMessages(bot: TestBot, from = 0) {
  return bot.sent
    .slice(from)
    .filter(({ card }) => plainText(card).includes('asks you to call'))
    .map(({ to }) => (to.kind === 'direct' ? to.user : to.channel))
}

test('it goes to each public entrepreneur once, with the angel’s words, and to nobody else', async () => {
  const bot = await stalled()
  const form = formOf(await bot.press(margaret, angel, await callButton(bot)))
  expect(form.fields).toHaveLength(1)
  const done = textOf(await bot.submit(margaret, angel, form, { text: 'Ring me <!channel>' }))
  expect(done).toContain('Aroha (Health) will read it in their next working hour.')
  await bot.submit(margaret, angel, form, { text: 'Ring me <!channel>' })
  await bot.forward(day)
  expect(callMessages(bot)).toEqual([aroha.user])
  const card = bot.sent.find(({ card: one }) => plainText(one).includes('asks you to call'))?.card
  expect(card?.blocks).toContainEqual({ kind: 'quote', text: 'Ring me <!channel>' })
})

test('only an angel calls, and an empty call is asked for again', async () => {
  const bot = await stalled()
  const button = await callButton(bot)
  expect(textOf(await bot.press(tom, whanau, button))).toContain('Only a guardian angel')
  expect(textOf(await bot.press(olive, youth, button))).toContain('Only members of the network')
  const form = formOf(await bot.press(margaret, angel, button))
  expect(await bot.submit(margaret, angel, form, { text: ' ' })).toMatchObject({ kind: 'form-errors' })
  expect(textOf(await bot.submit(tom, whanau, form, { text: 'me' }))).toContain('Only a guardian angel')
})

test('an angel hears that there is nobody to call once the last public entrepreneur has stepped down', async () => {
  const bot = await network()
  const button = { action: 'call', values: { network: String((await idOf(bot)) ?? '') } }
  const steps = buttonsOf((await bot.say(aroha, youth, 'step down')) as never)
  for (const step of steps) {
    const answer = await bot.press(aroha, youth, step)
    if (answer.kind === 'card') for (const next of buttonsOf(answer)) await bot.press(aroha, youth, next)
  }
  expect(textOf(await bot.press(margaret, angel, button))).toContain('there’s nobody to call')
})

async function idOf(bot: TestBot): Promise<string | undefined> {
  return buttonsOf((await bot.say(margaret, angel, 'my networks')) as never)[0]?.values.network
}
