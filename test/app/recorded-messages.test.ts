// Messages that an earlier version has left waiting: each is worded, and leaves at most once.
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { type Address, addressKey, addressOfKey } from '../../src/chat/address.ts'
import { openTestBot, type TestBot } from '../support/bot-harness.ts'
import { aroha, directOf } from '../support/fixtures.ts'
import { recordedBytes, recordedDatabase, recordedNames } from '../support/recording/recorded.ts'

const { now, networks, waiting } = recordedDatabase()
const hour = 3_600_000
const day = 24 * hour

interface Row {
  readonly id: number
  readonly network: string
  readonly place: string
  readonly about: string
  readonly due: number
  readonly state: 'queued' | 'sending' | 'sent' | 'unknown' | 'failed'
  readonly why: string | null
}

/** After an hour all that waits may be tried again. */
const recorded = (from = now) => openTestBot({ bytes: recordedBytes(), now: from })

function rowsIn(room: TestBot, condition: string): readonly Row[] {
  return queried<Row>(room, `select * from outbox where ${condition} order by id`)
}

function queried<Found>({ file }: TestBot, query: string): readonly Found[] {
  const handle = new Sqlite(file, { readonly: true })
  try {
    return handle.prepare(query).all() as Found[]
  } finally {
    handle.close()
  }
}

test('each is worded, or needed no more, as it was then; of each kind one is worded', async () => {
  const room = await recorded()
  const found = []
  for (const row of rowsIn(room, "state = 'queued'")) {
    const { kind } = await room.bot.renderMessage({ ...row, to: JSON.parse(row.place) as Address, why: '' })
    found.push({ id: row.id, isWanted: kind === 'delivery' })
  }
  expect(found).toEqual(waiting.map(({ id, isWanted }) => ({ id, isWanted })))
  const worded = new Set(waiting.filter(({ isWanted }) => isWanted).map(({ about }) => about))
  expect([...worded].filter((about) => about !== 'digest').sort()).toEqual(recordedNames().noticeKinds)
  expect(worded).toContain('digest')
})

test('all that fell due leaves once, and what is due later at its hour; posts that were there are changed', async () => {
  const room = await recorded(now + hour)
  const before = rowsIn(room, "state = 'sent'").map(({ id }) => id)
  const later = rowsIn(room, `state = 'queued' and due > ${now + hour}`).map(({ id }) => id)
  expect(later.length).toBeGreaterThan(0)
  await room.deliver()
  const due = rowsIn(room, `id in (${waiting.map(({ id }) => id)}) and due <= ${now + hour}`)
  expect(due.length).toBeGreaterThan(300)
  for (const { state, why } of due) {
    expect(state).toMatch(/^(sent|failed)$/)
    if (state === 'failed') expect(why).toMatch(/^unwanted: /)
  }
  expect(room.sent.filter(({ replaces }) => replaces !== undefined).length).toBeGreaterThan(0)
  expect(room.sent.filter(({ under }) => under !== undefined).length).toBeGreaterThan(0)
  const { length } = room.sent
  await room.deliver()
  expect(room.sent).toHaveLength(length)
  await room.forward(4 * day)
  expect(rowsIn(room, `state = 'queued' and id in (${later}) and due <= ${now + 4 * day}`)).toEqual([])
  const ended = rowsIn(room, `state = 'sent' and id not in (${before})`).map((row) => JSON.parse(row.place))
  for (const place of room.sent.map(({ to }) => to)) {
    const here = (one: Address) => addressKey(one) === addressKey(place)
    expect(room.sent.filter(({ to }) => here(to)).length).toBeLessThanOrEqual(ended.filter(here).length)
  }
})

test('of which nobody knows whether it arrived is not repeated, until somebody asks for it', async () => {
  const room = await recorded()
  const [lost, ...others] = rowsIn(room, "state = 'unknown'")
  expect(others).toEqual([])
  await room.deliver()
  expect(rowsIn(room, "state = 'unknown'")).toEqual([lost])
  const again = { action: 'send-again', values: { network: lost?.network ?? '', message: String(lost?.id) } }
  const { length } = room.sent
  await room.press(aroha, directOf(aroha), again)
  await room.outage(hour)
  expect(rowsIn(room, `id = ${lost?.id}`)).toMatchObject([{ state: 'sent' }])
  expect(room.sent.length).toBeGreaterThan(length)
})

test('a post that an old message has made is changed in place by what happens today', async () => {
  const room = await recorded(now + hour)
  await room.deliver()
  const network = networks['East Bay']?.id ?? ''
  const posts = queried<{ subject: string; destination: string; post: string }>(
    room,
    `select posts.* from posts join outbox using (network, destination, subject)
     where network = '${network}' and subject like 'check-in:%' order by outbox.id`,
  )
  const { subject = '', destination = '' } = posts.at(-1) ?? {}
  const meeting = subject.slice('check-in:'.length)
  const from = room.sent.length
  await room.press(aroha, addressOfKey(destination), { action: 'took-place', values: { network, meeting } })
  await room.deliver()
  const known = new Set(posts.filter((one) => one.subject === subject).map(({ post }) => post))
  expect(known.size).toBe(2)
  expect(room.sent.slice(from).map(({ replaces }) => replaces)).toEqual(expect.arrayContaining([...known]))
})
