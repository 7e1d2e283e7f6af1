// The channels of a network: listed and taken out from anywhere, after a question.
import { expect, test } from 'vitest'
import { textOf } from '../../support/bot-harness.ts'
import { aroha, directOf, network, tom, whanau, youth } from '../../support/fixtures.ts'
import { buttonsIn } from '../../support/reply-buttons.ts'

const nothing = { action: '', values: {} }

test('from a direct message an entrepreneur takes a channel out, after a question', async () => {
  const bot = await network()
  const list = await bot.say(aroha, directOf(aroha), 'homes')
  expect(textOf(list)).toContain('2 channels of South Side')
  const [, second = nothing] = buttonsIn(list).filter(({ action }) => action === 'remove-home')
  const question = await bot.press(aroha, directOf(aroha), second)
  expect(textOf(question)).toContain('from South Side?')
  expect(textOf(await bot.say(tom, whanau, ''))).toContain('South Side')
  const [sure = nothing] = buttonsIn(question)
  expect(textOf(await bot.press(aroha, directOf(aroha), sure))).toContain(
    'I’ve removed #whanau from South Side',
  )
  expect(textOf(await bot.say(tom, whanau, ''))).toContain('not in a network here')
  expect(textOf(await bot.say(aroha, directOf(aroha), 'homes'))).toContain('1 channel of South Side')
})

test('a button that names no channel lists them where it is pressed in a direct message', async () => {
  const bot = await network()
  const leaving = buttonsIn(await bot.say(aroha, youth, 'leave'))
  const old = leaving.find(({ action }) => action === 'remove-home') ?? nothing
  expect(textOf(await bot.press(aroha, directOf(aroha), old))).toContain('2 channels of South Side')
  expect(textOf(await bot.press(aroha, youth, old))).toMatch(/^Remove .* from South Side\?/)
})

test('members see the channels and take none out; the last one stays', async () => {
  const bot = await network()
  const list = await bot.say(tom, directOf(tom), 'homes')
  expect(buttonsIn(list).map(({ action }) => action)).not.toContain('remove-home')
  const [first = nothing, second = nothing] = buttonsIn(await bot.say(aroha, youth, 'homes'))
  expect(textOf(await bot.press(tom, whanau, first))).toContain('Only a public entrepreneur')
  await bot.press(aroha, youth, { ...first, values: { ...first.values, sure: 'yes' } })
  const refused = await bot.press(aroha, youth, { ...second, values: { ...second.values, sure: 'yes' } })
  expect(textOf(refused)).toContain('only channel')
})
