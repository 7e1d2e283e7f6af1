// Locks have one holder at a time, until it releases them or their time is over.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../../src/store/connection/open.ts'
import { createLocks } from '../../../src/store/key-value/locks.ts'
import { databaseKinds, freshDatabase } from '../../support/databases/databases.ts'

describe.each(databaseKinds)('locks in $name', (kind) => {
  const database = freshDatabase(kind)
  let db: Db
  beforeEach(async () => {
    db = await database.open()
  })
  const locks = (now = 1_000) => createLocks(db, () => now)

  test('have one holder, until it releases them or their time is over', async () => {
    const acquired = await Promise.all(Array.from({ length: 5 }, () => locks().acquireLock('renewal', 100)))
    expect(acquired.filter(Boolean)).toHaveLength(1)
    expect(await locks(1_099).acquireLock('renewal', 100)).toBe(false)
    expect(await locks(1_100).acquireLock('renewal', 100)).toBe(true)
    await locks().releaseLock('renewal')
    expect(await locks(1_100).acquireLock('renewal', 100)).toBe(true)
  })
})
