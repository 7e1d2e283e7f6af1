// What is typed after `put`, and when it takes the form instead.
import { expect, test } from 'vitest'
import type { Form } from '../../../src/chat/form.ts'
import { formOf, textOf } from '../../support/bot-harness.ts'
import { aroha, entriesIn, network, tom, whanau, youth } from '../../support/fixtures.ts'

const initialOf = (form: Form, name: string) => form.fields.find((field) => field.name === name)?.initial

test.each([
  ['0 hours of Tom', 'amount', /above 0/],
  ['-5 hours of Tom', 'amount', /above 0/],
  ['$-500', 'amount', /above 0/],
  [`$${'9'.repeat(20)}`, 'amount', /above 0/],
  ['a hall until 31 Feb', 'until', /could not read “31 Feb”/],
  ['something on the table', 'what', /What is it\?/],
  ['on the table', 'what', /What is it\?/],
  ['nothing', 'what', /What is it\?/],
  ['nothing this time', 'what', /What is it\?/],
  ['a hall from Narnia', 'agency', /No agency here is called “Narnia”; which one is it\?/],
])('“put %s” opens the form with an error at the %s, and puts nothing', async (words, field, error) => {
  const bot = await network()
  const before = await entriesIn(bot)
  expect(formOf(await bot.say(tom, whanau, `put ${words}`)).errors?.[field]).toMatch(error)
  expect(await entriesIn(bot)).toBe(before)
})

test.each(['0', '-5 hours', `$${'9'.repeat(20)}`])('the form takes no amount of %s', async (amount) => {
  const bot = await network()
  const form = formOf(await bot.say(tom, whanau, 'put'))
  const reply = await bot.submit(tom, whanau, form, { what: 'a hall', amount })
  expect(reply).toMatchObject({ kind: 'form-errors', errors: { amount: expect.stringContaining('above 0') } })
})

test('what was understood stands in the form, beside the date that was not', async () => {
  const bot = await network()
  const form = formOf(await bot.say(tom, whanau, 'put a hall until 31 Feb'))
  expect(initialOf(form, 'what')).toBe('a hall')
  expect(initialOf(form, 'kind')).toBe('space')
  expect(initialOf(form, 'until')).toBe('31 Feb')
})

test('a kind that nobody says is the same by words and in the form', async () => {
  const bot = await network()
  const kind = initialOf(formOf(await bot.say(tom, whanau, 'put')), 'kind')
  expect(kind).toBe('time')
  expect(textOf(await bot.say(tom, whanau, 'put a lemon'))).toContain('a lemon from Council (people’s time)')
})

test.each([
  ['3 hours of Tom', '3 hours of Tom from Health (people’s time)'],
  ['$20,000 flexible', '$20,000 from Health (flexible across agencies)'],
  ['$20,000', '$20,000 from Health (money)'],
  ['a hall from Narnia', 'a hall from Narnia (space or equipment)'],
])('“put %s” of an entrepreneur reads “%s”', async (words, line) => {
  expect(textOf(await (await network()).say(aroha, youth, `put ${words}`))).toContain(line)
})
