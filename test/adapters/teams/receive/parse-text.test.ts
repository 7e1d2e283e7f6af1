// What was typed in Teams, without the bot's mentions and with those of others.
import { expect, test } from 'vitest'
import { parseText } from '../../../../adapters/teams/receive/parse-text.ts'

const recipient = { id: '28:app', name: 'On the Table' }
const bot = { type: 'mention', text: '<at>On the Table</at>', mentioned: recipient }
const person = (name: string, id: string) => ({
  type: 'mention',
  text: `<at>${name}</at>`,
  mentioned: { id, name },
})
const read = (text: string | undefined, ...entities: object[]) =>
  parseText({ type: 'message', recipient, text, entities })

test('the bot’s own mention is removed, those of others stay', () => {
  const typed = read(
    '<at>On the Table</at> role <at>Mere Tautahi</at> guardian angel',
    bot,
    person('Mere Tautahi', '29:mere'),
  )
  expect(typed.text).toBe('role @Mere Tautahi guardian angel')
  expect(typed.mentioned).toEqual([{ text: '@Mere Tautahi', id: '29:mere' }])
})
test('three mentions of the bot are read as one', () => {
  expect(
    read('<at>On the Table</at> <at>On the Table</at> table <at>On the Table</at>', bot, bot, bot).text,
  ).toBe('table')
})
test('two people of the same name are two people', () => {
  const typed = read('angel <at>Tom</at> not <at>Tom</at>', person('Tom', '29:a'), person('Tom', '29:b'))
  expect(typed.mentioned.map(({ id }) => id)).toEqual(['29:a', '29:b'])
  expect(typed.text).toBe('angel @Tom not @Tom')
})
test('names in any script, and names that look like markup, are kept', () => {
  for (const name of ['Māui Tāne', '李小龍', 'مها', '👩🏽‍👧 Ruru', 'A <b> & "C"', '$& $1 (x)+'])
    expect(read(`role <at>${name}</at> please`, person(name, '29:x')).text).toBe(`role @${name} please`)
})
test('a text that is missing is empty', () => {
  expect(read(undefined, bot).text).toBe('')
  expect(read('<at>On the Table</at>', bot).text).toBe('')
  expect(parseText({ type: 'message' }).text).toBe('')
})
test('what only looks like a mention stays as it was typed', () => {
  expect(read('flag <at>Everyone</at> & <b>x</b>').text).toBe('flag <at>Everyone</at> & <b>x</b>')
})
test('mentions that are not in the text are ignored', () => {
  expect(read('table', bot, person('Tom', '29:a'), { type: 'mention' }, { type: 'clientInfo' })).toEqual({
    text: 'table',
    mentioned: [],
  })
})
test('100 KB of mentions are read in linear time', () => {
  const text = '<at>Tom</at> '.repeat(8_000)
  const entities = Array.from({ length: 8_000 }, () => person('Tom', '29:a'))
  expect(read(text, ...entities).mentioned).toHaveLength(8_000)
})
