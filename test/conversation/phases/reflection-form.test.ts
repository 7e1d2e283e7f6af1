// Rounds of reflection through the door: asked in private, told in every home, and what a nameless answer leaves behind.
import { readFile } from 'node:fs/promises'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  closed,
  codeIn,
  directOf,
  lively,
  margaret,
  network,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

const hour = 3_600_000
const day = 24 * hour

async function crosses(room: TestBot): Promise<TestBot> {
  const asked = await room.say(aroha, youth, 'phase next')
  const button = buttonsOf(asked as never).find(({ action }) => action === 'cross')
  await room.press(aroha, youth, button ?? { action: '', values: {} })
  await room.deliver()
  return room
}

const crossed = async () => crosses(await network())

async function formFor(room: TestBot, who: Profile) {
  return formOf(await room.press(who, directOf(who), buttonOf(room, 'Answer')))
}

async function answers(room: TestBot, who: Profile, fields: Values) {
  return room.submit(who, directOf(who), await formFor(room, who), fields)
}

const nameless = (text: string) => ({ impossible: text, 'impossible-as': 'nameless' })
const withName = (text: string) => ({ impossible: text, 'impossible-as': 'named' })

/** What reached this channel or person from that message on. */
const to = (room: TestBot, where: string, from = 0) =>
  room.sent
    .slice(from)
    .filter(({ to: place }) => (place.kind === 'direct' ? place.user : place.channel) === where)
    .map(({ card }) => plainText(card))

test('a crossing says beforehand that members will be asked; each member is, and no angel who is only that', async () => {
  const room = await network()
  expect(textOf(await room.say(aroha, youth, 'phase next'))).toContain('Each member is asked in private')
  const from = room.sent.length
  await crosses(room)
  for (const name of ['Aroha', 'Tom', 'Ruth'])
    expect(to(room, name, from).join()).toMatch(
      /looking back on the way into getting together.*Aroha \(Health\) said that the network crosses.*impossible to go on.*No member reads it before/s,
    )
  expect(to(room, 'Margaret', from).join()).not.toContain('looking back')
})

test('who will see it stands in the form, before anybody answers', async () => {
  const { intro, fields } = await formFor(await crossed(), tom)
  expect(intro).toMatch(/^Open until .*every home of South Side.*at least 3 of you.*fewer are destroyed/s)
  expect(fields.map(({ kind }) => kind)).toEqual(['text', 'choice', 'text', 'choice', 'text', 'choice'])
})

test('an answer is kept, stands in the form when it is opened again, can be changed, and taken back', async () => {
  const room = await crossed()
  expect(textOf(await answers(room, tom, withName('The queue')))).toContain('Kept privately: 1 of 3 answers.')
  const again = await formFor(room, tom)
  expect(again.fields.map(({ initial }) => initial).slice(0, 2)).toEqual(['The queue', 'named'])
  expect((await formFor(room, ruth)).fields.every(({ initial }) => initial === undefined)).toBe(true)
  await answers(room, tom, nameless('The rain'))
  const changed = formOf(await room.say(tom, whanau, 'reflect'))
  expect(changed.fields.map(({ initial }) => initial).slice(0, 2)).toEqual(['The rain', 'nameless'])
  expect(textOf(await answers(room, tom, { impossible: '', 'impossible-as': '' }))).toContain(
    'Nothing of yours is kept.',
  )
  expect(everythingKept(room).answers).toEqual([])
})

test('what is far too long, or has no choice of a name, is said at that field and not lost', async () => {
  const room = await crossed()
  const form = await formFor(room, tom)
  const pages = 'x'.repeat(80_000)
  expect(await room.submit(tom, directOf(tom), form, withName(pages))).toEqual({
    kind: 'form-errors',
    errors: { impossible: expect.stringContaining('there is room for 2000') },
  })
  expect(
    await room.submit(tom, directOf(tom), form, { impossible: 'The queue', 'impossible-as': '' }),
  ).toEqual({
    kind: 'form-errors',
    errors: { 'impossible-as': expect.stringContaining('Please choose') },
  })
})

test('one reminder, on the third day, goes only to who has not answered by the time it leaves', async () => {
  const room = await crossed()
  await answers(room, tom, withName('The queue'))
  const from = room.sent.length
  await room.forward(4 * day)
  const reminded = room.sent.slice(from).filter(({ card }) => plainText(card).includes('I do not ask again'))
  expect(reminded.map(({ to: place }) => place.kind === 'direct' && place.user).sort()).toEqual([
    'Aroha',
    'Ruth',
  ])
  await answers(room, ruth, withName('The rain'))
  const later = room.sent.length
  await room.forward(2 * day)
  expect(room.sent.slice(later)).toEqual([])
})

