// Lessons through the door: kept, read, taken away again.
import { expect, test } from 'vitest'
import { aroha, network, olive, tom, whanau, youth } from '../support/cast.ts'
import { buttonsOf, type Room, textOf } from '../support/room.ts'

const labelled = (reply: Awaited<ReturnType<Room['say']>>, label: string) => {
  const found = buttonsOf(reply as never).find((button) => button.label === label)
  if (found === undefined) throw new Error(`No button “${label}” in ${textOf(reply)}`)
  return found
}

test('a lesson that was kept by mistake is taken away again, once', async () => {
  const room = await network()
  const kept = await room.say(tom, whanau, 'lesson Ask early')
  expect(textOf(await room.say(aroha, youth, 'lessons'))).toContain('Ask early')
  const undo = labelled(kept, 'Undo')
  expect(textOf(await room.press(aroha, youth, undo))).toContain('I do not know that lesson')
  expect(textOf(await room.press(tom, whanau, undo))).toContain('Taken away again')
  expect(textOf(await room.say(aroha, youth, 'lessons'))).toContain('Nothing is kept yet')
  expect(textOf(await room.press(tom, whanau, undo))).toContain('I do not know that lesson')
})

test('all lessons can be read, the latest first, some at a time', async () => {
  const room = await network()
  for (let n = 1; n <= 17; n += 1) await room.say(tom, whanau, `lesson Number ${n}.`)
  const first = await room.say(aroha, youth, 'lessons')
  expect(textOf(first).match(/Number \d+/g)).toEqual(
    [17, 16, 15, 14, 13, 12, 11, 10].map((n) => `Number ${n}`),
  )
  const second = await room.press(aroha, youth, labelled(first, 'Show older ones'))
  const third = await room.press(aroha, youth, labelled(second, 'Show older ones'))
  expect(textOf(third).match(/Number \d+/g)).toEqual(['Number 1'])
  expect(() => labelled(third, 'Show older ones')).toThrow()
})

test('nobody else learns that there is a lesson', async () => {
  const room = await network()
  const kept = await room.say(tom, whanau, 'lesson Ask early')
  for (const button of buttonsOf(kept as never)) {
    const missing = { ...button, values: { ...button.values, network: 'none', lesson: 'none' } }
    expect(await room.press(olive, youth, button)).toEqual(await room.press(olive, youth, missing))
  }
  expect(await room.say(olive, youth, 'lessons')).toEqual(await room.say(olive, whanau, 'table'))
})
