// The last public entrepreneur steps down or leaves: a successor is asked for first, and the channels are told.
import { expect, test } from 'vitest'
import { type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, network, youth } from '../../support/fixtures.ts'
import { buttonsIn } from '../../support/reply-buttons.ts'

const nothing = { action: '', values: {} }

function channelTexts(bot: TestBot): readonly string[] {
  return bot.sent.flatMap(({ to, card }) =>
    to.kind === 'channel' ? [`${to.channel}: ${textOf({ kind: 'card', card })}`] : [],
  )
}

test('who steps down as the last one is asked for a successor first, and may go without', async () => {
  const bot = await network()
  const before = channelTexts(bot).length
  const choices = buttonsIn(await bot.say(aroha, youth, 'step down'))
  const question = await bot.press(aroha, youth, choices[0] ?? nothing)
  expect(textOf(question)).toMatch(
    /last public entrepreneur\. Who would you nominate to take over\? Without one/,
  )
  const [nominate = nothing, anyway = nothing] = buttonsIn(question)
  expect(nominate).toMatchObject({ action: 'role', values: { role: 'public-entrepreneur' } })
  expect(textOf(await bot.say(aroha, youth, 'roles'))).toMatch(/public entrepreneur: Aroha/i)
  expect(textOf(await bot.press(aroha, youth, anyway))).toContain('no longer public entrepreneur')
  await bot.deliver()
  const told = channelTexts(bot).slice(before)
  expect(told).toHaveLength(2)
  for (const text of told)
    expect(text).toMatch(/Aroha.* has stepped down as a public entrepreneur of South Side\. Thank you/)
  expect(told[0]).toContain('Any member can nominate one')
})

test('who leaves as the last one is asked for a successor first; all channels read it with thanks', async () => {
  const bot = await network()
  const before = channelTexts(bot).length
  const question = await bot.say(aroha, youth, 'leave')
  expect(textOf(question)).toContain('Who would you nominate to take over?')
  const leave = buttonsIn(question).find(({ action }) => action === 'leave') ?? nothing
  await bot.press(aroha, youth, leave)
  await bot.deliver()
  const told = channelTexts(bot).slice(before)
  expect(told).toHaveLength(2)
  for (const text of told) expect(text).toMatch(/Aroha.* has left South Side.*Thank you/)
})