test('a reminder that waits for the working hour is dropped for who has answered meanwhile', async () => {
  const room = await network()
  await room.forward(12 * hour)
  await crosses(room)
  await room.forward(3 * day)
  const from = room.sent.length
  const reminded = () =>
    room.sent
      .slice(from)
      .filter(({ card }) => plainText(card).includes('I do not ask again'))
      .map(({ to: place }) => place.kind === 'direct' && place.user)
  await answers(room, ruth, withName('The rain'))
  expect(reminded()).toEqual([])
  await room.forward(60 * hour)
  expect(reminded().sort()).toEqual(['Aroha', 'Tom'])
})

test('a question that waits for the working hour is not asked of who has answered meanwhile', async () => {
  const room = await network()
  await room.forward(12 * hour)
  const from = room.sent.length
  await crosses(room)
  const form = formOf(await room.say(tom, whanau, 'reflect'))
  await room.submit(tom, whanau, form, withName('The queue'))
  await room.forward(12 * hour)
  const asked = room.sent.slice(from).filter(({ card }) => plainText(card).includes('Answer what you like'))
  expect(asked.map(({ to: place }) => place.kind === 'direct' && place.user).sort()).toEqual([
    'Aroha',
    'Ruth',
  ])
})

test('when it closes every home reads the answers as they were wanted, as text, and the question says it is over', async () => {
  const room = await crossed()
  await answers(room, tom, withName('<b>The queue</b> <script>alert(1)</script> *at* <@U1>'))
  await answers(room, ruth, withName('The rain'))
  const from = room.sent.length
  await room.forward(8 * day)
  for (const home of ['youth', 'whanau']) {
    const read = to(room, home, from).find((one) => one.includes('looking back')) ?? ''
    expect(read).toMatch(/2 of 3 members answered\. In their words:.*What made it impossible/s)
    expect(read).toContain('<b>The queue</b> <script>alert(1)</script> *at* <@U1>')
    expect(read).toContain('Tom (Council)')
  }
  expect(to(room, 'Tom', from).join()).toContain('This round is over.')
  const late = await room.press(tom, directOf(tom), buttonOf(room, 'Answer'))
  expect(textOf(late)).toContain('2 of 3 members answered')
})

test('of three nameless answers every home reads the words in their order, and of nobody the name', async () => {
  const room = await crossed()
  for (const [who, words] of [
    [tom, 'b: the rain'],
    [aroha, 'c: the queue'],
    [ruth, 'a: the rent'],
  ] as const)
    await answers(room, who, nameless(words))
  await room.forward(8 * day)
  const read = to(room, 'youth').findLast((one) => one.includes('looking back')) ?? ''
  expect(read).toMatch(/a: the rent.*b: the rain.*c: the queue/s)
  expect(read).not.toMatch(/Tom|Aroha|Ruth/)
})

test('two nameless answers are shown to nobody; their authors alone hear it', async () => {
  const room = await crossed()
  await answers(room, tom, nameless('A secret'))
  await answers(room, ruth, nameless('A hidden thing'))
  const from = room.sent.length
  await room.forward(8 * day)
  const heard = room.sent.slice(from).filter(({ card }) => plainText(card).includes('is destroyed'))
  expect(heard.map(({ to: place }) => place.kind === 'direct' && place.user).sort()).toEqual(['Ruth', 'Tom'])
  expect(JSON.stringify(room.sent.slice(from))).not.toMatch(/A secret|A hidden thing/)
  expect(to(room, 'youth', from).join()).toContain('Nothing of it can be shown.')
  expect(JSON.stringify(everythingKept(room))).not.toMatch(/A secret|A hidden thing/)
})

test('nobody answered: the homes read so, kindly', async () => {
  const room = await crossed()
  await room.forward(8 * day)
  expect(to(room, 'youth').join()).toContain('Nobody answered this time, and that is fine.')
})

test('of a round that the next crossing cuts short before anybody answered the homes read nothing', async () => {
  const room = await crossed()
  const from = room.sent.length
  await crosses(room)
  expect(to(room, 'youth', from).join()).not.toContain('looking back')
  expect(to(room, 'Tom', from).join()).toMatch(/Nobody answered it\..*on the way into working together/s)
})

