// Changing a resource by words: which one is meant, and undoing the change.
import { expect, test } from 'vitest'
import { minute } from '../../../src/domain/core/time.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, lively, youth } from '../../support/fixtures.ts'

async function chosenBy(bot: TestBot, words: string) {
  const { fields, errors } = formOf(await bot.say(aroha, youth, words))
  const field = fields.find(({ name }) => name === 'resource')
  const options = field?.kind === 'choice' ? field.options : []
  return { chosen: options.find(({ value }) => value === field?.initial)?.label, error: errors?.resource }
}

test.each([
  ['use $20,000', '$20,000'],
  ['use $20k', '$20,000'],
  ['withdraw the money', '$20,000'],
  ['withdraw 0.5 FTE', '0.5 FTE analyst'],
  ['withdraw analyst from Council', '0.5 FTE analyst'],
  ['withdraw hall', 'a hall'],
])('“%s” finds %s', async (words, found) => {
  const { chosen, error } = await chosenBy(await lively(), words)
  expect(chosen).toContain(found)
  expect(error).toBeUndefined()
})

test.each(['use zzz', 'withdraw $20', 'withdraw $2,000'])('“%s” chooses none, and says so', async (words) => {
  const searchWords = words.replace(/^\S+ /, '')
  expect(await chosenBy(await lively(), words)).toEqual({
    chosen: undefined,
    error: `I don’t know which one you mean by “${searchWords}”.`,
  })
})

test('where words fit several, or none are given, none is chosen for them', async () => {
  const bot = await lively()
  expect(await chosenBy(bot, 'withdraw')).toEqual({ chosen: undefined, error: undefined })
  expect((await chosenBy(bot, 'withdraw Council')).error).toContain('“Council” fits more than one')
})

test('the amount and the dates of what is there can be changed in a form', async () => {
  const bot = await lively()
  const form = formOf(await bot.say(aroha, youth, 'change $20,000'))
  const done = textOf(await bot.submit(aroha, youth, form, { amount: '$15,000', until: '30 June' }))
  expect(done).toContain(
    'Changed. It’s now $15,000 from Health (flexible across agencies, until 30 Jun 2027)',
  )
  const again = formOf(await bot.say(aroha, youth, 'change $15,000'))
  expect(textOf(await bot.submit(aroha, youth, again, { until: '' }))).not.toContain('until')
})

test('used up leaves the table, and can be undone', async () => {
  const bot = await lively()
  const form = formOf(await bot.say(aroha, youth, 'use $20,000'))
  const done = await bot.submit(aroha, youth, form, { how: 'used-up' })
  expect(textOf(done)).toContain('Used up: $20,000. It’s no longer on the table.')
  const undo = buttonsOf(done as never).find(({ label }) => label === 'Undo')
  expect(textOf(await bot.say(aroha, youth, 'table'))).toContain('Used up')
  expect(textOf(await bot.press(aroha, youth, undo as never))).toContain('Undone')
  expect(textOf(await bot.say(aroha, youth, 'table'))).not.toContain('Used up')
})

test.each([
  ['use $20,000', '\nIn use\n'],
  ['withdraw $20,000', 'Taken back, or past its last day'],
])('“%s” can be undone for 10 minutes', async (words, title) => {
  const bot = await lively()
  const done = await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, words)), {})
  const undo = buttonsOf(done as never).find(({ label }) => label === 'Undo')
  expect(textOf(await bot.say(aroha, youth, 'table'))).toContain(title)
  const laterBot = await bot.copy()
  expect(textOf(await bot.press(aroha, youth, undo as never))).toContain('Undone')
  expect(textOf(await bot.say(aroha, youth, 'table'))).not.toContain(title)
  await laterBot.forward(11 * minute)
  expect(textOf(await laterBot.press(aroha, youth, undo as never))).toContain('10 minutes')
})
