// The outbox worker: messages leave in order, at most once and never early, and none vanishes.
import { beforeEach, describe, expect, test } from 'vitest'
import type { SendResult } from '../../src/chat/adapter.ts'
import { minute } from '../../src/domain/core/time.ts'
import type { Db } from '../../src/store/connection/open.ts'
import { requeue } from '../../src/store/outbox.ts'
import { beginSend, claimDue } from '../../src/store/outbox-delivery.ts'
import { outboxCounts } from '../../src/store/outbox-queries.ts'
import { channel, direct, message } from '../support/builders.ts'
import { databaseKinds, freshDatabase } from '../support/databases/databases.ts'
import { about, outboxWorkerOn, queue, stateOf } from './outbox-harness.ts'

const c1 = channel('c1')
const c2 = channel('c2')

describe.each(databaseKinds)('the outbox worker on $name', (kind) => {
  const database = freshDatabase(kind)
  let db: Db
  beforeEach(async () => {
    db = await database.open()
  })

  test('messages that are due leave in order at each place, and the others wait', async () => {
    const { worker, chat, clock } = outboxWorkerOn(db)
    await queue(
      db,
      message(c1, 30, about('third')),
      message(c1, 10, about('first')),
      message(c1, 20, about('second')),
      message(c1, 2_000, about('later')),
    )
    await worker.deliver()
    expect(chat.texts()).toEqual(['first', 'second', 'third'])
    clock.at = 2_000
    await worker.deliver()
    expect(chat.texts()).toEqual(['first', 'second', 'third', 'later'])
  })

  test('a place that is slow delays no other place', async () => {
    const { worker, chat } = outboxWorkerOn(db)
    const slow = Promise.withResolvers<SendResult>()
    const fastDone = Promise.withResolvers<void>()
    chat.endsWith(({ to }) => {
      if (chat.posts.length === 4) fastDone.resolve()
      if (to.kind === 'channel' && to.channel === 'c1') return slow.promise
      return { kind: 'sent', post: 'p' }
    })
    await queue(db, message(c1, 1, about('slow 1')), message(c1, 2, about('slow 2')))
    await queue(db, ...[3, 4, 5].map((due) => message(c2, due, about(`fast ${due}`))))
    const delivered = worker.deliver()
    await fastDone.promise
    // Messages to two places have no order.
    expect(chat.texts()).toContain('slow 1')
    expect(chat.texts().filter((text) => text !== 'slow 1')).toEqual(['fast 3', 'fast 4', 'fast 5'])
    slow.resolve({ kind: 'sent', post: 'p' })
    await delivered
    expect(chat.texts().at(-1)).toBe('slow 2')
  })

  test('a workspace that hangs, with more messages than there are slots, delays no other workspace', async () => {
    const { worker, chat } = outboxWorkerOn(db)
    const hanging = Promise.withResolvers<SendResult>()
    const otherDone = Promise.withResolvers<void>()
    const inOther = (name: string) => ({ ...channel(name), workspace: 'w2' })
    chat.endsWith(({ to }) => {
      if (to.workspace === 'w1') return hanging.promise
      if (chat.texts().filter((text) => text.startsWith('other')).length === 40) otherDone.resolve()
      return { kind: 'sent', post: 'p' }
    })
    const many = Array.from({ length: 100 }, (_, n) => n)
    await queue(db, ...many.map((n) => message(channel(`c${n}`), 1, about(`hangs ${n}`))))
    await queue(db, ...many.slice(0, 40).map((n) => message(inOther(`c${n}`), 2, about(`other ${n}`))))
    const delivered = worker.deliver()
    await otherDone.promise
    expect(chat.texts().filter((text) => text.startsWith('hangs')).length).toBeLessThan(16)
    hanging.resolve({ kind: 'sent', post: 'p' })
    await delivered
    expect(chat.texts()).toHaveLength(140)
  })

  test('a message that surely did not leave is tried again, never before its wait is over, and keeps its turn', async () => {
    const { worker, chat, clock } = outboxWorkerOn(db)
    chat.endsWith(() => ({ kind: 'later', wait: 30_000, why: '429' }))
    await queue(db, message(c1, 1, about('first')), message(c1, 2, about('second')))
    await worker.deliver()
    clock.at += 29_999
    await worker.deliver()
    expect(chat.texts()).toEqual(['first'])
    chat.endsWith(() => ({ kind: 'sent', post: 'p' }))
    clock.at += 1
    await worker.deliver()
    expect(chat.texts()).toEqual(['first', 'first', 'second'])
    expect(await outboxCounts(db)).toEqual({ queued: 0, sending: 0, unknown: 0, failed: 0 })
  })

  test('a message that may have left is never repeated by itself, and is reported once', async () => {
    const { worker, chat, unknown } = outboxWorkerOn(db)
    chat.endsWith(() => ({ kind: 'unknown', why: 'The connection broke.' }))
    await queue(db, message(c1, 1, about('once')))
    await worker.deliver()
    await worker.deliver()
    expect(chat.texts()).toEqual(['once'])
    expect(unknown).toEqual([1])
    expect(await stateOf(db, 1)).toEqual({ state: 'unknown', why: 'The connection broke.' })
  })

  test('an unknown message leaves once more when a person asks for it', async () => {
    const { worker, chat } = outboxWorkerOn(db)
    chat.endsWith(() => ({ kind: 'unknown', why: 'The connection broke.' }))
    await queue(db, message(c1, 1, about('again')))
    await worker.deliver()
    chat.endsWith(() => ({ kind: 'sent', post: 'p' }))
    expect(await requeue(db, 1, 1_000)).toBe(true)
    await worker.deliver()
    expect(chat.texts()).toEqual(['again', 'again'])
    expect(await stateOf(db, 1)).toEqual({ state: 'sent' })
  })

  test('a message whose adapter breaks, which it must not, is unknown', async () => {
    const { worker, chat, unknown } = outboxWorkerOn(db)
    chat.endsWith(() => {
      throw new Error('secret words')
    })
    await queue(db, message(c1, 1))
    await worker.deliver()
    expect(unknown).toEqual([1])
  })

  test('a message that can never be sent fails with its reason, and the next one leaves', async () => {
    const { worker, chat } = outboxWorkerOn(db)
    chat.endsWith(({ to }) =>
      to.kind === 'direct' ? { kind: 'failed', why: 'blocked' } : { kind: 'sent', post: 'p' },
    )
    await queue(db, message(direct('u1'), 1), message(direct('u1'), 2), message(c1, 3))
    await worker.deliver()
    expect(chat.posts).toHaveLength(3)
    expect(await stateOf(db, 1)).toEqual({ state: 'failed', why: 'blocked' })
  })

  test('a message to a platform that is not running fails with its reason', async () => {
    const { worker } = outboxWorkerOn(db, { adapters: new Map() })
    await queue(db, message(c1, 1))
    await worker.deliver()
    expect(await stateOf(db, 1)).toEqual({
      state: 'failed',
      why: 'No adapter for playground is running.',
    })
  })

  test('a message that nobody needs any more does not leave', async () => {
    const { worker, chat } = outboxWorkerOn(db, {
      renderMessage: async () => ({ kind: 'obsolete', why: 'no longer an angel' }),
    })
    await queue(db, message(c1, 1))
    await worker.deliver()
    expect(chat.posts).toEqual([])
    expect(await stateOf(db, 1)).toEqual({ state: 'failed', why: 'unwanted: no longer an angel' })
    expect((await outboxCounts(db)).failed).toBe(0)
  })

  test('a message that cannot be worded is tried again for an hour, then fails; no words are logged', async () => {
    const { worker, clock, log } = outboxWorkerOn(db, {
      renderMessage: () => Promise.reject(new Error('secret words')),
    })
    await queue(db, message(c1, 1_000))
    for (let minutes = 0; minutes <= 60; minutes += 1) {
      await worker.deliver()
      if (minutes < 60) expect((await stateOf(db, 1))?.state).toBe('queued')
      clock.at += minute
    }
    expect((await stateOf(db, 1))?.state).toBe('failed')
    expect(JSON.stringify(log.lines)).not.toContain('secret')
  })

  describe('a post that changes', () => {
    test('is changed in place by what follows about the same subject', async () => {
      const { worker, chat } = outboxWorkerOn(db)
      await queue(db, message(c1, 1, { subject: 's', ...about('one', { version: 1 }) }))
      await worker.deliver()
      await queue(db, message(c1, 2, { subject: 's', ...about('two', { version: 2 }) }))
      await worker.deliver()
      expect(chat.posts.map(({ delivery }) => delivery.replaces)).toEqual([undefined, 'post-1'])
    })
    test('is left alone when it already shows the version that is needed', async () => {
      const { worker, chat } = outboxWorkerOn(db)
      await queue(
        db,
        message(c1, 1, { subject: 's', ...about('newest', { version: 5 }) }),
        message(c1, 2, { subject: 's', ...about('older', { version: 5, needs: 4 }) }),
      )
      await worker.deliver()
      expect(chat.texts()).toEqual(['newest'])
      expect(await stateOf(db, 2)).toEqual({ state: 'sent' })
    })
    test('is said to be new, changed or unchanged in the log', async () => {
      const { worker, log } = outboxWorkerOn(db)
      await queue(
        db,
        message(c1, 1, { subject: 's', ...about('first', { version: 1 }) }),
        message(c1, 2, { subject: 's', ...about('second', { version: 2 }) }),
        message(c1, 3, { subject: 's', ...about('third', { version: 2 }) }),
      )
      await worker.deliver()
      expect(log.lines.map((line) => line.about)).toMatchObject([
        { message: 1, post: 'new' },
        { message: 2, post: 'changed' },
        { message: 3, post: 'unchanged' },
      ])
    })
    test('is not made by a message that may only change it', async () => {
      const { worker, chat } = outboxWorkerOn(db)
      await queue(db, message(c1, 1, { subject: 's', ...about('update', { updateOnly: true }) }))
      await worker.deliver()
      expect(chat.posts).toEqual([])
      expect(await stateOf(db, 1)).toEqual({ state: 'failed', why: 'unwanted: there is no post to change' })
    })
    test('begins the thread of the messages under its subject, at each place its own', async () => {
      const { worker, chat } = outboxWorkerOn(db)
      await queue(db, message(c1, 1, { subject: 's', ...about('root') }))
      await worker.deliver()
      await queue(
        db,
        message(c1, 2, about('reply', { under: 's' })),
        message(c2, 2, about('alone', { under: 's' })),
      )
      await worker.deliver()
      expect(Object.fromEntries(chat.posts.map(({ text, delivery }) => [text, delivery.under]))).toEqual({
        root: undefined,
        reply: 'post-1',
        alone: undefined,
      })
    })
  })

  describe('several processes', () => {
    test('two workers deliver a thousand messages once each, in order at each place', async () => {
      const places = Array.from({ length: 40 }, (_, n) => channel(`c${n}`))
      const all = places.flatMap((place) =>
        Array.from({ length: 25 }, (_, n) => message(place, n, about(`${place.channel} ${n}`))),
      )
      await queue(db, ...all)
      const other = await database.open()
      const one = outboxWorkerOn(db, { holder: 'one' })
      const adapters = new Map([['playground', one.chat.adapter]])
      const two = outboxWorkerOn(other, { holder: 'two', adapters })
      await Promise.all([one.worker.deliver(), two.worker.deliver()])
      // A worker that finds another's message at the head of a place is done; the rest is left for its next look.
      await one.worker.deliver()
      for (const { channel: name } of places)
        expect(one.chat.texts().filter((text) => text.startsWith(`${name} `))).toEqual(
          Array.from({ length: 25 }, (_, n) => `${name} ${n}`),
        )
      expect(one.chat.posts).toHaveLength(1_000)
      expect(await outboxCounts(db)).toEqual({ queued: 0, sending: 0, unknown: 0, failed: 0 })
    })

    test('a process that stands still for longer than its lease sends nothing any more', async () => {
      await queue(db, message(c1, 1, about('mine')))
      const still = Promise.withResolvers<void>()
      const isRendering = Promise.withResolvers<void>()
      const first = outboxWorkerOn(db, {
        holder: 'first',
        leaseMs: 100,
        renderMessage: async () => {
          isRendering.resolve()
          await still.promise
          return { kind: 'delivery', delivery: { card: { blocks: [] } }, version: 1 }
        },
      })
      const standing = first.worker.deliver()
      await isRendering.promise
      const second = outboxWorkerOn(db, { holder: 'second', leaseMs: 100 })
      second.clock.at += 101
      await second.worker.deliver()
      first.clock.at += 102
      still.resolve()
      await standing
      expect(second.chat.texts()).toEqual(['mine'])
      expect(first.chat.posts).toEqual([])
    })

    test('a message that a process was sending when it stopped becomes unknown, once, and is not sent again', async () => {
      await queue(db, message(c1, 1, about('lost')), message(c1, 2, about('next')))
      await claimDue(db, { now: 1_000, holder: 'killed', leaseMs: 100, limit: 1 })
      await beginSend(db, { id: 1, holder: 'killed', now: 1_000 }, 100)
      const { worker, chat, clock, unknown } = outboxWorkerOn(db)
      await worker.deliver()
      expect(chat.posts).toEqual([])
      clock.at += 101
      await worker.deliver()
      await worker.deliver()
      expect(unknown).toEqual([1])
      expect(chat.texts()).toEqual(['next'])
      expect((await outboxCounts(db)).sending).toBe(0)
    })

    test('a message that a process had only claimed when it stopped is sent by another', async () => {
      await queue(db, message(c1, 1, about('claimed')))
      await claimDue(db, { now: 1_000, holder: 'killed', leaseMs: 100, limit: 1 })
      const { worker, chat, clock } = outboxWorkerOn(db)
      clock.at += 101
      await worker.deliver()
      expect(chat.texts()).toEqual(['claimed'])
    })
  })

  test('what becomes free while the outbox is asked is sent at once', async () => {
    const slow = Promise.withResolvers<SendResult>()
    const isClaiming = Promise.withResolvers<void>()
    const answered = Promise.withResolvers<void>()
    let isHeldUp = false
    const slowDatabase: Db = {
      ...db,
      async transact(work) {
        const result = await db.transact(work)
        // Only a claim returns a list.
        if (!isHeldUp || !Array.isArray(result)) return result
        isClaiming.resolve()
        await answered.promise
        return result
      },
    }
    const { worker, chat } = outboxWorkerOn(slowDatabase)
    chat.endsWith(({ to }) => {
      if (to.kind === 'channel' && to.channel === 'c1') return slow.promise
      isHeldUp = true
      return { kind: 'sent', post: 'p' }
    })
    await queue(db, message(c1, 1, about('slow 1')), message(c1, 2, about('slow 2')))
    await queue(db, message(c2, 3, about('fast')))
    const delivered = worker.deliver()
    await isClaiming.promise
    slow.resolve({ kind: 'sent', post: 'p' })
    await expect.poll(() => stateOf(db, 1)).toMatchObject({ state: 'sent' })
    isHeldUp = false
    answered.resolve()
    await delivered
    expect(chat.texts().at(-1)).toBe('slow 2')
  })

  test('stopping waits for what is in hand, and claims nothing more', async () => {
    const { worker, chat } = outboxWorkerOn(db)
    const sending = Promise.withResolvers<SendResult>()
    const begun = Promise.withResolvers<void>()
    chat.endsWith(() => {
      begun.resolve()
      return sending.promise
    })
    await queue(db, message(c1, 1, about('in hand')), message(c1, 2, about('not yet')))
    worker.start()
    await begun.promise
    const stopped = worker.stop()
    sending.resolve({ kind: 'sent', post: 'p' })
    await stopped
    expect(chat.texts()).toEqual(['in hand'])
    expect(await stateOf(db, 1)).toEqual({ state: 'sent' })
    expect(await stateOf(db, 2)).toEqual({ state: 'queued' })
  })

  test('after a start, waking the worker delivers what was queued since', async () => {
    const { worker, chat } = outboxWorkerOn(db)
    const arrived = Promise.withResolvers<void>()
    chat.endsWith(() => {
      arrived.resolve()
      return { kind: 'sent', post: 'p' }
    })
    worker.start()
    await queue(db, message(c1, 1, about('woken')))
    worker.wake()
    await arrived.promise
    await worker.stop()
    expect(chat.texts()).toEqual(['woken'])
  })
})
