// The bot from inbound to reply: effects once, many writers, strangers, bad input, and failed deliveries.
import { expect, test } from 'vitest'
import { plainText } from '../../src/chat/fallback-text.ts'
import { commands } from '../../src/conversation/router.ts'
import { hour } from '../../src/domain/core/time.ts'
import { loadEntries } from '../../src/store/journal.ts'
import { outboxCounts } from '../../src/store/outbox-queries.ts'
import { findPerson } from '../../src/store/people.ts'
import { networksOf } from '../../src/store/projections.ts'
import { formOf, openTestBot, type TestBot, textOf } from '../support/bot-harness.ts'
import { aroha, buttonOf, codeIn, empty, olive, ruth, tom, whanau, youth } from '../support/fixtures.ts'

async function twoMemberNetwork(): Promise<TestBot> {
  const bot = await openTestBot()
  const form = formOf(await bot.say(aroha, youth, 'start South Side'))
  await bot.submit(aroha, youth, form, { moment: 'm', outcome: 'one door' })
  const code = codeIn(await bot.say(aroha, youth, 'invite'))
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, `join ${code}`)), {})
  await bot.deliver()
  return bot
}

async function journal(bot: TestBot) {
  const someone = await findPerson(bot.db, aroha)
  const [network = ''] = await networksOf(bot.db, someone?.id ?? '')
  return loadEntries(bot.db, network)
}

test('a check-in goes to every home, and an answer in one changes the card in all', async () => {
  const bot = await twoMemberNetwork()
  await bot.say(aroha, youth, 'meet tomorrow 10:00 for an hour')
  await bot.forward(25.5 * hour)
  const cards = bot.sent.filter(({ card }) => plainText(card).includes('What’s on the table?'))
  expect(cards.map(({ to }) => to)).toEqual(expect.arrayContaining([youth, whanau]))
  const there = buttonOf(bot, 'I was there')
  const before = bot.sent.length
  await bot.press(tom, whanau, there)
  await bot.deliver()
  const updates = bot.sent.slice(before)
  expect(updates).toHaveLength(2)
  for (const update of updates) {
    expect(update.replaces).toBeDefined()
    expect(plainText(update.card)).toContain('1 person from 1 agency so far')
  }
  await bot.press(tom, whanau, there)
  await bot.deliver()
  expect(bot.sent).toHaveLength(before + 2)
})

test('an inbound message that is delivered twice takes effect once', async () => {
  const bot = await twoMemberNetwork()
  const count = (await journal(bot)).length
  await bot.say(tom, whanau, 'put 0.5 FTE analyst', 'the same')
  expect(await bot.say(tom, whanau, 'put 0.5 FTE analyst', 'the same')).toEqual({ kind: 'none' })
  expect(await journal(bot)).toHaveLength(count + 1)
})

test('a form submitted twice takes effect once', async () => {
  const bot = await twoMemberNetwork()
  const form = formOf(await bot.say(tom, whanau, 'put'))
  await bot.submit(tom, whanau, form, { what: 'a hall' })
  const again = await bot.submit(tom, whanau, form, { what: 'a hall' })
  expect(textOf(again)).toContain('a hall')
  expect((await journal(bot)).filter(({ kind }) => kind === 'resource-put')).toHaveLength(1)
})

test('32 concurrent writers all take effect', async () => {
  const bot = await twoMemberNetwork()
  const replies = await Promise.all(
    Array.from({ length: 32 }, (_, n) => bot.say(tom, whanau, `put room number ${n}`)),
  )
  expect(replies.filter((reply) => textOf(reply).includes('On the table'))).toHaveLength(32)
  const entries = await journal(bot)
  expect(entries.filter(({ kind }) => kind === 'resource-put')).toHaveLength(32)
  expect(entries.map(({ version }) => version)).toEqual(entries.map((_, index) => index + 1))
})

test.each(
  ['', ...commands.map(({ name }) => name)].filter(
    (word) => !['help', 'start', 'join', 'link', 'holidays', 'privacy'].includes(word),
  ),
)(
  'somebody outside the network who types “%s” in a home learns no more than in an empty channel',
  async (word) => {
    const bot = await twoMemberNetwork()
    expect(await bot.say(olive, youth, word)).toEqual(await bot.say(olive, empty, word))
    expect(textOf(await bot.say(olive, youth, word))).toMatch(
      /not in a network here|you aren’t one just now|I couldn’t find a public network/,
    )
  },
)

test('one process reads, and goes on from, what another has written', async () => {
  const bot = await twoMemberNetwork()
  const other = await bot.openBeside()
  await bot.say(aroha, youth, 'put a hall')
  expect(textOf(await other.say(aroha, youth, 'table'))).toContain('hall')
  await other.say(aroha, youth, 'put a van')
  const table = textOf(await bot.say(aroha, youth, 'table'))
  expect(table).toContain('hall')
  expect(table).toContain('van')
  expect((await journal(bot)).filter(({ kind }) => kind === 'resource-put')).toHaveLength(2)
})

