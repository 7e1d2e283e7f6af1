// The diagnosis: the way of working that fits the answers, and which of them decided it.
import { expect, test } from 'vitest'
import { formOf, textOf } from '../../support/bot-harness.ts'
import { aroha, network, youth } from '../../support/fixtures.ts'

test.each([
  ['no no yes yes yes', 'collaborate', ['what to do? No', 'take part? Yes']],
  ['no no no no yes', 'collaborate', ['what to do? No', 'take part? Yes']],
  [
    'no no yes yes no',
    'collaborate',
    ['do it alone? No', 'what to do? No', 'not only news? Yes', 'the same for all? Yes'],
  ],
  [
    'no yes yes yes no',
    'coordinate',
    ['do it alone? No', 'what to do? Yes', 'not only news? Yes', 'take part? No'],
  ],
  [
    'yes no no no no',
    'coexist',
    ['do it alone? Yes', 'not only news? No', 'the same for all? No', 'take part? No'],
  ],
])('the answers %s fit %s, and the card says which of them decided', async (yesOrNo, way, deciding) => {
  const bot = await network()
  const form = formOf(await bot.say(aroha, youth, 'diagnose'))
  const answers = yesOrNo.split(' ')
  const fields = Object.fromEntries(form.fields.map(({ name }, index) => [name, answers[index] ?? '']))
  const text = textOf(await bot.submit(aroha, youth, form, fields))
  expect(text).toContain(`The lightest way that fits: ${way}`)
  const listItems = text.split('\n').filter((line) => line.startsWith('- '))
  expect(listItems).toEqual(deciding.map((end) => expect.stringContaining(end)))
})
