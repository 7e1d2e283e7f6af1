// Pictures through the door: who gets one, where, and with which words.
import { expect, test } from 'vitest'
import { plainText } from '../../src/chat/plain.ts'
import { aroha, empty, lively, olive, tom, whanau, youth } from '../support/cast.ts'
import { buttonsOf, textOf } from '../support/room.ts'

test('whoever asks gets the picture with its facts in words, in direct messages and nowhere else', async () => {
  const room = await lively()
  const from = room.sent.length
  const said = await room.say(tom, whanau, 'picture table')
  expect(textOf(said)).toContain('I am drawing the table of South Side')
  await room.deliver()
  const [message, ...others] = room.sent.slice(from)
  expect(others).toEqual([])
  expect(message?.to).toMatchObject({ kind: 'direct', user: tom.user })
  const picture = message?.card.blocks.find(({ kind }) => kind === 'image')
  expect(picture).toMatchObject({ alt: expect.stringContaining('Council: ') })
  expect(plainText(message?.card as never)).toContain('Council: 1 on the table')
})

test('a button draws another one', async () => {
  const room = await lively()
  const [button] = buttonsOf((await room.say(aroha, youth, 'picture')) as never).filter(
    ({ label }) => label === 'Draw who holds it together',
  )
  await room.deliver()
  const from = room.sent.length
  await room.press(aroha, youth, button as never)
  await room.deliver()
  expect(plainText(room.sent[from]?.card as never)).toContain('South Side: who holds it together')
})

test('nobody else gets one, and whoever left in the meantime gets none', async () => {
  const room = await lively()
  const from = room.sent.length
  expect(textOf(await room.say(olive, youth, 'picture'))).toContain('no network of yours')
  expect(textOf(await room.say(tom, empty, 'picture'))).toContain('no network of yours')
  await room.say(tom, whanau, 'picture')
  const leaving = buttonsOf((await room.say(tom, whanau, 'leave')) as never)[0]
  await room.press(tom, whanau, leaving as never)
  await room.deliver()
  expect(
    room.sent.slice(from).filter(({ card }) => card.blocks.some(({ kind }) => kind === 'image')),
  ).toEqual([])
})
