// Secrets: kept sealed, opened with the right key only, taken once, held by one.
import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../../src/store/connection/open.ts'
import { open, readKey, seal } from '../../../src/store/key-value/encryption.ts'
import { openSecretStore } from '../../../src/store/key-value/secrets.ts'
import { databaseKinds, freshDatabase } from '../../support/databases.ts'

const key = randomBytes(32)

describe.each(databaseKinds)('the vault in $name', (kind) => {
  const database = freshDatabase(kind)
  let db: Db
  beforeEach(async () => {
    db = await database.open()
  })
  const vault = (now = 1_000, by = key) => openSecretStore(db, by, () => now)

  test('gives back what was written, and the newest of it', async () => {
    await vault().write('token', 'xoxb-1')
    await vault().write('token', 'xoxb-2')
    expect(await vault().read('token')).toBe('xoxb-2')
    await vault().remove('token')
    expect(await vault().read('token')).toBeUndefined()
  })
  test('keeps nothing readable in the database', async () => {
    await vault().write('token', 'xoxb-secret')
    const rows = await db.kysely.selectFrom('vault').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('xoxb')
  })
  test('opens nothing with another key', async () => {
    await vault().write('token', 'xoxb-secret')
    await expect(vault(1_000, randomBytes(32)).read('token')).rejects.toThrow()
  })
  test('gives to one of many who take at once', async () => {
    await vault().write('state', 'once')
    const taken = await Promise.all(Array.from({ length: 10 }, () => vault().take('state')))
    expect(taken.filter((text) => text === 'once')).toHaveLength(1)
    expect(taken.filter((text) => text === undefined)).toHaveLength(9)
  })
  test('is held by one, until that one lets go or its time is over', async () => {
    const held = await Promise.all(Array.from({ length: 5 }, () => vault().acquireLock('renewal', 100)))
    expect(held.filter(Boolean)).toHaveLength(1)
    expect(await vault(1_099).acquireLock('renewal', 100)).toBe(false)
    expect(await vault(1_100).acquireLock('renewal', 100)).toBe(true)
    await vault().releaseLock('renewal')
    expect(await vault(1_100).acquireLock('renewal', 100)).toBe(true)
  })
  test('without a key keeps nothing', async () => {
    const locked = openSecretStore(db, undefined, () => 0)
    await expect(locked.write('token', 'xoxb')).rejects.toThrow('no key')
    expect(await locked.read('token')).toBeUndefined()
  })
})

describe('sealing', () => {
  test('a text sealed under one name cannot be opened under another, nor once it was changed', () => {
    const sealed = seal(key, 'one', 'text')
    expect(open(key, 'one', sealed)).toBe('text')
    expect(() => open(key, 'other', sealed)).toThrow()
    const bytes = Buffer.from(sealed, 'base64')
    bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30)
    expect(() => open(key, 'one', bytes.toString('base64'))).toThrow()
  })
  test('the same text is never sealed to the same', () => {
    expect(seal(key, 'one', 'text')).not.toBe(seal(key, 'one', 'text'))
  })
  test.each([
    ['hex', 'a'.repeat(64), 32],
    ['base64', randomBytes(32).toString('base64'), 32],
    ['too short', 'abc', undefined],
    ['empty', '', undefined],
  ])('a key in %s is read', (_, text, length) => {
    expect(readKey(text)?.length).toBe(length)
  })
})
