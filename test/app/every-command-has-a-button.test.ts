// Every command that can be typed can also be pressed, from the card of a network or from help.
import { expect, test } from 'vitest'
import { commands } from '../../src/conversation/router.ts'
import { textOf } from '../support/bot-harness.ts'
import { aroha, directOf, lively, network, youth } from '../support/fixtures.ts'
import { buttonsIn } from '../support/reply-buttons.ts'

/** Commands whose buttons stand on the cards of the network states that they fit. */
const onTheirOwnCards = ['reopen', 'extend', 'reframe']
/** Commands whose buttons stand on the digest, which only angels get. */
const onTheDigestCard = ['digest', 'pause digests']
/** The actions of commands whose buttons have another name. */
const actionOfCommand = new Map([
  ['go public', 'radar'],
  ['my networks', 'mine'],
  ['phase next', 'phase'],
  ['phase back', 'phase'],
  ['step down', 'step-down'],
  ['cancel', 'meetings'],
  ['asks', 'ask'],
  ['limit', 'limits'],
])

test('every command has a button on the card of the network, under “More”, or under help', async () => {
  const bot = await network()
  const cardButtons = buttonsIn(await bot.say(aroha, youth, ''))
  const more = buttonsIn(await bot.press(aroha, youth, cardButtons.at(-1) ?? missing()))
  const help = buttonsIn(await bot.say(aroha, youth, 'help'))
  const reachableActions = new Set([...cardButtons, ...more, ...help].map(({ action }) => action))
  const unreachable = commands
    .map(({ name }) => name)
    .filter((name) => !reachableActions.has(actionOfCommand.get(name) ?? name))
    .filter((name) => ![...onTheirOwnCards, ...onTheDigestCard].includes(name))
  expect(unreachable).toEqual([])
})

test('the card of a network shows at once no more than one row of buttons', async () => {
  const bot = await lively()
  const cardButtons = buttonsIn(await bot.say(aroha, youth, ''))
  expect(
    cardButtons.filter(({ action }) => !['there', 'not-there'].includes(action)).length,
  ).toBeLessThanOrEqual(5)
})

test('each button under “More” and under help is understood', async () => {
  const bot = await lively()
  const [first] = buttonsIn(await bot.say(aroha, youth, ''))
  const values = first?.values ?? {}
  const more = buttonsIn(await bot.press(aroha, youth, { action: 'more', values }))
  const help = buttonsIn(await bot.say(aroha, youth, 'help'))
  expect(more.length).toBeGreaterThan(20)
  for (const button of [...more, ...help]) {
    const reply = await (await bot.copy()).press(aroha, youth, button)
    expect([button.label, reply.kind]).toEqual([button.label, expect.stringMatching(/card|form/)])
    if (reply.kind === 'card')
      expect(textOf(reply)).not.toMatch(
        /earlier version|went wrong|do not know|don’t know|can’t find|not sure what you mean/,
      )
  }
})

test('the button about going public fits a network that is public, and one that is not', async () => {
  const bot = await network()
  const [first] = buttonsIn(await bot.say(aroha, youth, ''))
  const reply = await bot.press(aroha, youth, { action: 'more', values: first?.values ?? {} })
  expect(textOf(reply)).toContain('[Public or not]')
})

test('only members see the buttons under “More”', async () => {
  const bot = await network()
  const [, , , , more] = buttonsIn(await bot.say(aroha, youth, ''))
  const stranger = { ...aroha, user: 'Stranger', name: 'Stranger' }
  const reply = await bot.press(stranger, directOf(stranger), more ?? missing())
  expect(textOf(reply)).not.toContain('South Side')
})

function missing(): never {
  throw new Error('There is no such button.')
}
