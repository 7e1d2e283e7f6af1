// The outbox in the store: which process may send a message and when, and how messages end.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Address } from '../../src/chat/address.ts'
import type { Db } from '../../src/store/connection/open.ts'
import { save } from '../../src/store/journal.ts'
import { messageOf, type NewMessage, requeue } from '../../src/store/outbox.ts'
import {
  beginSend,
  claimDue,
  type DeliveryOutcome,
  endSend,
  markExpiredUnknown,
} from '../../src/store/outbox-delivery.ts'
import { findPost, nextDue, outboxCounts } from '../../src/store/outbox-queries.ts'
import { changes, channel, direct, message } from '../support/builders.ts'
import { databaseKinds, freshDatabase } from '../support/databases/databases.ts'

const c1 = channel('c1')
const c2 = channel('c2')
const sent: DeliveryOutcome = { kind: 'sent', post: 'post-1', version: 1 }

describe.each(databaseKinds)('the outbox in $name', (kind) => {
  const database = freshDatabase(kind)
  let db: Db

  beforeEach(async () => {
    db = await database.open()
  })

  const queue = (...messages: NewMessage[]) => save(db, changes({ messages }))
  const claim = async (now: number, holder = 'h1', by = db) =>
    (await claimDue(by, { now, holder, leaseMs: 100, limit: 50 })).map(({ id }) => id)
  const begin = (id: number, now: number, holder = 'h1') => beginSend(db, { id, holder, now }, 100)
  const stateOf = async (id: number) => (await messageOf(db, id))?.state

  async function sendNow(now: number): Promise<number[]> {
    const ids = await claim(now)
    for (const id of ids) {
      await begin(id, now)
      await endSend(db, { id, holder: 'h1', now }, sent)
    }
    return ids
  }

  describe('claiming', () => {
    it('gives out the head of each destination, by when it is due and then by its place in the queue', async () => {
      await queue(
        message(c1, 20),
        message(c1, 10),
        message(c1, 10),
        message(c2, 20),
        message(direct('u'), 15),
      )
      expect(await sendNow(30)).toEqual([2, 5, 4])
      expect(await sendNow(30)).toEqual([3])
      expect(await sendNow(30)).toEqual([1])
      expect(await sendNow(30)).toEqual([])
    })

    it('gives out whole messages', async () => {
      await queue(message(c1, 10, { about: '{"kind":"nudge"}', subject: 'count' }))
      const [claimed] = await claimDue(db, { now: 10, holder: 'h1', leaseMs: 100, limit: 1 })
      const expected = { id: 1, network: 'n1', to: c1, about: '{"kind":"nudge"}', subject: 'count', due: 10 }
      expect(claimed).toEqual({ ...expected, state: 'queued' })
    })

    it('gives out no more than asked for', async () => {
      await queue(message(c1, 10), message(c2, 10), message(channel('c3'), 9))
      const some = await claimDue(db, { now: 10, holder: 'h1', leaseMs: 100, limit: 2 })
      expect(some.map(({ id }) => id)).toEqual([3, 1])
    })

    it('does not give out what is not yet due, and lets it block nobody', async () => {
      await queue(message(c1, 50), message(c1, 60))
      await queue(message(c1, 10))
      expect(await claim(10)).toEqual([3])
    })

    it('does not claim a claimed message twice while the lease lives', async () => {
      await queue(message(c1, 10), message(c1, 10))
      expect(await claim(10)).toEqual([1])
      expect(await claim(109, 'h2')).toEqual([])
      expect(await claim(110, 'h2')).toEqual([1])
    })

    it('holds a destination while something is in hand there, whatever falls due before it', async () => {
      await queue(message(c1, 10))
      await claim(10)
      await queue(message(c1, 5))
      expect(await claim(20, 'h2')).toEqual([])
      await begin(1, 20)
      expect(await claim(500, 'h2')).toEqual([])
      await endSend(db, { id: 1, holder: 'h1', now: 30 }, sent)
      expect(await claim(30, 'h2')).toEqual([2])
    })

    it('lets nothing overtake a message that waits for its next try', async () => {
      await queue(message(c1, 10), message(c1, 11), message(c2, 11))
      await claim(10)
      await begin(1, 10)
      await endSend(db, { id: 1, holder: 'h1', now: 10 }, { kind: 'later', at: 40, why: 'slow down' })
      expect(await messageOf(db, 1)).toMatchObject({ state: 'queued', why: 'slow down' })
      expect(await claim(39)).toEqual([3])
      expect(await claim(40)).toEqual([1])
    })

    it('goes on behind a message that failed or is unknown', async () => {
      await queue(message(c1, 10), message(c1, 11), message(c1, 12))
      const [first = 0] = await claim(20)
      await begin(first, 20)
      await endSend(db, { id: first, holder: 'h1', now: 20 }, { kind: 'failed', why: 'blocked' })
      const [second = 0] = await claim(20)
      await begin(second, 20)
      await endSend(db, { id: second, holder: 'h1', now: 20 }, { kind: 'unknown', why: 'reset' })
      expect(await claim(20)).toEqual([3])
    })
  })

  describe('sending', () => {
    it('begins only with a live lease of one’s own, and once', async () => {
      await queue(message(c1, 10))
      expect(await begin(1, 10)).toBe(false)
      await claim(10)
      expect(await begin(1, 20, 'h2')).toBe(false)
      expect(await begin(1, 110)).toBe(false)
      expect(await begin(1, 109)).toBe(true)
      expect(await begin(1, 109)).toBe(false)
      expect(await stateOf(1)).toBe('sending')
    })

    it('cannot begin with a lease that another has taken over', async () => {
      await queue(message(c1, 10))
      await claim(10, 'h1')
      await claim(120, 'h2')
      expect(await begin(1, 130, 'h1')).toBe(false)
      expect(await begin(1, 130, 'h2')).toBe(true)
    })

    it('remembers the post of a subject for its network and destination only', async () => {
      await queue(message(c1, 10, { subject: 'check-in' }))
      await sendNow(10)
      expect(await stateOf(1)).toBe('sent')
      const at = { network: 'n1', to: c1, subject: 'check-in' }
      expect(await findPost(db, at)).toEqual({ post: 'post-1', version: 1 })
      expect(await findPost(db, { ...at, to: c2 })).toBeUndefined()
      expect(await findPost(db, { ...at, network: 'n2' })).toBeUndefined()
      await queue(message(c1, 10, { subject: 'check-in' }))
      await claim(20)
      await begin(2, 20)
      await endSend(db, { id: 2, holder: 'h1', now: 20 }, { kind: 'sent', post: 'post-2', version: 4 })
      expect(await findPost(db, at)).toEqual({ post: 'post-2', version: 4 })
    })

    it('is ended by the process that sends it, and by no other', async () => {
      await queue(message(c1, 10, { subject: 's' }))
      await claim(10)
      expect(await endSend(db, { id: 1, holder: 'h1', now: 20 }, sent)).toBe(false)
      expect(await endSend(db, { id: 1, holder: 'h1', now: 20 }, { kind: 'unknown', why: '?' })).toBe(false)
      await begin(1, 20)
      expect(await endSend(db, { id: 1, holder: 'h2', now: 20 }, sent)).toBe(false)
      expect(await findPost(db, { network: 'n1', to: c1, subject: 's' })).toBeUndefined()
      expect(await endSend(db, { id: 1, holder: 'h1', now: 20 }, sent)).toBe(true)
      expect(await endSend(db, { id: 1, holder: 'h1', now: 21 }, { kind: 'failed', why: 'no' })).toBe(false)
    })

    it('can fail before it was tried, with its reason', async () => {
      await queue(message(c1, 10))
      const blocked: DeliveryOutcome = { kind: 'failed', why: 'blocked' }
      expect(await endSend(db, { id: 1, holder: 'h1', now: 20 }, blocked)).toBe(false)
      await claim(10)
      expect(await endSend(db, { id: 1, holder: 'h2', now: 20 }, blocked)).toBe(false)
      expect(await endSend(db, { id: 1, holder: 'h1', now: 20 }, blocked)).toBe(true)
      expect(await messageOf(db, 1)).toMatchObject({ state: 'failed', why: 'blocked' })
    })
  })

  describe('what is unknown', () => {
    it('is found once after its lease ran out while it was being sent', async () => {
      await queue(message(c1, 10), message(c2, 10))
      await claim(10)
      await begin(1, 10)
      expect(await markExpiredUnknown(db, 110)).toEqual([])
      const lost = await Promise.all([markExpiredUnknown(db, 111), markExpiredUnknown(db, 111)])
      expect(lost.flat().map(({ id }) => id)).toEqual([1])
      expect(await messageOf(db, 1)).toMatchObject({
        state: 'unknown',
        why: expect.stringContaining('stopped'),
      })
      expect(await stateOf(2)).toBe('queued')
    })

    it('is corrected by its sender, until it is sent again', async () => {
      await queue(message(c1, 10), message(c2, 10))
      for (const id of await claim(10)) await begin(id, 10)
      await markExpiredUnknown(db, 200)
      expect(await endSend(db, { id: 1, holder: 'h1', now: 201 }, sent)).toBe(true)
      expect(await stateOf(1)).toBe('sent')
      await requeue(db, 2, 201)
      expect(await endSend(db, { id: 2, holder: 'h1', now: 202 }, sent)).toBe(false)
      expect(await stateOf(2)).toBe('queued')
    })

    it('is sent again only when somebody asks, and once however many ask', async () => {
      await queue(message(c1, 10))
      await claim(10)
      await begin(1, 10)
      await endSend(db, { id: 1, holder: 'h1', now: 20 }, { kind: 'unknown', why: 'timeout' })
      expect(await claim(9_999)).toEqual([])
      const requeued = await Promise.all([requeue(db, 1, 30), requeue(db, 1, 30)])
      expect(requeued.sort()).toEqual([false, true])
      expect(await sendNow(30)).toEqual([1])
      expect(await requeue(db, 1, 40)).toBe(false)
    })
  })

  it('counts what is not sent by its state, without what nobody wanted any more', async () => {
    await queue(...[1, 2, 3, 4, 5, 6].map((n) => message(channel(`c${n}`), n)))
    for (const id of await claim(5)) await begin(id, 5)
    await endSend(db, { id: 5, holder: 'h1', now: 5 }, { kind: 'obsolete', why: 'no longer an angel' })
    await endSend(db, { id: 1, holder: 'h1', now: 5 }, sent)
    await endSend(db, { id: 2, holder: 'h1', now: 5 }, { kind: 'failed', why: 'blocked' })
    await endSend(db, { id: 3, holder: 'h1', now: 5 }, { kind: 'unknown', why: 'reset' })
    expect(await outboxCounts(db)).toEqual({ queued: 1, sending: 1, unknown: 1, failed: 1 })
  })

  it('knows when it goes on', async () => {
    expect(await nextDue(db, 0)).toBeUndefined()
    await queue(message(c1, 10), message(c2, 90))
    expect(await nextDue(db, 5)).toBe(10)
    expect(await nextDue(db, 10)).toBe(90)
    await claim(10)
    await begin(1, 10)
    await endSend(db, { id: 1, holder: 'h1', now: 10 }, { kind: 'later', at: 40, why: 'slow down' })
    expect(await nextDue(db, 10)).toBe(40)
    expect(await nextDue(db, 40)).toBe(90)
  })

  it('never gives one message to two connections, of a thousand that are due at once', async () => {
    const other = await database.open()
    const places: Address[] = Array.from({ length: 250 }, (_, index) => channel(`channel-${index}`))
    for (let round = 0; round < 4; round++) await queue(...places.map((place) => message(place, 10)))
    const claimed = await Promise.all([takeAll(db, 'h1'), takeAll(other, 'h2')])
    expect(claimed.flat()).toHaveLength(1_000)
    expect(new Set(claimed.flat()).size).toBe(1_000)
    expect(await outboxCounts(db)).toEqual({ queued: 0, sending: 0, unknown: 0, failed: 0 })
  })

  async function takeAll(by: Db, holder: string): Promise<number[]> {
    const all: number[] = []
    while ((await outboxCounts(by)).queued > 0) {
      for (const { id } of await claimDue(by, { now: 10, holder, leaseMs: 100, limit: 40 })) {
        expect(await beginSend(by, { id, holder, now: 11 }, 100)).toBe(true)
        expect(await endSend(by, { id, holder, now: 11 }, sent)).toBe(true)
        all.push(id)
      }
    }
    return all
  }
})
