// Digests in the store: who gets one, when it is due, and that one process moves it on.
import { describe, expect, it } from 'vitest'
import type { Db } from '../../src/store/connection/database.ts'
import {
  dueDigests,
  findDigest,
  moveDigest,
  nextDigest,
  saveDigestSettings,
} from '../../src/store/digests.ts'
import { save } from '../../src/store/journal.ts'
import { outboxCounts } from '../../src/store/outbox-queries.ts'
import { meetPerson } from '../../src/store/people.ts'
import { channel, message, step } from '../support/builders.ts'
import { databaseKinds, freshDatabase } from '../support/databases/databases.ts'

const settings = { weeks: 2, day: 5, hour: 16, whenQuiet: 'one-line' } as const

describe.each(databaseKinds)('digests in $name', (kind) => {
  const database = freshDatabase(kind)

  async function angels(...names: readonly string[]): Promise<Db> {
    const db = await database.open()
    for (const user of names) await meetPerson(db, { platform: 'p', workspace: 'w', user, name: user }, user)
    await save(db, step('n1', 0, { angels: names }))
    return db
  }

  it('are looked at as soon as somebody becomes an angel, once however many networks', async () => {
    const db = await angels('mere', 'tom')
    const { due } = (await findDigest(db, 'mere')) ?? {}
    expect(due).toBeTypeOf('number')
    expect(await dueDigests(db, due ?? 0, 10)).toEqual(['mere', 'tom'])
    expect(await dueDigests(db, due ?? 0, 1)).toEqual(['mere'])
    expect(await dueDigests(db, (due ?? 0) - 1, 10)).toEqual([])
    expect(await nextDigest(db)).toBe(due)
    expect(await findDigest(db, 'nobody')).toBeUndefined()
  })

  it('go on as before when an angel gets another network', async () => {
    const db = await angels('mere')
    await saveDigestSettings(db, 'mere', settings, 500)
    await save(db, step('n2', 0, { angels: ['mere'] }))
    expect(await findDigest(db, 'mere')).toMatchObject({ settings, due: 500 })
  })

  it('are moved on by one of two, with what is to be sent', async () => {
    const db = await angels('mere')
    const { due = 0 } = (await findDigest(db, 'mere')) ?? {}
    const move = () => moveDigest(db, 'mere', due, { last: 5, due: 900 }, [message(channel('c1'), 1)], 5)
    expect((await Promise.all([move(), move()])).sort()).toEqual([false, true])
    expect(await findDigest(db, 'mere')).toEqual({ last: 5, due: 900 })
    expect((await outboxCounts(db)).queued).toBe(1)
  })

  it('are never looked at while they are off', async () => {
    const db = await angels('mere')
    await saveDigestSettings(db, 'mere', { ...settings, weeks: 0 }, undefined)
    expect(await dueDigests(db, Number.MAX_SAFE_INTEGER, 10)).toEqual([])
    expect(await nextDigest(db)).toBeUndefined()
  })
})
