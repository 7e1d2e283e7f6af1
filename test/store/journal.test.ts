// Saving what a decision changes: all of it or nothing, and one winner.
import { describe, expect, it } from 'vitest'
import { deleteProcessedBefore, wasProcessed } from '../../src/store/inbox.ts'
import { loadEntries, save } from '../../src/store/journal.ts'
import { messageOf } from '../../src/store/outbox.ts'
import { outboxCounts } from '../../src/store/outbox-queries.ts'
import { earliestWake } from '../../src/store/projections.ts'
import { changes, channel, entries, message, step } from '../support/builders.ts'
import { databaseKinds, freshDatabase } from '../support/databases/databases.ts'

describe.each(databaseKinds)('the journal in $name', (kind) => {
  const database = freshDatabase(kind)

  it('gives back the entries as they were saved, in order', async () => {
    const db = await database.open()
    await save(db, step('n1', 0, { entries: entries(1, 3) }))
    await save(db, step('n1', 3, { entries: entries(4, 2) }))
    expect(await loadEntries(db, 'n1')).toEqual(entries(1, 5))
    expect(await loadEntries(db, 'n1', 3)).toEqual(entries(4, 2))
    expect(await loadEntries(db, 'elsewhere')).toEqual([])
  })

  it('keeps a large instant as the number it is', async () => {
    const db = await database.open()
    const late = Date.UTC(2199, 11, 31)
    await save(db, step('n1', 0, { nextWake: late }))
    expect(await earliestWake(db)).toBe(late)
  })

  it('refuses a decision on an older version, and writes nothing of it', async () => {
    const db = await database.open()
    await save(db, step('n1', 0))
    const stale = { ...step('n1', 0), processed: ['late'], messages: [message(channel('c1'), 5)] }
    expect(await save(db, stale)).toBe('conflict')
    expect(await save(db, step('n1', 2))).toBe('conflict')
    expect(await wasProcessed(db, 'late')).toBe(false)
    expect((await outboxCounts(db)).queued).toBe(0)
    expect(await loadEntries(db, 'n1')).toHaveLength(1)
  })

  it('lets one of two processes win, again and again', async () => {
    const [one, other] = [await database.open(), await database.open()]
    for (let version = 0; version < 20; version++) {
      const both = await Promise.all([save(one, step('n1', version)), save(other, step('n1', version))])
      expect(both.sort()).toEqual(['conflict', 'saved'])
    }
    expect((await loadEntries(one, 'n1')).map((entry) => entry.version)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    )
  })

  it('does what came in twice once, even when both come at the same time', async () => {
    const [one, other] = [await database.open(), await database.open()]
    const twice = { ...step('n1', 0), processed: ['event-1'] }
    const results = await Promise.all([save(one, twice), save(other, twice), save(one, twice)])
    expect(results.filter((result) => result === 'saved')).toHaveLength(1)
    expect(await save(one, { ...step('n2', 0), processed: ['event-2', 'event-1'] })).toBe('duplicate')
    expect(await wasProcessed(one, 'event-2')).toBe(false)
    expect(await loadEntries(one, 'n2')).toEqual([])
  })

  it('takes an id that is named twice in one save as one', async () => {
    const db = await database.open()
    expect(await save(db, changes({ processed: ['a', 'a'] }))).toBe('saved')
    expect(await wasProcessed(db, 'a')).toBe(true)
  })

  it('records what came in and the next wake also without entries', async () => {
    const db = await database.open()
    await save(db, step('n1', 0, { nextWake: 50 }))
    const quiet = changes({ processed: ['e'], network: { id: 'n1', expected: 1, entries: [], nextWake: 70 } })
    expect(await save(db, quiet)).toBe('saved')
    expect(await earliestWake(db)).toBe(70)
    expect(await wasProcessed(db, 'e')).toBe(true)
    expect(await save(db, changes({ network: { id: 'n1', expected: 1, entries: [] } }))).toBe('saved')
    expect(await earliestWake(db)).toBeUndefined()
  })

  it('shares a commit without letting a bad save harm the others', async () => {
    const db = await database.open()
    const gap = step('gap', 0, { entries: entries(2) })
    const twice = step('n9', 0, {
      invitations: [
        { codeHash: 'h', expires: 5 },
        { codeHash: 'h', expires: 5 },
      ],
    })
    const good = Array.from({ length: 30 }, (_, index) => save(db, step(`n${index + 10}`, 0)))
    const bad = [save(db, gap), save(db, twice), save(db, step('n10', 0))]
    const more = Array.from({ length: 30 }, (_, index) => save(db, step(`n${index + 40}`, 0)))
    const ends = await Promise.allSettled(bad)
    expect(ends.map((end) => end.status)).toEqual(['rejected', 'rejected', 'fulfilled'])
    const [first, ...others] = await Promise.all([...good, ...more])
    // Two save the same version of n10. PostgreSQL does not promise which of them is first.
    const rivals = [first, (ends[2] as PromiseFulfilledResult<unknown>).value]
    expect(rivals.toSorted()).toEqual(['conflict', 'saved'])
    expect(new Set(others)).toEqual(new Set(['saved']))
    expect(await loadEntries(db, 'gap')).toEqual([])
    expect(await loadEntries(db, 'n9')).toEqual([])
    expect(await loadEntries(db, 'n10')).toHaveLength(1)
    expect(await loadEntries(db, 'n69')).toHaveLength(1)
  })

  it('queues the messages of a save with it', async () => {
    const db = await database.open()
    const queued = message(channel('c1'), 70, { about: '{"kind":"nudge"}', subject: 'check-in' })
    await save(db, { ...step('n1', 0), messages: [queued] })
    expect(await messageOf(db, 1)).toEqual({ id: 1, ...queued, state: 'queued' })
  })

  it('rejects every save after it was closed, and finishes those from before', async () => {
    const db = await database.open()
    const last = save(db, step('n1', 0))
    await db.close()
    expect(await last).toBe('saved')
    await expect(save(db, step('n1', 1))).rejects.toThrow()
  })

  it('forgets what came in long ago, and nothing else', async () => {
    const db = await database.open()
    await save(db, changes({ processed: ['old', 'older'], at: 10 }))
    await save(db, changes({ processed: ['new'], at: 20 }))
    expect(await deleteProcessedBefore(db, 20)).toBe(2)
    expect(await wasProcessed(db, 'old')).toBe(false)
    expect(await wasProcessed(db, 'new')).toBe(true)
  })
})
