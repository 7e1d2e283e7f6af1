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
  ['a hall until 31 Feb', 'until', /couldn’t read “31 Feb”/],
  ['something on the table', 'what', /What is it\?/],
  ['on the table', 'what', /What is it\?/],
  ['nothing', 'what', /What is it\?/],
  ['nothing this time', 'what', /What is it\?/],
  ['a hall from Narnia', 'agency', /No agency here is called “Narnia”. Which one is it\?/],
  ['20000', 'kind', /Is 20000 an amount of money, or people’s time\?/],
  ['a lemon', 'kind', /couldn’t tell what kind/],
  ['some money maybe next year', 'standing', /Is it there already\?/],
  ['a hall soon', 'standing', /Is it there already\?/],
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

test('a kind that nobody says is chosen by nobody, and all words are kept', async () => {
  const bot = await network()
  const form = formOf(await bot.say(tom, whanau, 'put a lemon from 1 March until June if it is ripe'))
  expect(initialOf(form, 'kind')).toBeUndefined()
  expect(initialOf(form, 'what')).toBe('a lemon')
  expect(initialOf(form, 'from')).toBe('1 Mar 2027')
  expect(initialOf(form, 'until')).toBe('30 Jun 2027')
  expect(initialOf(form, 'condition')).toBe('it is ripe')
  expect(initialOf(formOf(await bot.say(tom, whanau, 'put')), 'kind')).toBeUndefined()
  expect(await bot.submit(tom, whanau, form, {})).toMatchObject({ errors: { kind: 'Choose a kind.' } })
})

test('a number alone is money once somebody says so', async () => {
  const bot = await network()
  const form = formOf(await bot.say(tom, whanau, 'put 20000'))
  expect(initialOf(form, 'amount')).toBe('20,000')
  expect(textOf(await bot.submit(tom, whanau, form, { kind: 'money' }))).toContain('$20,000 from Council')
})

test('what may come is a promise in the form, with its first day', async () => {
  const bot = await network()
  const form = formOf(await bot.say(tom, whanau, 'put a hall maybe in March'))
  expect(initialOf(form, 'standing')).toBe('no')
  expect(initialOf(form, 'from')).toBe('1 Mar 2027')
})

test('what begins on a later day is promised from then on, and counts only once it is there', async () => {
  const bot = await network()
  const promised = textOf(await bot.say(tom, whanau, 'put $20,000 flexible from 1 March until June'))
  expect(promised).toContain('Promised\n')
  expect(promised).toContain('from 1 Mar 2027, until 30 Jun 2027')
  expect(textOf(await bot.say(tom, whanau, 'table'))).toContain('Promised, not counted yet')
  const form = formOf(await bot.say(tom, whanau, 'put'))
  const fields = { what: 'a hall', from: 'June', until: 'March' }
  expect(await bot.submit(tom, whanau, form, fields)).toMatchObject({
    errors: { until: expect.stringContaining('before its first') },
  })
})

test.each([
  ['3 hours of Tom', '3 hours of Tom from Health (people’s time)'],
  ['$20,000 flexible', '$20,000 from Health (flexible across agencies)'],
  ['$20,000', '$20,000 from Health (money)'],
  ['a hall from Narnia', 'a hall from Narnia (space or equipment)'],
])('“put %s” of an entrepreneur reads “%s”', async (words, line) => {
  expect(textOf(await (await network()).say(aroha, youth, `put ${words}`))).toContain(line)
})

test('the confirmation and the list write amounts as the reader does', async () => {
  const bot = await network()
  const german = { ...tom, locale: 'de-DE' }
  expect(textOf(await bot.say(german, whanau, 'put $20,000 flexible'))).toContain('$20.000')
  expect(textOf(await bot.say(german, whanau, 'table'))).toContain('$20.000')
})
