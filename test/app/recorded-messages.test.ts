// Messages that an earlier version has left in the outbox: each is rendered, and sent at most once.
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { type Address, addressKey, addressOfKey } from '../../src/chat/address.ts'
import { day, hour } from '../../src/domain/core/time.ts'
import { openTestBot, type TestBot } from '../support/bot-harness.ts'
import { aroha, directOf } from '../support/fixtures.ts'
import { recordedBytes, recordedDatabase, recordedNames } from '../support/recording/recorded.ts'

const { now, networks, waiting } = recordedDatabase()

interface Row {
  readonly id: number
  readonly network: string
  readonly place: string
  readonly about: string
  readonly due: number
  readonly state: 'queued' | 'sending' | 'sent' | 'unknown' | 'failed'
  readonly why: string | null
}

/** From one hour after `now` on, every queued message may be tried again. */
const botWithRecordedMessages = (from = now) => openTestBot({ bytes: recordedBytes(), now: from })

function rowsIn(bot: TestBot, condition: string): readonly Row[] {
  return queryRows<Row>(bot, `select * from outbox where ${condition} order by id`)
}

function queryRows<Found>({ file }: TestBot, query: string): readonly Found[] {
  const handle = new Sqlite(file, { readonly: true })
  try {
    return handle.prepare(query).all() as Found[]
  } finally {
    handle.close()
  }
}

test('each recorded message is rendered or found obsolete as recorded, and every kind is rendered once', async () => {
  const bot = await botWithRecordedMessages()
  const found = []
  for (const row of rowsIn(bot, "state = 'queued'")) {
    const { kind } = await bot.bot.renderMessage({ ...row, to: JSON.parse(row.place) as Address, why: '' })
    found.push({ id: row.id, isWanted: kind === 'delivery' })
  }
  expect(found).toEqual(waiting.map(({ id, isWanted }) => ({ id, isWanted })))
  const renderedKinds = new Set(waiting.filter(({ isWanted }) => isWanted).map(({ about }) => about))
  expect([...renderedKinds].filter((about) => about !== 'digest').sort()).toEqual(recordedNames().noticeKinds)
  expect(renderedKinds).toContain('digest')
})

test('messages that are due are sent once, later ones at their hour, and known posts are edited', async () => {
  const bot = await botWithRecordedMessages(now + hour)
  const before = rowsIn(bot, "state = 'sent'").map(({ id }) => id)
  const later = rowsIn(bot, `state = 'queued' and due > ${now + hour}`).map(({ id }) => id)
  expect(later.length).toBeGreaterThan(0)
  await bot.deliver()
  const due = rowsIn(bot, `id in (${waiting.map(({ id }) => id)}) and due <= ${now + hour}`)
  expect(due.length).toBeGreaterThan(300)
  for (const { state, why } of due) {
    expect(state).toMatch(/^(sent|failed)$/)
    if (state === 'failed') expect(why).toMatch(/^unwanted: /)
  }
  expect(bot.sent.filter(({ replaces }) => replaces !== undefined).length).toBeGreaterThan(0)
  expect(bot.sent.filter(({ under }) => under !== undefined).length).toBeGreaterThan(0)
  const { length } = bot.sent
  await bot.deliver()
  expect(bot.sent).toHaveLength(length)
  await bot.forward(4 * day)
  expect(rowsIn(bot, `state = 'queued' and id in (${later}) and due <= ${now + 4 * day}`)).toEqual([])
  const sentPlaces = rowsIn(bot, `state = 'sent' and id not in (${before})`).map((row) =>
    JSON.parse(row.place),
  )
  for (const place of bot.sent.map(({ to }) => to)) {
    const here = (one: Address) => addressKey(one) === addressKey(place)
    expect(bot.sent.filter(({ to }) => here(to)).length).toBeLessThanOrEqual(sentPlaces.filter(here).length)
  }
})

test('a message that may have been lost is not repeated until somebody asks for it', async () => {
  const bot = await botWithRecordedMessages()
  const [lost, ...others] = rowsIn(bot, "state = 'unknown'")
  expect(others).toEqual([])
  await bot.deliver()
  expect(rowsIn(bot, "state = 'unknown'")).toEqual([lost])
  const again = { action: 'send-again', values: { network: lost?.network ?? '', message: String(lost?.id) } }
  const { length } = bot.sent
  await bot.press(aroha, directOf(aroha), again)
  await bot.outage(hour)
  expect(rowsIn(bot, `id = ${lost?.id}`)).toMatchObject([{ state: 'sent' }])
  expect(bot.sent.length).toBeGreaterThan(length)
})

test('a post that a recorded message has made is edited in place by a new command', async () => {
  const bot = await botWithRecordedMessages(now + hour)
  await bot.deliver()
  const network = networks['East Bay']?.id ?? ''
  const posts = queryRows<{ subject: string; destination: string; post: string }>(
    bot,
    `select posts.* from posts join outbox using (network, destination, subject)
     where network = '${network}' and subject like 'check-in:%' order by outbox.id`,
  )
  const { subject = '', destination = '' } = posts.at(-1) ?? {}
  const meeting = subject.slice('check-in:'.length)
  const from = bot.sent.length
  await bot.press(aroha, addressOfKey(destination), { action: 'took-place', values: { network, meeting } })
  await bot.deliver()
  const postIds = new Set(posts.filter((one) => one.subject === subject).map(({ post }) => post))
  expect(postIds.size).toBe(2)
  expect(bot.sent.slice(from).map(({ replaces }) => replaces)).toEqual(expect.arrayContaining([...postIds]))
})
