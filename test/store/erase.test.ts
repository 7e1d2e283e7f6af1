// Erasing a platform removes everything that exists only there, and nothing else.
import { describe, expect, it } from 'vitest'
import type { Db } from '../../src/store/connection/open.ts'
import { erasePlatform } from '../../src/store/erase.ts'
import { loadEntries, save } from '../../src/store/journal.ts'
import { messageOf } from '../../src/store/outbox.ts'
import { beginSend, claimDue, endSend } from '../../src/store/outbox-delivery.ts'
import { findPost } from '../../src/store/outbox-queries.ts'
import { findPerson, meetPerson } from '../../src/store/people.ts'
import { dueNetworks, networkOfCode, networksOf } from '../../src/store/projections.ts'
import { channel, message, step } from '../support/builders.ts'
import { databaseKinds, freshDatabase } from '../support/databases/databases.ts'

describe.each(databaseKinds)('erasing a platform in $name', (kind) => {
  const database = freshDatabase(kind)
  const here = channel('c1', 'playground')
  const there = channel('c1', 'slack')

  async function network(db: Db, id: string, homes: (typeof here)[]): Promise<void> {
    const more = {
      homes,
      nextWake: 5,
      participants: [{ person: 'mere', agency: 'Education' }],
      invitations: [{ codeHash: `code of ${id}`, expires: 100 }],
    }
    const messages = homes.map((home) => message(home, 10, { network: id, subject: 's' }))
    await save(db, { ...step(id, 0, more), messages })
    for (const _ of homes) {
      for (const { id } of await claimDue(db, { now: 10, holder: 'h', leaseMs: 9, limit: 9 })) {
        await beginSend(db, { id, holder: 'h', now: 10 }, 9)
        await endSend(db, { id, holder: 'h', now: 10 }, { kind: 'sent', post: 'p', version: 1 })
      }
    }
  }

  it('erases the networks that are only there, with everything of theirs', async () => {
    const db = await database.open()
    await network(db, 'only-here', [here])
    await network(db, 'both', [here, there])
    await network(db, 'only-there', [there])
    await erasePlatform(db, 'playground')
    expect(await loadEntries(db, 'only-here')).toEqual([])
    expect(await networkOfCode(db, 'code of only-here', 1)).toBeUndefined()
    expect(await messageOf(db, 1)).toBeUndefined()
    expect(await findPost(db, { network: 'only-here', to: here, subject: 's' })).toBeUndefined()
    expect(await networksOf(db, 'mere')).toEqual(['both', 'only-there'])
    expect(await dueNetworks(db, 5, 9)).toEqual(['both', 'only-there'])
    expect(await loadEntries(db, 'both')).toHaveLength(1)
    expect(await findPost(db, { network: 'both', to: there, subject: 's' })).toBeDefined()
    expect(await messageOf(db, 4)).toBeDefined()
  })

  it('erases the digests that went there, and none of another platform', async () => {
    const db = await database.open()
    const digest = (to: typeof here) => message(to, 10, { network: '', subject: 'd' })
    await save(db, { processed: [], at: 1, messages: [digest(here), digest(there)] })
    for (const { id } of await claimDue(db, { now: 10, holder: 'h', leaseMs: 9, limit: 9 })) {
      await beginSend(db, { id, holder: 'h', now: 10 }, 9)
      await endSend(db, { id, holder: 'h', now: 10 }, { kind: 'sent', post: 'p', version: 1 })
    }
    await erasePlatform(db, 'playground')
    expect(await findPost(db, { network: '', to: here, subject: 'd' })).toBeUndefined()
    expect(await findPost(db, { network: '', to: there, subject: 'd' })).toBeDefined()
    expect(await messageOf(db, 1)).toBeUndefined()
    expect(await messageOf(db, 2)).toBeDefined()
  })

  it('forgets the people who are known only there', async () => {
    const db = await database.open()
    const gone = { platform: 'playground', workspace: 'w1', user: 'mere' }
    const stays = { platform: 'slack', workspace: 'w1', user: 'mere' }
    await meetPerson(db, { ...gone, name: 'Mere' }, 'p1')
    await meetPerson(db, { ...stays, name: 'Mere' }, 'p2')
    await erasePlatform(db, 'playground')
    expect(await findPerson(db, gone)).toBeUndefined()
    expect(await findPerson(db, stays)).toMatchObject({ id: 'p2' })
  })
})
