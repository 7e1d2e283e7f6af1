// Ids come back from forms and buttons, so a client can forge them: nothing is made under an id that is not ours.
import { expect, test } from 'vitest'
import type { Values } from '../../src/chat/inbound.ts'
import { valuesWithPrefix } from '../../src/store/key-value/key-value.ts'
import { findPerson } from '../../src/store/people.ts'
import { networksOf } from '../../src/store/projections.ts'
import { formOf, openTestBot, textOf } from '../support/bot-harness.ts'
import { aroha, codeIn, empty, entriesIn, lively, margaret, tom, youth } from '../support/fixtures.ts'

const forged = ['', 'x'.repeat(300), 'networks', '../../etc', '0F0E0D0C-0B0A-4900-8000-000000000000']

const filled: Values = { name: 'East Side', moment: 'A flood', outcome: 'Dry homes', agency: 'Health' }

test.each(forged)('a network cannot be started as “%s”, and its form stays open', async (network) => {
  const bot = await openTestBot()
  const form = formOf(await bot.say(aroha, empty, 'start'))
  const reply = await bot.submit(aroha, empty, { ...form, values: { network } }, filled)
  expect(reply).toEqual({
    kind: 'form-errors',
    errors: { name: expect.stringMatching(/has expired.*nothing was done/) },
  })
  expect(await networksOf(bot.db, (await findPerson(bot.db, aroha))?.id ?? '')).toEqual([])
  expect(await valuesWithPrefix(bot.db, 'a network')).toEqual([])
})

/** What is typed to get a form, the value that names what it makes, and what has to be filled in. */
const forms: readonly (readonly [typed: string, value: string, fields: Values])[] = [
  ['meet', 'meeting', { when: 'tomorrow 10:00' }],
  ['met', 'meeting', { when: '1 hour ago' }],
  ['put', 'resource', { what: 'a van', kind: 'space' }],
  ['lesson', 'lesson', { text: 'Ask early' }],
  ['flag Slow', 'flag', {}],
  ['ask Help us', 'ask', {}],
  ['blocker No login', 'blocker', {}],
  ['bend Paid first', 'bend', { why: 'No time' }],
  ['exposed A journalist rang', 'exposure', {}],
  ['reframe One door', 'proposal', { why: 'Because' }],
  ['role Tom critical friend', 'nomination', {}],
]

test.each(forms)('“%s” makes nothing under a forged %s', async (typed, value, fields) => {
  for (const id of forged.slice(0, 2)) {
    const bot = await lively()
    const command = typed.split(' ')[0] ?? ''
    const opened = await bot.press(aroha, youth, {
      action: command,
      values: formOf(await bot.say(aroha, youth, 'lesson')).values,
    })
    if (opened.kind !== 'form') throw new Error(textOf(opened))
    const form = opened.form
    const before = await entriesIn(bot)
    const words = typed.slice(command.length + 1)
    const first = form.fields[0]?.name ?? ''
    const values = { ...form.values, [value]: id }
    await bot.submit(aroha, youth, { ...form, values }, { [first]: words, ...fields }, { person: tom })
    expect(await entriesIn(bot)).toBe(before)
  }
})

test('a button with a forged id does nothing either', async () => {
  const bot = await lively()
  const { network = '' } = formOf(await bot.say(aroha, youth, 'lesson')).values
  const before = await entriesIn(bot)
  const reply = await bot.press(aroha, youth, { action: 'open-round', values: { network, round: 'r' } })
  expect(textOf(reply)).toContain('earlier version')
  expect(await entriesIn(bot)).toBe(before)
})

test('a forged seed makes a code that nobody can foresee', async () => {
  const bot = await lively()
  const { network = '' } = formOf(await bot.say(aroha, youth, 'lesson')).values
  const press = { action: 'invite', values: { network, seed: 'mine' } }
  const codes = [await bot.press(aroha, youth, press), await bot.press(margaret, youth, press)].map(codeIn)
  expect(new Set(codes).size).toBe(2)
})
