// Settings: what each may be, and who learns of a change.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { formOf, type TestBot } from '../../support/bot-harness.ts'
import { aroha, network, youth } from '../../support/fixtures.ts'

const hour = 3_600_000

/** So many meetings to which nothing was brought. */
async function met(count: number): Promise<TestBot> {
  const room = await network()
  for (let meeting = 0; meeting < count; meeting += 1) {
    await room.forward(2 * hour)
    await room.say(aroha, youth, 'met 1 hour ago')
    await room.forward(26 * hour)
  }
  return room
}

test.each([
  [0, 'rom 2 to 24'],
  [1, 'rom 2 to 24'],
  [4, 'rom 5 to 24, since 4 meetings have had nothing on the table'],
  [6, 'rom 7 to 24, since 6 meetings have had nothing on the table'],
])('after %i meetings the hint and the error of the limit say the same', async (count, range) => {
  const room = await met(count)
  const form = formOf(await room.say(aroha, youth, 'settings'))
  expect(form.fields.find(({ name }) => name === 'limit')?.hint).toBe(`F${range}`)
  const reply = await room.submit(aroha, youth, form, { limit: '1' })
  expect(reply).toMatchObject({ kind: 'form-errors', errors: { limit: `A whole number f${range}.` } })
})

test('a change of the limit, the weeks or the rule is one line in every home; of anything else none', async () => {
  const room = await network()
  const change = async (fields: Record<string, string>) => {
    const before = room.sent.length
    await room.submit(aroha, youth, formOf(await room.say(aroha, youth, 'settings')), fields)
    await room.deliver()
    return room.sent.slice(before).map(({ card }) => plainText(card))
  }
  const line =
    'Aroha (Health) changed the settings of South Side: the limit is 5 meetings with nothing on the table and the limit in weeks is 9.'
  expect(await change({ limit: '5', weeks: '9' })).toEqual([line, line])
  expect(await change({ checkInHours: '48' })).toEqual([])
  expect(await change({ rule: 'off' })).toHaveLength(2)
})
