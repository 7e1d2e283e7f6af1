// A closed network: what it still offers, and who hears of its end and its new beginning.
import { expect, test } from 'vitest'
import { plainText } from '../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../support/bot-harness.ts'
import { aroha, closed, directOf, lively, margaret, tom, whanau, youth } from '../support/fixtures.ts'

const day = 24 * 3_600_000
const toMargaret = (room: TestBot, from: number) =>
  room.sent
    .slice(from)
    .flatMap(({ to, card }) => (to.kind === 'direct' && to.user === 'Margaret' ? [plainText(card)] : []))

test.each(['', 'table', 'meetings', 'lessons', 'flags', 'roles'])(
  'of a closed network “%s” shows no button that is refused',
  async (word) => {
    const room = await closed()
    const reply = await room.say(aroha, youth, word)
    for (const button of buttonsOf(reply as never)) {
      const pressed = textOf(await (await room.copy()).press(aroha, youth, button))
      expect(pressed, button.label).not.toMatch(/is closed\. Its members|30 days after closing.\n\[Reopen\]$/)
    }
  },
)

test('it can be reopened from its card for 30 days, and not offered after', async () => {
  const room = await closed()
  expect(textOf(await room.say(tom, whanau, ''))).toContain('[Reopen]')
  await room.forward(31 * day)
  for (const word of ['', 'put a hall', 'table'])
    expect(textOf(await room.say(tom, whanau, word))).not.toContain('[Reopen]')
  expect(textOf(await room.say(tom, whanau, ''))).toContain('more than 30 days ago')
})

test('what is refused names the network', async () => {
  expect(textOf(await (await closed()).say(aroha, youth, 'put a hall'))).toMatch(/^South Side is closed\./)
})

test('angels hear by direct message that it closed and that it is open again; all read who reopened it', async () => {
  const room = await lively()
  const begun = room.sent.length
  const form = formOf(await room.say(aroha, youth, 'close'))
  await room.submit(aroha, youth, form, { did: 'We opened one door.' })
  await room.deliver()
  expect(toMargaret(room, begun).join()).toContain('South Side is closed')
  const again = room.sent.length
  await room.say(tom, whanau, 'reopen')
  await room.deliver()
  expect(toMargaret(room, again)).toEqual([
    expect.stringContaining('South Side is open again: Tom (Council) reopened it.'),
  ])
  expect(room.sent.slice(again)).toHaveLength(3)
  expect(textOf(await room.say(margaret, directOf(margaret), ''))).toContain('South Side')
})
