// The diagnosis says which of the answers decided.
import { expect, test } from 'vitest'
import { formOf, textOf } from '../../support/bot-harness.ts'
import { aroha, network, youth } from '../../support/fixtures.ts'

test.each([
  ['no no yes yes yes', 'collaborate', ['do it alone? No', 'not only news? Yes', 'the same for all? Yes']],
  [
    'no yes yes yes no',
    'coordinate',
    ['do it alone? No', 'what to do? Yes', 'not only news? Yes', 'take part? No'],
  ],
  ['yes no no no no', 'coexist', ['do it alone? Yes', 'not only news? No', 'the same for all? No']],
])('%s fits %s, and it says why', async (given, way, decided) => {
  const room = await network()
  const form = formOf(await room.say(aroha, youth, 'diagnose'))
  const answers = given.split(' ')
  const fields = Object.fromEntries(form.fields.map(({ name }, index) => [name, answers[index] ?? '']))
  const said = textOf(await room.submit(aroha, youth, form, fields))
  expect(said).toContain(`The lightest way that fits: ${way}`)
  const listed = said.split('\n').filter((line) => line.startsWith('- '))
  expect(listed).toEqual(decided.map((end) => expect.stringContaining(end)))
})
