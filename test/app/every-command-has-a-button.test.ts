// Nobody has to know a word: what can be typed can be pressed, from the card of a network or from help.
import { expect, test } from 'vitest'
import type { Reply } from '../../src/chat/adapter.ts'
import { commands } from '../../src/conversation/router.ts'
import { buttonsOf, textOf } from '../support/bot-harness.ts'
import { aroha, directOf, lively, network, youth } from '../support/fixtures.ts'

/** Where they fit the network's state, these stand on the cards of that state. */
const inTheirHour = ['reopen', 'extend', 'reframe']
/** From the digest's own card, for whoever has one. */
const onTheDigest = ['digest', 'pause digests']
/** By other names than the words. */
const otherwise = new Map([
  ['go public', 'radar'],
  ['my networks', 'mine'],
  ['phase next', 'phase'],
  ['phase back', 'phase'],
  ['step down', 'step-down'],
  ['cancel', 'meetings'],
  ['asks', 'ask'],
  ['limit', 'limits'],
])

test('every word can be reached by a button on the card of the network, under “More”, or under help', async () => {
  const room = await network()
  const glance = offered(await room.say(aroha, youth, ''))
  const more = offered(await room.press(aroha, youth, glance.at(-1) ?? missing()))
  const help = offered(await room.say(aroha, youth, 'help'))
  const reached = new Set([...glance, ...more, ...help].map(({ action }) => action))
  const unreached = commands
    .map(({ name }) => name)
    .filter((name) => !reached.has(otherwise.get(name) ?? name))
    .filter((name) => ![...inTheirHour, ...onTheDigest].includes(name))
  expect(unreached).toEqual([])
})

test('the card of a network shows at once no more than one row of buttons', async () => {
  const room = await lively()
  const glance = offered(await room.say(aroha, youth, ''))
  expect(glance.filter(({ action }) => !['there', 'not-there'].includes(action)).length).toBeLessThanOrEqual(
    5,
  )
})

test('each button under “More” and under help is understood', async () => {
  const room = await lively()
  const [first] = offered(await room.say(aroha, youth, ''))
  const values = first?.values ?? {}
  const more = offered(await room.press(aroha, youth, { action: 'more', values }))
  const help = offered(await room.say(aroha, youth, 'help'))
  expect(more.length).toBeGreaterThan(20)
  for (const button of [...more, ...help]) {
    const reply = await (await room.copy()).press(aroha, youth, button)
    expect([button.label, reply.kind]).toEqual([button.label, expect.stringMatching(/card|form/)])
    if (reply.kind === 'card') expect(textOf(reply)).not.toMatch(/earlier version|went wrong|do not know/)
  }
})

test('the button about going public fits a network that is public, and one that is not', async () => {
  const room = await network()
  const [first] = offered(await room.say(aroha, youth, ''))
  const reply = await room.press(aroha, youth, { action: 'more', values: first?.values ?? {} })
  expect(textOf(reply)).toContain('[Public or not]')
})

test('only members see more', async () => {
  const room = await network()
  const [, , , , more] = offered(await room.say(aroha, youth, ''))
  const stranger = { ...aroha, user: 'Stranger', name: 'Stranger' }
  const reply = await room.press(stranger, directOf(stranger), more ?? missing())
  expect(textOf(reply)).not.toContain('South Side')
})

function offered(reply: Reply) {
  return reply.kind === 'card' ? buttonsOf(reply) : missing()
}

function missing(): never {
  throw new Error('There is no such button.')
}
