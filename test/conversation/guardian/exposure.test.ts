// Attention from outside through the door: told to the angel in the reporter's words, settled by anybody in the network.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, textOf } from '../../support/bot-harness.ts'
import { aroha, network, olive, tom, whanau, youth } from '../../support/fixtures.ts'

test('a member says that a journalist rang: the angel alone is told, and settled it is over', async () => {
  const room = await network()
  const form = formOf(await room.say(tom, whanau, 'exposed A journalist rang'))
  expect(form.intro).toMatch(/Every member can read it, with your name. A message goes to Margaret at once/)
  const from = room.sent.length
  expect(textOf(await room.submit(tom, whanau, form, {}))).toContain('I tell Margaret at once')
  await room.deliver()
  const sent = room.sent.slice(from)
  expect(sent.map(({ to }) => (to.kind === 'direct' ? to.user : to.channel))).toEqual(['Margaret'])
  expect(plainText(sent[0]?.card ?? { blocks: [] })).toMatch(
    /somebody outside has noticed it.*A journalist rang.*Media attention, says Tom \(Council\)/s,
  )
  const list = await room.say(aroha, youth, 'exposed')
  const settle = list.kind === 'card' && buttonsOf(list).find(({ label }) => label === 'It is settled')
  expect(textOf(await room.press(olive, youth, settle as never))).toContain('Only members of the network')
  const word = formOf(await room.press(aroha, youth, settle as never))
  await room.submit(aroha, youth, word, { word: 'She waits for the report' })
  await room.deliver()
  expect(room.sent.at(-1)?.replaces).toBeDefined()
  expect(plainText(room.sent.at(-1)?.card ?? { blocks: [] })).toContain(
    'the attention from outside is settled',
  )
  expect((await room.say(aroha, youth, 'exposed')).kind).toBe('form')
})