test('somebody outside the network who presses its button learns no more than from a button of no network', async () => {
  const bot = await twoMemberNetwork()
  const welcome = bot.sent[0]
  expect(welcome).toBeDefined()
  const [entry] = await journal(bot)
  expect(entry?.kind).toBe('started')
  const someone = await findPerson(bot.db, aroha)
  const [network = ''] = await networksOf(bot.db, someone?.id ?? '')
  for (const action of [
    'network',
    'put',
    'table',
    'invite',
    'leave',
    'extend-by',
    'close',
    'roles',
    'accept',
  ])
    expect(await bot.press(olive, youth, { action, values: { network } })).toEqual(
      await bot.press(olive, youth, { action, values: { network: 'none' } }),
    )
})

test.each(['used', 'wrong'])('a %s code gets the same answer', async (kind) => {
  const bot = await twoMemberNetwork()
  const form = formOf(await bot.say(olive, empty, 'join'))
  const code = codeIn(await bot.say(aroha, youth, 'invite'))
  await bot.submit(ruth, empty, formOf(await bot.submit(ruth, empty, form, { code })), {})
  const reply = await bot.submit(olive, empty, form, {
    code: kind === 'used' ? code : 'AAAA-BBBB-CCCC-DDDD',
  })
  expect(reply).toMatchObject({
    kind: 'form-errors',
    errors: { code: expect.stringContaining('That code doesn’t work') },
  })
})

test.each([
  ['🎉'.repeat(50)],
  ['‮ right to left'],
  ['<!channel> <script>alert(1)</script>'],
  ["'; drop table networks; --"],
])('text that is put on the table is stored as it was typed: %s', async (text) => {
  const bot = await twoMemberNetwork()
  const form = formOf(await bot.say(tom, whanau, 'put'))
  expect(textOf(await bot.submit(tom, whanau, form, { kind: 'time', what: text }))).toContain(text.trim())
  expect(JSON.stringify(await journal(bot))).toContain(JSON.stringify(text.trim()).slice(1, -1))
})

test('100 KB of text is refused, and stands in the form to be shortened', async () => {
  const bot = await twoMemberNetwork()
  const long = 'x'.repeat(100_000)
  const form = formOf(await bot.say(tom, whanau, `put ${long}`))
  expect(form.fields.find(({ name }) => name === 'what')?.initial).toBe(long)
  expect(form.errors?.what).toContain('100000 characters')
  expect((await bot.submit(tom, whanau, form, {})).kind).toBe('form-errors')
  for (const word of ['meet', 'met', 'role', 'angel', 'start', 'join', long])
    expect(['form', 'card']).toContain((await bot.say(aroha, youth, `${word} ${long}`)).kind)
})

test.each([
  ['meet', 'meet blurgh', 'I couldn’t read that as a date'],
  ['meet without a time', 'meet thursday', 'At what time?'],
  ['an unknown person', 'angel Nobody Known', 'I don’t know who you mean by “Nobody Known”'],
  [
    'an unknown command',
    'mett',
    'Did you mean one of these?\n[Plan a meeting] [Record a meeting that took place]',
  ],
  ['a past plan', 'meet yesterday 3pm', 'That time has passed'],
])('the answer to bad input says what was understood and the next step: %s', async (_, text, answer) => {
  const bot = await twoMemberNetwork()
  expect(textOf(await bot.say(aroha, youth, text))).toContain(answer)
})

test('a message that may have been lost is not repeated by itself; an entrepreneur can send it again once', async () => {
  const bot = await twoMemberNetwork()
  const before = bot.sent.length
  bot.fates.push({ kind: 'unknown', why: 'reset' })
  await bot.say(aroha, youth, 'meet tomorrow 10:00 for an hour')
  await bot.deliver()
  await bot.deliver()
  expect(await outboxCounts(bot.db)).toMatchObject({ unknown: 1, queued: 0, sending: 0 })
  const notice = bot.sent.slice(before).find(({ card }) => plainText(card).includes('whether a message'))
  expect(notice?.to).toMatchObject({ kind: 'direct', user: 'Aroha' })
  const again = buttonOf(bot, 'Send it again')
  expect(textOf(await bot.press(tom, whanau, again))).toContain('nothing here for you')
  const count = bot.sent.length
  await bot.press(aroha, youth, again)
  expect(textOf(await bot.press(aroha, youth, again))).toContain('already been sent again')
  await bot.deliver()
  expect(bot.sent).toHaveLength(count + 1)
})

test('a rate-limited message is retried after the wait, and later messages to the same place wait for it', async () => {
  const bot = await twoMemberNetwork()
  const before = bot.sent.length
  bot.fates.push({ kind: 'later', wait: 30_000, why: '429' }, { kind: 'later', wait: 30_000, why: '429' })
  await bot.say(aroha, youth, 'meet tomorrow 10:00 for an hour')
  await bot.deliver()
  expect(bot.sent).toHaveLength(before + 2)
  await bot.forward(29_000)
  expect(bot.sent).toHaveLength(before + 2)
  await bot.forward(2_000)
  expect(bot.sent).toHaveLength(before + 4)
})

test('an unexpected error is answered with an id, and logged under it without what people wrote', async () => {
  const bot = await twoMemberNetwork()
  const broken = {
    ...aroha,
    get name(): string {
      throw new Error('secret words')
    },
  }
  const reply = textOf(await bot.say(broken, youth, 'put a secret'))
  const id = /ID: ([0-9a-f]{8})/.exec(reply)?.[1]
  expect(bot.logged.at(-1)).toMatchObject({ id })
  expect(JSON.stringify(bot.logged)).not.toContain('secret')
})
