import { expect, test } from 'vitest'
import type { Address, Profile } from '../../src/chat/address.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import { commands } from '../../src/conversation/router.ts'
import { loadEntries } from '../../src/store/journal.ts'
import { outboxCounts } from '../../src/store/outbox-queries.ts'
import { findPerson } from '../../src/store/people.ts'
import { networksOf } from '../../src/store/projections.ts'
import { buttonsOf, formOf, openTestBot, type TestBot, textOf } from '../support/bot-harness.ts'

const person = (user: string, workspace: string, organisation: string): Profile => ({
  platform: 'test',
  workspace,
  user,
  name: user,
  zone: 'Pacific/Auckland',
  organisation,
})
const aroha = person('Aroha', 'w1', 'Health')
const tom = person('Tom', 'w2', 'Council')
const outsider = person('Olive', 'w1', 'Police')
const youth: Address = { kind: 'channel', platform: 'test', workspace: 'w1', channel: 'youth' }
const whanau: Address = { kind: 'channel', platform: 'test', workspace: 'w2', channel: 'whanau' }
const empty: Address = { kind: 'channel', platform: 'test', workspace: 'w1', channel: 'empty' }

async function begun(): Promise<TestBot> {
  const room = await openTestBot()
  const form = formOf(await room.say(aroha, youth, 'start South Side'))
  await room.submit(aroha, youth, form, { moment: 'm', outcome: 'one door' })
  const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(textOf(await room.say(aroha, youth, 'invite')))?.[0]
  await room.submit(tom, whanau, formOf(await room.say(tom, whanau, `join ${code}`)), {})
  await room.deliver()
  return room
}

async function journal(room: TestBot) {
  const someone = await findPerson(room.db, aroha)
  const [network = ''] = await networksOf(room.db, someone?.id ?? '')
  return loadEntries(room.db, network)
}

test('a check-in goes to every home, and an answer in one changes the card in all', async () => {
  const room = await begun()
  await room.say(aroha, youth, 'meet tomorrow 10:00')
  await room.forward(25.5 * 3_600_000)
  const cards = room.sent.filter(({ card }) => plainText(card).includes('What is on the table?'))
  expect(cards.map(({ to }) => to)).toEqual(expect.arrayContaining([youth, whanau]))
  const there = buttonsOf(cards[0] as never).find(({ label }) => label === 'I was there')
  const before = room.sent.length
  await room.press(tom, whanau, there as never)
  await room.deliver()
  const updates = room.sent.slice(before)
  expect(updates).toHaveLength(2)
  for (const update of updates) {
    expect(update.replaces).toBeDefined()
    expect(plainText(update.card)).toContain('1 person from 1 agency so far')
  }
  await room.press(tom, whanau, there as never)
  await room.deliver()
  expect(room.sent).toHaveLength(before + 2)
})

test('the same delivery of an inbound twice takes effect once', async () => {
  const room = await begun()
  const count = (await journal(room)).length
  await room.say(tom, whanau, 'put 0.5 FTE analyst', 'the same')
  expect(await room.say(tom, whanau, 'put 0.5 FTE analyst', 'the same')).toEqual({ kind: 'none' })
  expect(await journal(room)).toHaveLength(count + 1)
})

test('a form submitted twice takes effect once', async () => {
  const room = await begun()
  const form = formOf(await room.say(tom, whanau, 'put'))
  await room.submit(tom, whanau, form, { what: 'a hall' })
  const again = await room.submit(tom, whanau, form, { what: 'a hall' })
  expect(textOf(again)).toContain('a hall')
  expect((await journal(room)).filter(({ kind }) => kind === 'resource-put')).toHaveLength(1)
})

test('32 writers at once all have their effect', async () => {
  const room = await begun()
  const replies = await Promise.all(
    Array.from({ length: 32 }, (_, n) => room.say(tom, whanau, `put room number ${n}`)),
  )
  expect(replies.filter((reply) => textOf(reply).includes('On the table'))).toHaveLength(32)
  const entries = await journal(room)
  expect(entries.filter(({ kind }) => kind === 'resource-put')).toHaveLength(32)
  expect(entries.map(({ version }) => version)).toEqual(entries.map((_, index) => index + 1))
})

test.each(
  ['', ...commands.map(({ name }) => name)].filter(
    (word) => !['help', 'start', 'join', 'link', 'holidays'].includes(word),
  ),
)('an outsider who says “%s” in a home learns no more than in an empty channel', async (word) => {
  const room = await begun()
  expect(await room.say(outsider, youth, word)).toEqual(await room.say(outsider, empty, word))
  expect(textOf(await room.say(outsider, youth, word))).toMatch(
    /no network of yours here|you are none just now|I find no public network/,
  )
})

test('what one process writes, another reads and goes on from', async () => {
  const room = await begun()
  const other = await room.beside()
  await room.say(aroha, youth, 'put a hall')
  expect(textOf(await other.say(aroha, youth, 'table'))).toContain('hall')
  await other.say(aroha, youth, 'put a van')
  const table = textOf(await room.say(aroha, youth, 'table'))
  expect(table).toContain('hall')
  expect(table).toContain('van')
  expect((await journal(room)).filter(({ kind }) => kind === 'resource-put')).toHaveLength(2)
})