test('who leaves takes the answers along, and is asked nothing more', async () => {
  const room = await crossed()
  await answers(room, tom, withName('The queue'))
  const leave = await room.say(tom, whanau, 'leave')
  expect(textOf(leave)).toContain(
    'Private answers of yours that wait for their round to close are destroyed.',
  )
  const button = buttonsOf(leave as never)[0]
  if (button) await room.press(tom, whanau, button)
  expect(everythingKept(room).answers).toEqual([])
  await room.forward(8 * day)
  expect(JSON.stringify(everythingKept(room))).not.toContain('The queue')
})

test('who joins while it is open finds it among what waits, and can answer', async () => {
  const room = await crossed()
  const code = codeIn(await room.say(aroha, youth, 'invite'))
  await room.submit(olive, youth, formOf(await room.say(olive, youth, `join ${code}`)), {})
  expect(textOf(await room.say(olive, youth, ''))).toContain('looking back on the way into getting together')
  await room.submit(olive, youth, formOf(await room.say(olive, youth, 'reflect')), withName('The night'))
  expect(textOf(await room.say(olive, youth, ''))).not.toContain('looking back')
  await room.forward(8 * day)
  expect(to(room, 'youth').join()).toContain('The night')
})

test('outside a boundary any member starts a round, after reading what will happen; the last answers stand there', async () => {
  const room = await crossed()
  await answers(room, tom, withName('The queue'))
  await room.forward(8 * day)
  const shown = await room.say(ruth, youth, 'reflect')
  expect(textOf(shown)).toMatch(
    /each member is asked in a direct message.*They read that you asked.*The queue/s,
  )
  const start = buttonsOf(shown as never).find(({ label }) => label === 'Ask everyone')
  const from = room.sent.length
  expect(textOf(await room.press(ruth, youth, start as never))).toContain('Started.')
  await room.deliver()
  expect(to(room, 'Tom', from).join()).toContain('Ruth (Community) asks all of you to look back.')
})

test('a member asks everyone a question of their own, which stands wherever it is answered and read, as text', async () => {
  const room = await network()
  const question = 'What <b>holds</b> us *up*?'
  const asks = formOf(await room.say(ruth, youth, `reflect ${question}`))
  expect(asks.intro).toContain('with your name beside the question')
  expect(textOf(await room.submit(ruth, youth, asks, { question: ' ' }))).toContain('Please fill this in')
  expect(textOf(await room.submit(ruth, youth, asks, {}))).toContain('Started.')
  await room.deliver()
  for (const name of ['Aroha', 'Tom', 'Ruth']) expect(to(room, name).at(-1)).toContain(question)
  const form = await formFor(room, tom)
  expect(form.intro).toMatch(/^“What <b>holds<\/b> us \*up\*\?” Open until/)
  await room.submit(tom, directOf(tom), form, { 'own-question': 'Logins', 'own-question-as': 'nameless' })
  await answers(room, aroha, { 'own-question': 'Money', 'own-question-as': 'named' })
  const button = (await room.say(aroha, youth, 'reflect And now?')) as never
  expect(formOf(button).fields[0]?.initial).toBe('And now?')
  await room.forward(8 * day)
  expect(to(room, 'whanau').at(-1)).toMatch(/2 of 3 members answered[\s\S]*holds[\s\S]*“Money”/)
  expect(to(room, 'Tom').at(-1)).toContain(question)
  expect(to(room, 'Tom').at(-1)).toContain('your answer is destroyed')
})

test('an own question is not worded in vain while a round is open, and is kept when another was faster', async () => {
  const room = await network()
  const start = buttonsOf((await room.say(ruth, youth, 'reflect')) as never)
  const own = start.find(({ action }) => action === 'own-question') ?? { action: '', values: {} }
  const form = formOf(await room.press(ruth, youth, own))
  await crosses(room)
  expect(textOf(await room.press(ruth, youth, own))).toContain('A round of reflection is open already')
  expect(await room.submit(ruth, youth, form, { question: 'What now?' })).toEqual({
    kind: 'form-errors',
    errors: { question: expect.stringContaining('open already') },
  })
})

test('who closes the network reads what stands on the table, so that it is handed back or passed on', async () => {
  const hint = async (room: TestBot) =>
    formOf(await room.say(aroha, youth, 'close')).fields.find(({ name }) => name === 'resources')?.hint
  expect(await hint(await lively())).toMatch(/Handed back.*On the table: .*0\.5 FTE analyst \(Council\)/)
  expect(await hint(await network())).toContain('Nothing is on the table now.')
})

