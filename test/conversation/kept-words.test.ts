// Whatever is typed after a command comes back: in a form, in the answer, or in the refusal.
import { describe, expect, test } from 'vitest'
import type { Reply } from '../../src/chat/adapter.ts'
import type { Profile } from '../../src/chat/address.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import { commands } from '../../src/conversation/router.ts'
import type { TestBot } from '../support/bot-harness.ts'
import {
  aroha,
  closed,
  empty,
  entriesIn,
  lively,
  network,
  olive,
  stalled,
  youth,
} from '../support/fixtures.ts'

const words = 'forty qwzx words kept'

interface State {
  readonly state: () => Promise<TestBot>
  readonly who: Profile
  readonly where?: typeof youth
}

const states: Readonly<Record<string, State>> = {
  'in a lively network': { state: lively, who: aroha },
  'in a stopped network': { state: stalled, who: aroha },
  'in a closed network': { state: closed, who: aroha },
  'for somebody who is no member': { state: network, who: olive },
  'where no network is': { state: network, who: aroha, where: empty },
}

/** These take no words of people, but a fixed choice or a code. */
const withoutWords = new Set(['invite', 'picture', 'link'])

const taking = commands.filter(({ takes, name }) => takes !== undefined && !withoutWords.has(name))

describe.each(Object.entries(states))('%s', (_, { state, who, where = youth }) => {
  test.each(taking.map(({ name }) => name))('the words after “%s” come back', async (name) => {
    const bot = await state()
    const before = await entriesIn(bot)
    const reply = await bot.say(who, where, `${name} ${words}`)
    // What was done with the words, such as a lesson that was kept, shows in the answer as well.
    expect([name, everythingIn(reply)]).toEqual([name, expect.stringContaining(words)])
    if (reply.kind === 'form') expect(await entriesIn(bot)).toBe(before)
  })
})

test.each([
  ['reframe Every child has a warm home', /outcome=Every child has a warm home/],
  ['close We opened one door', /did=We opened one door/],
  [`reframe ${'x'.repeat(400)}`, /outcome=x{400}.*That’s 400 characters, and there’s room for 300/],
])('“%s” opens its form with the words', async (typed, form) => {
  const bot = await lively()
  expect(everythingIn(await bot.say(aroha, youth, typed))).toMatch(form)
})

test('a refusal after the decision repeats the words as well', async () => {
  const bot = await stalled()
  await bot.say(aroha, youth, 'put a hall')
  const reply = await bot.say(aroha, youth, 'met 40 days ago at 3pm')
  expect(everythingIn(reply)).toContain('40 days ago at 3pm')
})

function everythingIn(reply: Reply): string {
  if (reply.kind === 'card') return `${plainText(reply.card)} ${JSON.stringify(reply.card)}`
  if (reply.kind !== 'form') return JSON.stringify(reply)
  const { fields, errors = {} } = reply.form
  return [...fields.map(({ name, initial }) => `${name}=${initial}`), ...Object.values(errors)].join('; ')
}