test('an outsider who presses a button of a home learns no more than one who presses one of no network', async () => {
  const room = await begun()
  const welcome = room.sent[0]
  expect(welcome).toBeDefined()
  const [entry] = await journal(room)
  expect(entry?.kind).toBe('started')
  const someone = await findPerson(room.db, aroha)
  const [network = ''] = await networksOf(room.db, someone?.id ?? '')
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
    expect(await room.press(outsider, youth, { action, values: { network } })).toEqual(
      await room.press(outsider, youth, { action, values: { network: 'none' } }),
    )
})

test.each(['used', 'wrong'])('a %s code gets the same answer', async (kind) => {
  const room = await begun()
  const form = formOf(await room.say(outsider, empty, 'join'))
  const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(textOf(await room.say(aroha, youth, 'invite')))?.[0] ?? ''
  await room.submit(person('Ruth', 'w1', 'Community'), empty, form, { code })
  const reply = await room.submit(outsider, empty, form, {
    code: kind === 'used' ? code : 'AAAA-BBBB-CCCC-DDDD',
  })
  expect(reply).toMatchObject({
    kind: 'form-errors',
    errors: { code: expect.stringContaining('opens nothing') },
  })
})

test.each([
  ['🎉'.repeat(50)],
  ['‮ right to left'],
  ['<!channel> <script>alert(1)</script>'],
  ["'; drop table networks; --"],
])('whatever is put on the table is kept as it was typed: %s', async (text) => {
  const room = await begun()
  const form = formOf(await room.say(tom, whanau, 'put'))
  expect(textOf(await room.submit(tom, whanau, form, { what: text }))).toContain(text.trim())
  expect(JSON.stringify(await journal(room))).toContain(JSON.stringify(text.trim()).slice(1, -1))
})

test('100 KB of text is not taken, and is given back to be shortened', async () => {
  const room = await begun()
  const long = 'x'.repeat(100_000)
  const form = formOf(await room.say(tom, whanau, `put ${long}`))
  expect(form.fields.find(({ name }) => name === 'what')?.initial).toBe(long)
  expect(form.errors?.what).toContain('100000 characters')
  expect((await room.submit(tom, whanau, form, {})).kind).toBe('form-errors')
  for (const word of ['meet', 'met', 'role', 'angel', 'start', 'join', long])
    expect(['form', 'card']).toContain((await room.say(aroha, youth, `${word} ${long}`)).kind)
})

test.each([
  ['meet', 'meet blurgh', 'I could not read that as a date'],
  ['meet without a time', 'meet thursday', 'At what time?'],
  ['an unknown person', 'angel Nobody Known', 'I do not know whom you mean by “Nobody Known”'],
  ['an unknown command', 'mett', 'Did you mean /network meet or /network met'],
  ['a past plan', 'meet yesterday 3pm', 'That time has passed'],
])('bad input gets what was understood and the next step: %s', async (_, text, answer) => {
  const room = await begun()
  expect(textOf(await room.say(aroha, youth, text))).toContain(answer)
})

test('a message of unknown fate is never repeated by itself; an entrepreneur is told, and sends it again once', async () => {
  const room = await begun()
  const before = room.sent.length
  room.fates.push({ kind: 'unknown', why: 'reset' })
  await room.say(aroha, youth, 'meet tomorrow 10:00')
  await room.deliver()
  await room.deliver()
  expect(await outboxCounts(room.db)).toMatchObject({ unknown: 1, queued: 0, sending: 0 })
  const told = room.sent.slice(before).find(({ card }) => plainText(card).includes('whether one message'))
  expect(told?.to).toMatchObject({ kind: 'direct', user: 'Aroha' })
  const again = buttonsOf(told as never).find(({ label }) => label === 'Send it again')
  expect(textOf(await room.press(tom, whanau, again as never))).toContain('nothing here for you')
  const count = room.sent.length
  await room.press(aroha, youth, again as never)
  expect(textOf(await room.press(aroha, youth, again as never))).toContain('again already')
  await room.deliver()
  expect(room.sent).toHaveLength(count + 1)
})

test('a 429 is tried again, not before it may be, and later messages to the place wait their turn', async () => {
  const room = await begun()
  const before = room.sent.length
  room.fates.push({ kind: 'later', wait: 30_000, why: '429' }, { kind: 'later', wait: 30_000, why: '429' })
  await room.say(aroha, youth, 'meet tomorrow 10:00')
  await room.deliver()
  expect(room.sent).toHaveLength(before + 2)
  await room.forward(29_000)
  expect(room.sent).toHaveLength(before + 2)
  await room.forward(2_000)
  expect(room.sent).toHaveLength(before + 4)
})

test('something unexpected is told with an id, and logged under it without anybody’s words', async () => {
  const room = await begun()
  const broken = {
    ...aroha,
    get name(): string {
      throw new Error('secret words')
    },
  }
  const reply = textOf(await room.say(broken, youth, 'put a secret'))
  const id = /id: ([0-9a-f]{8})/.exec(reply)?.[1]
  expect(room.logged.at(-1)).toMatchObject({ id })
  expect(JSON.stringify(room.logged)).not.toContain('secret')
})