test('a closed network asks once more, can be answered for its days, and tells what was said', async () => {
  const room = await closed()
  await room.forward(day)
  const form = formOf(await room.say(tom, whanau, 'reflect'))
  expect(form.fields[0]?.label).toBe('What did we do, and why, and how?')
  await room.submit(tom, whanau, form, { did: 'One door', 'did-as': 'named' })
  await room.forward(8 * day)
  expect(to(room, 'whanau').join()).toContain('looking back at the end')
  expect(textOf(await room.say(tom, whanau, 'reflect'))).toContain('One door')
})

test('no outsider reads or answers a round', async () => {
  const room = await crossed()
  const answer = buttonOf(room, 'Answer')
  const form = await formFor(room, tom)
  const outside = await room.press(olive, youth, {
    action: 'reflect',
    values: { network: 'none', round: 'x' },
  })
  expect(await room.press(olive, youth, answer)).toEqual(outside)
  expect(await room.submit(olive, youth, form, withName('Mine'))).toEqual(outside)
  expect(everythingKept(room).answers).toEqual([])
  expect(textOf(await room.press(margaret, directOf(margaret), answer))).not.toContain('Only members')
})

/** All rows of all tables; ids of what came in, which nobody chose, are left out. */
function everythingKept(room: TestBot): Record<string, unknown[]> {
  const handle = new Sqlite(room.file, { readonly: true })
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

test('of an answer that was destroyed no byte stays in the file of the database', async () => {
  const room = await crossed()
  const secret = 'the manager who shouted'
  await answers(room, tom, nameless(`${secret} ${'and what came of it '.repeat(90)}`))
  const bytes = async () => {
    const handle = new Sqlite(room.file)
    handle.pragma('wal_checkpoint(TRUNCATE)')
    handle.close()
    return readFile(room.file, 'latin1')
  }
  expect(await bytes()).toContain(secret)
  await room.forward(8 * day)
  expect(await bytes()).not.toContain(secret)
})

test.each([
  ['are sent', []],
  ['may have been lost', Array(5).fill({ kind: 'unknown', why: 'reset' })],
  ['fail', Array(5).fill({ kind: 'failed', why: 'account_inactive' })],
] as const)(
  'nothing that is kept, logged, sent, exported or told in the story tells apart who wrote which nameless answer, where messages %s',
  async (_, fates) => {
    const asked = await crossed()
    const { network: id = '', round = '' } = buttonOf(asked, 'Answer').values
    const worlds: readonly (readonly (readonly [Profile, string])[])[] = [
      [
        [aroha, 'the rain'],
        [tom, 'the queue'],
        [ruth, 'the rent'],
      ],
      [
        [ruth, 'the queue'],
        [aroha, 'the rent'],
        [tom, 'the rain'],
      ],
      [
        [tom, 'something else'],
        [tom, 'the rent'],
        [ruth, 'the rain'],
        [aroha, 'the queue'],
      ],
    ]
    const ends = []
    for (const world of worlds) {
      const room = await asked.copy()
      for (const [n, [who, text]] of world.entries()) {
        await room.forward(n * 60_000)
        const form = formOf(
          await room.press(who, directOf(who), { action: 'reflect', values: { network: id, round } }),
        )
        expect(textOf(await room.submit(who, directOf(who), form, nameless(text)))).toContain(
          'Kept privately',
        )
      }
      await room.deliver()
      expect(room.sent).toEqual([])
      room.fates.push(...fates)
      await room.forward(8 * day - world.reduce((sum, _, n) => sum + n * 60_000, 0))
      room.fates.length = 0
      await room.say(tom, whanau, 'story')
      await room.say(tom, whanau, 'export')
      await room.deliver()
      const sent = room.sent.map(({ to: place, card, files }) => ({
        place,
        text: plainText(card),
        files: files?.map(({ bytes }) => Buffer.from(bytes).toString()),
      }))
      ends.push({ kept: everythingKept(room), logged: room.logged, sent })
    }
    expect(JSON.stringify(ends[0]?.sent)).toMatch(/the queue.*the rain.*the rent/)
    expect(JSON.stringify(ends.map(({ logged }) => logged))).not.toMatch(/the (queue|rain|rent)/)
    expect(JSON.stringify(ends[0]?.kept)).not.toContain('something else')
    expect(ends[1]).toEqual(ends[0])
    expect(ends[2]).toEqual(ends[0])
  },
)
