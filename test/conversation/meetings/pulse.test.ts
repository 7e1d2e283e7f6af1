// Would you come to the next one? Through the door, and as seen by somebody who may read all that is kept.
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import type { Button } from '../../../src/chat/card.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Pulse } from '../../../src/domain/core/terms.ts'
import { buttonsOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, buttonOf, directOf, network, ruth, tom, whanau, youth } from '../../support/fixtures.ts'

const hour = 3_600_000

/** A check-in is open; whoever presses "I was there" is asked. */
async function checkingIn(): Promise<TestBot> {
  const room = await network()
  await room.forward(2 * hour)
  await room.say(aroha, youth, 'met 1 hour ago')
  await room.deliver()
  return room
}

async function asks(room: TestBot, who: Profile): Promise<{ words: string; buttons: readonly Button[] }> {
  const reply = await room.press(who, directOf(who), buttonOf(room, 'I was there'))
  return { words: textOf(reply), buttons: buttonsOf(reply as never) }
}

async function answers(room: TestBot, all: readonly (readonly [Profile, Pulse])[]): Promise<string[]> {
  const asked = await Promise.all(all.map(async ([who]) => (await asks(room, who)).buttons))
  const said: string[] = []
  for (const [index, [who, pulse]] of all.entries()) {
    const button = asked[index]?.find(({ values }) => values.pulse === pulse)
    said.push(textOf(await room.press(who, directOf(who), button as Button)))
  }
  return said
}

const lastCheckIn = (room: TestBot) =>
  room.sent.map(({ card }) => plainText(card)).findLast((text) => text.includes('The meeting was held')) ?? ''

test('who will see it and when is said before anybody answers', async () => {
  const { words, buttons } = await asks(await checkingIn(), tom)
  expect(words).toContain('Nobody sees your answer')
  expect(words).toContain('every home reads how many said what if three or more answered')
  expect(buttons.map(({ label }) => label)).toEqual(expect.arrayContaining(['Yes', 'Not sure', 'No']))
})

test('three answers are counts in every home once the check-in closes, and nothing before', async () => {
  const room = await checkingIn()
  const said = await answers(room, [
    [aroha, 'yes'],
    [tom, 'no'],
    [ruth, 'no'],
  ])
  expect(said[1]).toContain('Noted privately: no.')
  await room.deliver()
  expect(room.sent.map(({ card }) => plainText(card)).join()).not.toContain('Would come')
  await room.forward(25 * hour)
  expect(lastCheckIn(room)).toContain('Would come to the next one: 1 yes, 0 not sure, 2 no.')
})

test('two answers are not told, and are nowhere afterwards', async () => {
  const room = await checkingIn()
  await answers(room, [
    [aroha, 'yes'],
    [tom, 'no'],
  ])
  await room.forward(25 * hour)
  expect(lastCheckIn(room)).toContain('The meeting was held')
  expect(lastCheckIn(room)).not.toContain('Would come')
  expect((await everythingKept(room)).answers).toEqual([])
})

test('an answer that is given while another process closes the check-in is counted or refused', async () => {
  const room = await checkingIn()
  const other = await room.beside()
  const { buttons } = await asks(room, tom)
  await answers(room, [
    [aroha, 'yes'],
    [ruth, 'yes'],
  ])
  const no = buttons.find(({ values }) => values.pulse === 'no') as Button
  const [reply] = await Promise.all([room.press(tom, whanau, no), other.forward(25 * hour)])
  await room.forward(25 * hour)
  const told = JSON.stringify((await everythingKept(room)).entries).includes('"no\\":1')
  expect(told).toBe(textOf(reply).startsWith('Noted privately'))
})

/** All rows of all tables; ids of what came in, which nobody chose, are left out. */
async function everythingKept(room: TestBot): Promise<Record<string, unknown[]>> {
  const file = room.file
  const handle = new Sqlite(file, { readonly: true })
  const tables = handle
    .prepare(`select name from sqlite_master where type = 'table'`)
    .pluck()
    .all() as string[]
  const rows = tables
    .filter((name) => !name.startsWith('sqlite_') && name !== 'processed' && name !== 'migrations')
    .map((name) => [name, handle.prepare(`select * from "${name}"`).all()])
  handle.close()
  return Object.fromEntries(rows)
}

test('nothing that is kept, logged or sent tells apart who of them said no, also not by order, time or id', async () => {
  const asked = await checkingIn()
  for (const who of [tom, ruth]) await asks(asked, who)
  await asked.deliver()
  const worlds: readonly (readonly (readonly [Profile, Pulse])[])[] = [
    [
      [aroha, 'yes'],
      [tom, 'no'],
      [ruth, 'yes'],
    ],
    [
      [ruth, 'no'],
      [tom, 'yes'],
      [aroha, 'yes'],
    ],
    [
      [tom, 'no'],
      [ruth, 'no'],
      [aroha, 'no'],
      [tom, 'yes'],
      [ruth, 'yes'],
    ],
  ]
  const ends = []
  for (const world of worlds) {
    const room = await asked.copy()
    const { network: id = '', meeting = '' } = buttonOf(asked, 'I was there').values
    for (const [n, [who, pulse]] of world.entries()) {
      await room.forward(n * 60_000)
      const values = { network: id, meeting, pulse }
      expect(textOf(await room.press(who, directOf(who), { action: 'pulse', values }))).toContain('Noted')
    }
    await room.deliver()
    expect(room.sent).toEqual([])
    await room.forward(25 * hour - world.reduce((sum, _, n) => sum + n * 60_000, 0))
    const sent = room.sent.map(({ to, card }) => ({ to, text: plainText(card) }))
    ends.push({ kept: await everythingKept(room), logged: room.logged, sent })
  }
  expect(JSON.stringify(ends[0]?.kept.entries)).toContain('{\\"yes\\":2,\\"not-sure\\":0,\\"no\\":1}')
  expect(ends[1]).toEqual(ends[0])
  expect(ends[2]).toEqual(ends[0])
})
